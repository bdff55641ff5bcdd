import type { Label } from '../proposal/label.ts'
import type { Histogram, ValueCount } from '../score/column-spread.ts'
import type { Preference } from '../score/preference.ts'
import type { RankingMethodName } from '../score/ranking-methods.ts'
import type { ScaleName } from '../score/scale-words.ts'
import type { Competition } from './competition.ts'
import type { Items } from './items.ts'
import type { UsedModel, Weights } from './score-model.ts'

export type FlagReason = 'empty' | 'no-variance' | 'all-missing' | 'missing' | 'out-of-range' | 'excluded'

/** A caveat about the figures that readers of the ranking must see. */
export interface RankingFlag {
  /** Criterion; null when it concerns the whole. */
  readonly key: string | null
  readonly reason: FlagReason
  readonly count: number
  readonly text: Label
}

export interface RankedItem {
  readonly rank: number
  readonly code: string
  /** Null, as other texts, when the proposal has gone since it was ranked. */
  readonly title: string | null
  readonly villageName: string | null
  readonly villageCode: string | null
  readonly costRupiah: number | null
  readonly status: string | null
  readonly sector: string | null
  readonly agency: string | null
  /** As the method counts: per mille, closeness 0–1 or net flow −1…1. */
  readonly score: number
  /** By PROMETHEE: what it wins from the others and loses to them, 0…1, and with how many it is incomparable (PROMETHEE I). */
  readonly flows?: { readonly leaving: number; readonly entering: number; readonly incomparable: number }
  /** Σ weight × per mille. */
  readonly sum: number
  /** Per mille by criterion. */
  readonly values: Readonly<Record<string, number>>
  /** What each criterion adds to the score, in per mille of the whole. */
  readonly contributions: Readonly<Record<string, number>>
  /** Criteria without a raw value of its own. */
  readonly missing: readonly string[]
  /** Codes of others in the ranking with the same title in the same village: twins, or several works of one kind. */
  readonly alike: readonly string[]
}

/** One page of a ranking (POST /api/rankings), with what it was made by and what to know of it. */
export interface RankingAnswer extends Items<RankedItem> {
  /** Proposals that are ranked, and those that a missing value leaves out. */
  readonly total: number
  /** Those of them that the filters of columns and the search leave: what the pages list. */
  readonly found: number
  readonly excluded: number
  readonly offset: number
  /** Weighted values of the first of the ranking, per mille, whichever page this is. */
  readonly best: number
  readonly method: RankingMethodName
  readonly normalisation?: 'vector' | 'min-max'
  /** By TOPSIS: what it read, each criterion's 0–1,000 or what it measured, and in a sentence which of them is the published one. */
  readonly scale?: ScaleName
  readonly basis?: Label
  readonly preferences?: Readonly<Record<string, Preference>>
  readonly weights: Weights
  /** Null for weights that came with the request. */
  readonly model: UsedModel | null
  readonly flags: readonly RankingFlag[]
  readonly competition: Competition
  readonly digest: string
}

/**
 * What stands in a column of the listed rows (POST /api/rankings/spread), filters of that column aside: how its numbers lie, or how
 * many rows have each value, the most first; `others` are values that the list has no room for.
 */
export type ColumnSpread =
  | { readonly kind: 'range'; readonly histogram: Histogram | null; readonly found: number }
  | {
      readonly kind: 'values'
      readonly values: readonly ValueCount[]
      readonly others: number
      readonly found: number
    }

/** Where several sets of weights agree (POST /api/rankings/agreement). Lists may be cut, counts are not. */
export interface AgreementAnswer {
  readonly pairs: readonly RankCorrelation[]
  /** Kendall's W, 0–1. */
  readonly concordance: number
  readonly method: RankingMethodName
  /** By TOPSIS, as for a ranking. */
  readonly scale?: ScaleName
  readonly basis?: Label
  readonly total: number
  readonly excluded: number
  /** So many are above the line. */
  readonly top: number
  /** Codes. */
  readonly aboveForAll: readonly string[]
  readonly aboveForSome: readonly {
    readonly code: string
    /** Names of the sets that have it above the line. */
    readonly sets: readonly string[]
    /** Greatest less least rank. */
    readonly spread: number
  }[]
  readonly counts: { readonly aboveForAll: number; readonly aboveForSome: number }
  readonly competition: Competition
  /** By set, then by code. */
  readonly ranks: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly digest: string
}

/** Of two sets of weights by name; both correlations −1…1. */
export interface RankCorrelation {
  readonly a: string
  readonly b: string
  readonly kendall: number
  readonly spearman: number
}

/** The decision file of a ranking, as the lines of POST /api/rankings/decision answer it. */
export interface DecisionText {
  /** Of the file. */
  readonly name: string
  readonly text: string
}
