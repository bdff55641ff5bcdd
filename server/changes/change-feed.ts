import { setTimeout } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Database } from '../database/database.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, sql } from '../database/sql-fragment.ts'

const CHANNEL = 'petausul_changes'
/** NOTIFY carries at most 8,000 bytes; beyond this many ids the whole layer is read again. */
const MOST_IDS = 500

export interface StoreChange {
  readonly layer: string
  /** Rows that were inserted, changed or deleted; null when the whole layer was written anew. */
  ids: number[] | null
  /** Given when not its rows but how it is drawn changed: the number of that change. */
  style?: number
}

/** Notifies every server instance of the rows that changed, once the transaction has committed. Call it inside that transaction. */
export async function announce(transaction: Knex, change: StoreChange): Promise<void> {
  const ids = change.ids && change.ids.length <= MOST_IDS ? change.ids : null
  const told = bound(JSON.stringify({ ...change, ids }), 'text')
  await selectPrepared(transaction, sql`SELECT pg_notify(${bound(CHANNEL, 'text')}, ${told})`)
}

/** Minimum time between two updates of one layer; changes that arrive meanwhile are merged. Short enough to look immediate. */
const PACE_MS = 100

/**
 * Calls back for each change, one at a time and in order for each layer; layers do not wait for each other, so that an edit shows
 * at once while another layer is being reloaded. Row changes that wait for their turn are merged: all of them are committed, so
 * one read finds the result of all. After a lost connection every layer counts as changed. `onHeard` is called immediately for
 * each change, and without one for each gap, before any of them is processed.
 */
export async function followChanges(
  database: Database,
  onChange: (change: StoreChange) => Promise<void>,
  onGap: () => Promise<void>,
  onError: (error: unknown) => void,
  onHeard: (change?: StoreChange) => void = () => {},
): Promise<void> {
  /** The last change of each layer since the last gap; all of them come after that. */
  const turns = new Map<string, Promise<void>>()
  /** The changes whose processing has not begun; later ones may still be merged into them. */
  const waiting = new Map<string, StoreChange>()
  const begun = new Map<string, number>()
  let gap: Promise<void> = Promise.resolve()
  const work = async (change: StoreChange) => {
    const { layer } = change
    const wait = (begun.get(layer) ?? Number.NEGATIVE_INFINITY) + PACE_MS - performance.now()
    if (wait > 0) await setTimeout(wait)
    begun.set(layer, performance.now())
    if (waiting.get(layer) === change) waiting.delete(layer)
    await onChange(change)
  }
  const take = (payload: string) => {
    const change = JSON.parse(payload) as StoreChange
    onHeard(change)
    const { layer } = change
    const open = waiting.get(layer)
    if (open && join(open, change)) return
    waiting.set(layer, change)
    const before = turns.get(layer) ?? gap
    turns.set(layer, before.then(() => work(change)).catch(onError))
  }
  const takeGap = () => {
    onHeard()
    gap = Promise.all([gap, ...turns.values()])
      .then(onGap)
      .catch(onError)
    turns.clear()
    waiting.clear()
  }
  await database.listen(CHANNEL, take, takeGap)
}

/** Merges a later change into one that waits; false when they must stay separate. */
function join(open: StoreChange, { ids, style }: StoreChange): boolean {
  if (open.style !== undefined || style !== undefined) return false
  if (open.ids === null) return true
  const all = ids && new Set([...open.ids, ...ids])
  if (all && all.size > MOST_IDS) return false
  open.ids = all && [...all]
  return true
}
