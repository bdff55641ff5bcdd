import { badParameter } from '../problem.ts'
import { checkColumns } from './check-weights.ts'
import { checkPreference, type Preference } from './preference.ts'
import { addFlows, unicriterionFlows } from './unicriterion-flow.ts'

export interface PrometheeCriterion {
  readonly values: Float64Array
  readonly direction: 'maximise' | 'minimise'
  readonly weight: number
  readonly preference: Preference
}

/**
 * PROMETHEE II net flows −1…1 (Brans & Vincke 1985): the weighted mean over criteria of
 * Σ_b [P(a − b) − P(b − a)] ÷ (n − 1). They sum to 0. O(n) a criterion of per mille values, else O(n log n), for all
 * preference functions but the Gaussian (pairs of distinct values, at most 5000). One alternative has flow 0.
 */
export function prometheeNetFlows(criteria: readonly PrometheeCriterion[]): Float64Array {
  const rows = checkColumns(criteria.map(({ values }) => values))
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0)
  if (!criteria.every(({ weight }) => weight >= 0) || !(weights > 0 && Number.isFinite(weights))) {
    throw badParameter('weights', weights, 'weights of 0 or more whose sum is finite and above 0')
  }
  const flows = new Float64Array(rows)
  for (const { values, direction, weight, preference } of criteria) {
    checkPreference(preference)
    const own = direction === 'maximise' ? values : values.map((v) => -v)
    addFlows(unicriterionFlows(own, preference), own, weight / weights, flows)
  }
  return flows
}

/** Each value's net flow on one criterion that is to be maximised. */
export function netFlow(values: Float64Array, preference: Preference): Float64Array {
  const flows = new Float64Array(values.length)
  addFlows(unicriterionFlows(values, preference), values, 1, flows)
  return flows
}
