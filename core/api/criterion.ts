import type { Criterion } from '../criteria/criterion.ts'
import type { Scale } from '../criteria/scale.ts'
import type { RankedValue } from '../criteria/scale-of.ts'
import type { Label } from '../proposal/label.ts'
import type { Authored } from './authored.ts'
import type { Items } from './items.ts'

/** Where the raw values of a criterion come from, and of when they are. */
export interface CriterionOrigin {
  readonly sourceText: Label
  /** "2026-02-12" or "2024"; null when nobody said. */
  readonly sourceDate: string | null
}

/** A criterion with its frozen scale, and what is known of its values. */
export interface CriterionInfo extends Criterion, CriterionOrigin, Authored {
  readonly position: number
  readonly version: number
  readonly origin: 'default' | 'custom'
  /** Proposals with a raw value, and without. */
  readonly known: number
  readonly missingCount: number
  readonly outOfRange: number
  /** False when all known values are the same or none is known: everything then has 0. */
  readonly discriminates: boolean
  /** How raw values become per mille, frozen. */
  readonly scale: Scale
}

/** The default set of criteria, with the notice that it is a proposal and no regulation. */
export interface CriterionSetInfo {
  readonly id: string
  readonly version: string
  readonly date: string
  readonly title: Label
  readonly notice: Label
}

/** GET /api/criteria. */
export interface Criteria extends Items<CriterionInfo> {
  readonly set: CriterionSetInfo
}

/** What POST /api/criteria stored. */
export interface StoredCriterionVersion {
  readonly key: string
  readonly version: number
}

export type SourceGroup = 'proposal' | 'village' | 'statistic' | 'coverage' | 'layer' | 'zone'

/** A source that a criterion may read its raw values from (GET /api/criteria/sources). */
export interface SourceChoice {
  readonly source: string
  readonly group: SourceGroup
  /** The layer, service or zone that it belongs to; null for what every district has. */
  readonly of: string | null
  readonly title: Label
  /** Null where the data state no unit. */
  readonly unit: Label | null
}

/**
 * The distribution of a source's raw values over all proposals that are no drafts, from which every kind of scale is made (GET
 * /api/criteria/distribution).
 */
export interface Distribution extends CriterionOrigin {
  readonly source: string
  readonly known: number
  readonly missing: number
  readonly outOfRange: number
  /** Of the known values; null when there is none. */
  readonly least: number | null
  readonly greatest: number | null
  /** √Σv² of the known values. */
  readonly norm: number | null
  readonly ranked: readonly RankedValue[]
  /** Known values in bins of equal width from the least to the greatest; empty where all are the same or none is known. */
  readonly histogram: readonly number[]
}
