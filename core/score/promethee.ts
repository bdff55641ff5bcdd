import { firstAtLeast } from '../criteria/rank-shares.ts'
import { badParameter } from '../problem.ts'
import { checkColumns } from './check-weights.ts'
import { checkPreference, type Preference, preferenceDegree } from './preference.ts'

export interface PrometheeCriterion {
  readonly values: Float64Array
  readonly direction: 'maximise' | 'minimise'
  readonly weight: number
  readonly preference: Preference
}

/** The Gaussian compares all pairs of distinct values: at most this many of them. */
const MOST_DISTINCT_FOR_GAUSSIAN = 5000

/**
 * PROMETHEE II net flows −1…1 (Brans & Vincke 1985): the weighted mean over criteria of
 * Σ_b [P(a − b) − P(b − a)] ÷ (n − 1). They sum to 0. O(n log n) a criterion by sorting and prefix sums, for all
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
    for (let i = 0; i < rows; i++) flows[i] = flows[i]! + (weight / weights) * net[i]!
  }
  return flows
}

function netFlow(values: Float64Array, preference: Preference): Float64Array {
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong !== -1) throw badParameter(`values[${wrong}]`, values[wrong], 'a finite number')
  const pairs = Math.max(1, values.length - 1)
  const sorted = values.slice().sort()
  if (preference.kind === 'gaussian') return gaussianFlow(values, sorted, preference)
  const over = sumOverLower(sorted, preference)
  // P(b − a) over all b is the same sum on the mirrored values.
  const under = sumOverLower(sorted.map((v) => -v).reverse(), preference)
  const last = sorted.length - 1
  return values.map((value) => {
    // Equal values share their sums, so any of their places will do.
    const at = firstAtLeast(sorted, value)
    return (over[at]! - under[last - at]!) / pairs
  })
}

/** For each ascending value a: Σ_b P(a − b). Two pointers: below `sure` P is 1, below `partly` it is on its slope. */
function sumOverLower(sorted: Float64Array, preference: Exclude<Preference, { kind: 'gaussian' }>) {
  const q = 'q' in preference ? preference.q : 0
  const p = 'p' in preference ? preference.p : q
  const sloped = preference.kind === 'linear' || preference.kind === 'v-shape'
  const prefix = new Float64Array(sorted.length + 1)
  sorted.forEach((value, at) => {
    prefix[at + 1] = prefix[at]! + (value - sorted[0]!)
  })
  let sure = 0
  let partly = 0
  return sorted.map((a) => {
    while (sure < sorted.length && a - sorted[sure]! > p) sure++
    while (partly < sorted.length && a - sorted[partly]! > q) partly++
    const between = partly - sure
    if (!sloped) return sure + between / 2
    if (between === 0) return sure
    const differences = between * (a - sorted[0]!) - (prefix[partly]! - prefix[sure]!)
    return sure + (differences - between * q) / (p - q)
  })
}

function gaussianFlow(values: Float64Array, sorted: Float64Array, preference: Preference): Float64Array {
  const counts = new Map<number, number>()
  for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1)
  if (counts.size > MOST_DISTINCT_FOR_GAUSSIAN) {
    throw badParameter(
      'preference',
      `gaussian on ${counts.size} distinct values`,
      `at most ${MOST_DISTINCT_FOR_GAUSSIAN} of them, or another preference function`,
    )
  }
  const flowOf = new Map<number, number>()
  for (const a of counts.keys()) {
    let sum = 0
    for (const [b, count] of counts) {
      sum += count * (preferenceDegree(preference, a - b) - preferenceDegree(preference, b - a))
    }
    flowOf.set(a, sum / Math.max(1, values.length - 1))
  }
  return values.map((value) => flowOf.get(value)!)
}
