import type { ColumnFigures } from '../../../core/api/alternatives.ts'
import type { Competition } from '../../../core/api/competition.ts'

/** The proposals that take part, in columns; rows are in the order of their codes, which settles ties. */
export interface Alternatives {
  /** Names the data that the server ranks: equal digests give equal rankings. */
  readonly digest: string
  readonly count: number
  /** Of the filter, of which `count` are here: fewer when `truncated`. */
  readonly total: number
  readonly truncated: boolean
  /** How many of the filter's proposals compete, and how many do not and why. */
  readonly competition: Competition
  /** Keys of the criteria that have a column. */
  readonly keys: readonly string[]
  /** What each criterion looks like among all of the filter, here or not. */
  readonly figures: ReadonlyMap<string, ColumnFigures>
  readonly codes: readonly string[]
  readonly titles: readonly string[]
  readonly villages: Villages
  readonly status: readonly string[]
  readonly sector: readonly string[]
  readonly agency: readonly (string | null)[]
  /** Rupiah; NaN where unknown. */
  readonly costRupiah: Float64Array
  /** x and y of each row in EPSG:3857, NaN where a proposal has no place. */
  readonly places: Float64Array
  /** Per mille values 0–1000 by criterion. */
  readonly columns: ReadonlyMap<string, Uint16Array>
  /** Rows without a raw value, by criterion. */
  readonly missing: ReadonlyMap<string, ReadonlySet<number>>
  /** Rows that a criterion keeps out of the ranking as soon as it counts, since their value is missing. */
  readonly leftOut: ReadonlyMap<string, readonly number[]>
  /** Row of a proposal's code. */
  readonly rowOf: ReadonlyMap<string, number>
}

export interface Villages {
  readonly codes: readonly string[]
  readonly names: readonly (string | null)[]
  /** Each row's place in `codes` and `names`; −1 without a village. */
  readonly index: Int32Array
}

/** The name of a row's village; empty without one. */
export function villageName({ villages }: Alternatives, row: number): string {
  return villages.names[villages.index[row] ?? -1] ?? ''
}
