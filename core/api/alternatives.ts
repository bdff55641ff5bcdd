import type { LonLat } from '../geo/lon-lat.ts'
import type { Competition } from './competition.ts'

/** What one criterion looks like among the alternatives that a filter leaves. */
export interface ColumnFigures {
  readonly missing: number
  readonly outOfRange: number
  /** Alternatives that its rule for missing values leaves out. */
  readonly absent: number
  /** Least and greatest per mille value of those that are not left out; equal: it does not tell them apart. */
  readonly least: number
  readonly greatest: number
}

/**
 * GET /api/alternatives: the proposals of a filter in columns, rows in code order. The server writes it piece by piece
 * (server/prioritise/alternative-table.ts), each column under a name of this type.
 */
export interface AlternativesAnswer {
  readonly digest: string
  readonly count: number
  /** Of the filter; more than `count` when `truncated`. */
  readonly total: number
  readonly truncated: boolean
  /** Which of the filter's proposals compete, and how many do not. */
  readonly competition: Competition
  /** Of the criteria that have a column. */
  readonly keys: readonly string[]
  readonly figures: Readonly<Record<string, ColumnFigures>>
  readonly codes: readonly string[]
  readonly titles: readonly string[]
  readonly villages: VillageColumn
  readonly status: readonly string[]
  readonly sector: readonly string[]
  readonly agency: readonly (string | null)[]
  readonly costRupiah: readonly (number | null)[]
  /** Degrees; null for a proposal without a place. */
  readonly points: readonly (LonLat | null)[]
  /** Per mille by criterion. */
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
  /** Rows without a raw value, by criterion. */
  readonly missing: Readonly<Record<string, readonly number[]>>
  /** Rows that a criterion's rule for missing values leaves out. */
  readonly excluded: Readonly<Record<string, readonly number[]>>
}

/** Each village once, and for every row which one it is; −1 without a village. */
export interface VillageColumn {
  readonly codes: readonly string[]
  readonly names: readonly (string | null)[]
  readonly index: readonly number[]
}

/** What the lines of the same address answer at their end. */
export interface AlternativesSize {
  readonly count: number
  readonly total: number
  /** Of the whole table in UTF-8. */
  readonly bytes: number
}
