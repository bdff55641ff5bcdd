import type { LayerState } from './snapshot.ts'

/** Rows of a layer as it is now, by ascending id: the order of a fresh load. */
export interface LivingRows {
  count: number
  /** Row number in base or, where `inDelta` is 1, in delta. */
  row: Uint32Array
  inDelta: Uint8Array
}

/** Rows to leave out: 0 for those that do not pass, by row of each segment; null lets all pass. */
export interface SegmentPasses {
  base: Uint8Array | null
  delta: Uint8Array | null
}

const everyRow: SegmentPasses = { base: null, delta: null }

/** Base without its dead rows, and delta's, in one order. */
export function livingRows({ base, dead, delta }: LayerState, pass = everyRow): LivingRows {
  const most = base.rowCount + (delta?.rowCount ?? 0)
  const living: LivingRows = { count: 0, row: new Uint32Array(most), inDelta: new Uint8Array(most) }
  const add = (row: number, inDelta: 0 | 1) => {
    living.row[living.count] = row
    living.inDelta[living.count++] = inDelta
  }
  let next = 0
  /** Delta's rows up to an id. */
  const addDelta = (before: number) => {
    if (!delta) return
    for (; next < delta.rowCount; next++) {
      const row = delta.rowsById[next]!
      if (delta.ids[row]! >= before) return
      if (pass.delta?.[row] !== 0) add(row, 1)
    }
  }
  for (const row of base.rowsById) {
    if (delta) addDelta(base.ids[row]!)
    if (dead?.[row] !== 1 && pass.base?.[row] !== 0) add(row, 0)
  }
  addDelta(Number.POSITIVE_INFINITY)
  return living
}
