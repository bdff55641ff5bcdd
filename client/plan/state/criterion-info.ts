import type { Normalisation } from '../../../core/criteria/criterion.ts'
import type { Scale } from '../../../core/criteria/scale.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { Bilingual } from '../../api/types.ts'

/** A criterion as GET /api/criteria tells it. */
export interface CriterionInfo {
  readonly key: string
  readonly title: Bilingual
  readonly direction: 'maximise' | 'minimise'
  readonly unit: Bilingual
  readonly source: string
  readonly sourceText: Bilingual
  readonly sourceDate: string | null
  readonly normalisation: Normalisation
  readonly validRange?: readonly [from: number, to: number]
  readonly missing: 'zero' | 'median' | 'exclude'
  readonly origin: 'default' | 'custom'
  readonly version: number
  /** Proposals with a raw value, and without. */
  readonly known: number
  readonly missingCount: number
  readonly outOfRange: number
  /** False when all alternatives have one value: the criterion cannot rank anything. */
  readonly discriminates: boolean
  /** How raw values become per mille, frozen. */
  readonly scale: Scale
}

/** The set of criteria in force. */
export interface CriterionSetInfo {
  readonly id: string
  readonly version: string
  readonly date: string
  readonly title: Bilingual
  readonly notice: Bilingual
}

/** A named and versioned choice of weights and of the method that ranks by them (GET /api/score-models). */
export interface ScoreModel {
  readonly id: string
  readonly version: number
  readonly title: Bilingual
  readonly method: RankingMethodName
  readonly weights: Weights
  readonly createdAt: string
}

/** Whole numbers 0–100 by criterion key. */
export type Weights = Readonly<Record<string, number>>
