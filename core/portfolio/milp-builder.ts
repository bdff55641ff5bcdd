import type { Milp } from './milp.ts'

export interface MilpColumn {
  readonly objective?: number
  readonly lower?: number
  readonly upper?: number
  readonly integer?: boolean
}

export interface MilpRow {
  readonly lower?: number
  readonly upper?: number
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

/** Collects columns and rows, then gives the model as arrays. */
export class MilpBuilder {
  readonly #columns: MilpColumn[] = []
  readonly #rows: MilpRow[] = []

  /** Number of the new column. */
  addColumn(column: MilpColumn): number {
    return this.#columns.push(column) - 1
  }

  addRow(row: MilpRow): void {
    this.#rows.push(row)
  }

  build(): Milp {
    const starts = new Int32Array(this.#rows.length + 1)
    this.#rows.forEach((row, at) => {
      starts[at + 1] = starts[at]! + row.indices.length
    })
    return {
      objective: Float64Array.from(this.#columns, ({ objective = 0 }) => objective),
      lower: Float64Array.from(this.#columns, ({ lower = 0 }) => lower),
      upper: Float64Array.from(this.#columns, ({ upper = 1 }) => upper),
      integer: Uint8Array.from(this.#columns, ({ integer = false }) => (integer ? 1 : 0)),
      rowLower: Float64Array.from(this.#rows, ({ lower = Number.NEGATIVE_INFINITY }) => lower),
      rowUpper: Float64Array.from(this.#rows, ({ upper = Number.POSITIVE_INFINITY }) => upper),
      starts,
      indices: Int32Array.from(this.#rows.flatMap(({ indices }) => indices)),
      values: Float64Array.from(this.#rows.flatMap(({ values }) => values)),
    }
  }
}
