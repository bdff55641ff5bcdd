import { contributions } from '../../../core/score/contributions.ts'
import { type Lift, liftAboveLine } from '../../../core/score/lift-above-line.ts'
import type { RankingMethodName } from '../../../core/score/ranking-methods.ts'
import type { CriterionInfo } from '../state/criterion-info.ts'
import type { PlanStore } from '../state/plan-store.ts'
import { scoreOf } from '../state/rank-live.ts'

export interface ExplainedPart {
  readonly criterion: CriterionInfo
  /** Place of the criterion in the set, which gives its colour. */
  readonly place: number
  readonly perMille: number
  readonly weight: number
  /** Weight × value, per mille of the weights: what it adds to a weighted score. */
  readonly points: number
  readonly missing: boolean
}

export interface Explanation {
  readonly rank: number
  readonly of: number
  readonly method: RankingMethodName
  /** As the method counts. */
  readonly score: number
  readonly parts: readonly ExplainedPart[]
  /**
   * What would bring it above the line of the best `top`; null when there is no line below it, and by methods whose
   * scores are no sums of points.
   */
  readonly lift: Lift | null
  readonly top: number
  /** Points of score, per mille, that it lacks. */
  readonly deficit: number
}

/** Explains a proposal's place under the present weights, reckoned here so that it follows every slider. */
export function explainRow({ state, ranking }: PlanStore, code: string): Explanation | null {
  const { alternatives, criteria, top } = state
  const row = alternatives?.rowOf.get(code)
  if (!alternatives || !ranking || row === undefined || ranking.rank[row] === 0) return null
  const { method, keys, weights, order, sums, weightSum } = ranking
  const values = keys.map((key) => alternatives.columns.get(key)?.[row] ?? 0)
  const added = contributions(values, weights)
  const parts = keys.map((key, at): ExplainedPart => {
    const place = criteria.findIndex((criterion) => criterion.key === key)
    return {
      criterion: criteria[place]!,
      place,
      perMille: values[at]!,
      weight: weights[at]!,
      points: added[at]!,
      missing: alternatives.missing.get(key)?.has(row) ?? false,
    }
  })
  const last = order[Math.min(top, order.length) - 1]
  const request = { values, weights, lineSum: sums[last ?? row] ?? 0, winsTie: row < (last ?? row) }
  const isSum = method === 'weighted-sum'
  const lift = last === undefined || last === row || !isSum ? null : liftAboveLine(request)
  return {
    rank: ranking.rank[row] ?? 0,
    of: order.length,
    method,
    score: scoreOf(ranking, row),
    parts,
    lift,
    top,
    deficit: (lift?.deficit ?? 0) / weightSum,
  }
}
