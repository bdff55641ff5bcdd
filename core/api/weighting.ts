import type { Label } from '../proposal/label.ts'
import type { ScaleName } from '../score/scale-words.ts'
import type { WorstJudgement } from '../weights/ahp.ts'
import type { RankingFlag } from './ranking.ts'
import type { Weights } from './score-model.ts'

/** Weights from judgements of pairs (POST /api/rankings/weights). */
export interface AhpAnswer {
  readonly method: 'ahp'
  /** As sliders show them. */
  readonly weights: Weights
  /** They sum to 1. */
  readonly shares: Weights
  readonly consistency: {
    /** CR: above 0.10 the judgements contradict each other. */
    readonly ratio: number
    readonly index: number
    readonly lambda: number
    readonly consistent: boolean
    /** The judgement that hurts most, between criteria by their keys. */
    readonly worst:
      | (Omit<WorstJudgement, 'row' | 'column'> & { readonly row: string; readonly column: string })
      | null
  }
  readonly flags: readonly WeightingFlag[]
}

export type WeightingFlag = Omit<RankingFlag, 'reason'> & {
  readonly reason: RankingFlag['reason'] | 'inconsistent'
}

/** Weights from what the values themselves tell apart (POST /api/rankings/weights). */
export interface DerivedAnswer {
  readonly method: 'entropy' | 'critic'
  /** What the values were: 0–1,000 of each criterion, or what it measured, as the method was published. */
  readonly scale: ScaleName
  /** The same in a sentence. */
  readonly basis: Label
  readonly weights: Weights
  readonly shares: Weights
  /** What tells the proposals apart most. */
  readonly text: Label
  readonly flags: readonly RankingFlag[]
  /** Proposals that took part. */
  readonly total: number
  readonly digest: string
}

export type WeightingAnswer = AhpAnswer | DerivedAnswer
