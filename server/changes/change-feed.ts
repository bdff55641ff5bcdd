import type { Database } from '../database/database.ts'

const CHANNEL = 'petausul_changes'
/** NOTIFY carries at most 8,000 bytes; beyond this many ids the whole layer is read again. */
const MOST_IDS = 500

export interface StoreChange {
  layer: string
  /** Rows that were inserted, changed or deleted; null when the whole layer was written anew. */
  ids: number[] | null
}

/** Tells every server instance, after the transaction commits, which rows changed. Call it inside that transaction. */
export async function announce(
  transaction: { raw(sql: string, bindings: string[]): PromiseLike<unknown> },
  change: StoreChange,
): Promise<void> {
  const ids = change.ids && change.ids.length <= MOST_IDS ? change.ids : null
  await transaction.raw('SELECT pg_notify(?, ?)', [CHANNEL, JSON.stringify({ layer: change.layer, ids })])
}

/** Calls back, one change at a time and in order. After a lost connection every layer counts as changed. */
export async function followChanges(
  database: Database,
  onChange: (change: StoreChange) => Promise<void>,
  onGap: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> {
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>) => {
    turn = turn.then(work).catch(onError)
  }
  await database.listen(
    CHANNEL,
    (payload) => inTurn(() => onChange(JSON.parse(payload) as StoreChange)),
    () => inTurn(onGap),
  )
}
