import type { Database } from '../database/database.ts'

const CHANNEL = 'petausul_changes'
/** NOTIFY carries at most 8,000 bytes; beyond this many ids the whole layer is read again. */
const MOST_IDS = 500

export interface StoreChange {
  layer: string
  /** Rows that were inserted, changed or deleted; null when the whole layer was written anew. */
  ids: number[] | null
  /** Given when not its rows but how it is drawn changed: the number of that change. */
  style?: number
}

/** Tells every server instance, after the transaction commits, which rows changed. Call it inside that transaction. */
export async function announce(
  transaction: { raw(sql: string, bindings: string[]): PromiseLike<unknown> },
  change: StoreChange,
): Promise<void> {
  const ids = change.ids && change.ids.length <= MOST_IDS ? change.ids : null
  await transaction.raw('SELECT pg_notify(?, ?)', [CHANNEL, JSON.stringify({ ...change, ids })])
}

/**
 * Calls back, one change of a layer at a time and in order; layers do not wait for each other, so that an edit is seen at once
 * while a whole layer is read anew. After a lost connection every layer counts as changed. `onHeard` is called at once for
 * each change and each gap, before any of them is worked on.
 */
export async function followChanges(
  database: Database,
  onChange: (change: StoreChange) => Promise<void>,
  onGap: () => Promise<void>,
  onError: (error: unknown) => void,
  onHeard: () => void = () => {},
): Promise<void> {
  /** The last change of each layer since the last gap; all of them come after that. */
  const turns = new Map<string, Promise<void>>()
  let gap: Promise<void> = Promise.resolve()
  const take = (payload: string) => {
    onHeard()
    const change = JSON.parse(payload) as StoreChange
    const before = turns.get(change.layer) ?? gap
    turns.set(change.layer, before.then(() => onChange(change)).catch(onError))
  }
  const takeGap = () => {
    onHeard()
    gap = Promise.all([gap, ...turns.values()])
      .then(onGap)
      .catch(onError)
    turns.clear()
  }
  await database.listen(CHANNEL, take, takeGap)
}
