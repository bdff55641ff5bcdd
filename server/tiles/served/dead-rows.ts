import { sharedUint8 } from '../growable-array.ts'
import { rowOfId, type Segment } from '../snapshot/snapshot.ts'
import { shapesOfRow } from './geometry-of-row.ts'

/** Rows of a base that were changed or deleted since. Bits that were handed out are never written again. */
export class DeadRows {
  readonly #base: Segment
  bits: Uint8Array | null = null
  count = 0
  /** How many of them have a geometry. */
  located = 0

  constructor(base: Segment) {
    this.#base = base
  }

  /** Ids of new rows, which base does not contain, are ignored. */
  mark(ids: Iterable<number>): void {
    let own: Uint8Array | undefined
    for (const id of ids) {
      const row = rowOfId(this.#base, id)
      if (row < 0 || (own ?? this.bits)?.[row] === 1) continue
      own ??= this.#copy()
      own[row] = 1
      this.count++
      if (this.#isLocated(row)) this.located++
    }
    if (own) this.bits = own
  }

  #copy(): Uint8Array {
    const copy = sharedUint8(this.#base.rowCount)
    if (this.bits) copy.set(this.bits)
    return copy
  }

  #isLocated(row: number): boolean {
    if (row < this.#base.pointCount) return true
    const { first, end } = shapesOfRow(this.#base, row)
    return end > first
  }
}
