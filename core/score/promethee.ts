import { badParameter } from '../problem.ts'
import { checkColumns } from './check-weights.ts'
import { checkPreference, type Preference } from './preference.ts'
import { lookUpFlows, unicriterionFlows } from './unicriterion-flow.ts'

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
    const net = netFlow(direction === 'maximise' ? values : values.map((v) => -v), preference)
    const share = weight / weights
    for (let i = 0; i < rows; i++) flows[i] = flows[i]! + share * net[i]!
  }
  return flows
}

/** Each value's net flow on one criterion that is to be maximised. */
export function netFlow(values: Float64Array, preference: Preference): Float64Array {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) throw badParameter(`values[${i}]`, values[i], 'a finite number')
  }
  return lookUpFlows(unicriterionFlows(values, preference), values)
}
