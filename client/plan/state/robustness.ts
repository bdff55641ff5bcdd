import type { RankStudy } from '../../../core/api/robustness.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import type { LineRule } from '../../../core/score/draw-line.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { ScaleName } from '../../../core/score/scale-words.ts'
import { type LineChoice, lineRule, sameLine } from './line-rule.ts'
import { type RankingChoice, sameChoice } from './weight-history.ts'

/** A study of how far the ranking depends on the weights: running, or its answer by code. */
export interface Robustness {
  readonly id: string
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  /** 0–1. */
  readonly share: number
  readonly question: RobustnessQuestion
  /** What it was asked for; it says nothing of other weights or data. */
  readonly weights: Weights
  readonly method: RankingMethodName
  readonly scale: ScaleName
  readonly digest: string
  readonly byCode: ReadonlyMap<string, RankStudy> | null
  readonly failure: unknown
  /** The server keeps it no longer, and cannot sort by it. */
  readonly forgotten?: boolean
}

/** As POST /api/rankings/robustness takes it. */
export interface RobustnessQuestion {
  readonly samples: number
  readonly seed: number
  /** Any weights at all, or each of the present ones up to `spread` of itself higher or lower. */
  readonly uncertainty: { readonly kind: 'any' } | { readonly kind: 'around'; readonly spread: number }
  readonly line: LineRule
}

/** Whether a study was made for the weights, the method, the line and the data that are shown. */
export function isFresh(
  { weights, method, scale, question, digest }: Robustness,
  state: RankingChoice & LineChoice & { alternatives: { digest: string } | null },
): boolean {
  const sameQuestion =
    sameChoice({ weights, method, scale }, state) && sameLine(question.line, lineRule(state))
  return sameQuestion && digest === state.alternatives?.digest
}
