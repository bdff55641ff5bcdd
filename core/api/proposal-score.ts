import type { Label } from '../proposal/label.ts'
import type { LiftAnswer } from '../score/find-lift.ts'
import type { RankingMethodName } from '../score/ranking-methods.ts'
import type { LiftState } from '../score/stand-to-line.ts'
import type { CriterionOrigin } from './criterion.ts'
import type { UsedModel } from './score-model.ts'

export interface ScoreContribution extends CriterionOrigin {
  readonly key: string
  readonly title: Label
  readonly unit: Label
  readonly weight: number
  readonly perMille: number
  /** What it adds to the score, in per mille of the whole. */
  readonly points: number
  /** Null when missing or withheld. */
  readonly raw: number | null
  readonly source: string
  readonly missing: boolean
  /** Whether a greater raw value is worth more. */
  readonly fillsUp: boolean
  /** True where the raw value is withheld because it would reveal where a household lives. */
  readonly withheld: boolean
  readonly outOfRange: boolean
}

/** GET /api/proposals/{code}/score. */
export interface ProposalScore {
  readonly code: string
  /**
   * Score in the unit of the method: per mille (weighted sum), closeness 0–1 (TOPSIS) or net flow −1…1 (PROMETHEE II). Only the
   * first can be compared between rankings of different proposals.
   */
  readonly score: number | null
  readonly rank: number | null
  readonly of: number
  /** Proposals of the same year in these statuses compete. */
  readonly compared: { readonly year: number; readonly statuses: readonly string[] }
  readonly method: RankingMethodName
  readonly model: UsedModel | null
  readonly contributions: readonly ScoreContribution[]
  readonly line: {
    readonly kind: 'share' | 'budget'
    readonly rank: number
    readonly score: number | null
    readonly budgetRupiah: number | null
    readonly above: boolean
  }
  /** `provenSmallest`: false where a smaller change than what was found may be enough too, or one where none was found. */
  readonly lift: LiftAnswer & { readonly state: LiftState; readonly provenSmallest: boolean }
}
