import { firstAtLeast } from '../criteria/rank-shares.ts'
import { badParameter } from '../problem.ts'
import { type Preference, preferenceDegree } from './preference.ts'

/** The net flow of each distinct value of one criterion that is to be maximised. */
export interface FlowTable {
  /** Ascending. */
  readonly values: Float64Array
  /** Σ_b [P(a − b) − P(b − a)] ÷ (n − 1) over all alternatives b; −1…1. */
  readonly flows: Float64Array
}

/** The Gaussian compares all pairs of distinct values: at most this many of them. */
const MOST_DISTINCT_FOR_GAUSSIAN = 5000
/** Whole numbers up to here are counted rather than sorted: per mille values. */
const MOST_COUNTED = 1000

/**
 * Unicriterion net flows (Brans & Vincke 1985). O(n) for per mille values, else O(n log n); the Gaussian compares all
 * pairs of distinct values. Throws on values that are not finite.
 */
export function unicriterionFlows(values: Float64Array, preference: Preference): FlowTable {
  const held = countValues(values)
  const pairs = Math.max(1, values.length - 1)
  if (preference.kind === 'gaussian')
    return { values: held.values, flows: gaussianFlows(held, preference, pairs) }
  const { over, under } = bothSums(held, preference)
  return { values: held.values, flows: over.map((sum, at) => (sum - under[at]!) / pairs) }
}

/** The two parts of each distinct value's net flow. */
export interface PartialFlowTable {
  /** Ascending. */
  readonly values: Float64Array
  /** Σ_b P(a − b) ÷ (n − 1): how much is won from others; 0…1. */
  readonly leaving: Float64Array
  /** Σ_b P(b − a) ÷ (n − 1): how much is lost to others; 0…1. */
  readonly entering: Float64Array
}

/** As unicriterionFlows, with what is won and what is lost told apart (PROMETHEE I). */
export function unicriterionPartialFlows(values: Float64Array, preference: Preference): PartialFlowTable {
  const held = countValues(values)
  const pairs = Math.max(1, values.length - 1)
  const { over, under } =
    preference.kind === 'gaussian' ? gaussianSums(held, preference) : bothSums(held, preference)
  const share = (sum: number) => sum / pairs
  return { values: held.values, leaving: over.map(share), entering: under.map(share) }
}

/** For each value a: Σ_b P(a − b), and Σ_b P(b − a), which is the same sum on the mirrored values. */
function bothSums(held: Held, preference: Exclude<Preference, { kind: 'gaussian' }>) {
  const mirrored = { values: held.values.map((v) => -v).reverse(), counts: held.counts.slice().reverse() }
  return { over: sumOverLower(held, preference), under: sumOverLower(mirrored, preference).reverse() }
}

/** Adds `share` of each value's flow to what stands at its place; the table knows all of them. */
export function addFlows(
  { values: known, flows }: FlowTable,
  values: Float64Array,
  share: number,
  into: Float64Array,
): void {
  if (!isWhole(known)) {
    for (let i = 0; i < values.length; i++)
      into[i] = into[i]! + share * flows[firstAtLeast(known, values[i]!)]!
    return
  }
  const shares = new Float64Array(MOST_COUNTED + 1)
  for (let at = 0; at < known.length; at++) shares[known[at]!] = share * flows[at]!
  for (let i = 0; i < values.length; i++) into[i] = into[i]! + shares[values[i]! | 0]!
}

interface Held {
  readonly values: Float64Array
  readonly counts: Float64Array
}

function countValues(values: Float64Array): Held {
  const counted = countWhole(values)
  if (counted) return counted
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong !== -1) throw badParameter(`values[${wrong}]`, values[wrong], 'a finite number')
  return countSorted(values.slice().sort())
}

/** Null when one is not a whole number of 0–1000. */
function countWhole(values: Float64Array): Held | null {
  const counts = new Float64Array(MOST_COUNTED + 1)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    // As an integer it is an index at once; as a double it would be looked up like a name.
    const at = value | 0
    if (at !== value || at < 0 || at > MOST_COUNTED) return null
    counts[at] = counts[at]! + 1
  }
  const held = Float64Array.from(counts.keys()).filter((value) => counts[value]! > 0)
  return { values: held, counts: held.map((value) => counts[value]!) }
}

function countSorted(sorted: Float64Array): Held {
  const first = Uint32Array.from(sorted.keys()).filter((at) => at === 0 || sorted[at] !== sorted[at - 1])
  const values = Float64Array.from(first, (at) => sorted[at]!)
  return { values, counts: values.map((_, at) => (first[at + 1] ?? sorted.length) - first[at]!) }
}

function isWhole(known: Float64Array): boolean {
  return known.every((value) => Number.isInteger(value) && value >= 0 && value <= MOST_COUNTED)
}

/** For each value a: Σ_b P(a − b). Two pointers: below `sure` P is 1, below `partly` it is on its slope. */
function sumOverLower({ values, counts }: Held, preference: Exclude<Preference, { kind: 'gaussian' }>) {
  const q = 'q' in preference ? preference.q : 0
  const p = 'p' in preference ? preference.p : q
  const sloped = preference.kind === 'linear' || preference.kind === 'v-shape'
  const lowest = values[0] ?? 0
  const alternatives = prefixSums(counts, (at) => counts[at]!)
  const distances = prefixSums(counts, (at) => counts[at]! * (values[at]! - lowest))
  let sure = 0
  let partly = 0
  return values.map((a) => {
    while (sure < values.length && a - values[sure]! > p) sure++
    while (partly < values.length && a - values[partly]! > q) partly++
    const surely = alternatives[sure]!
    const between = alternatives[partly]! - surely
    if (!sloped) return surely + between / 2
    if (between === 0) return surely
    const differences = between * (a - lowest) - (distances[partly]! - distances[sure]!)
    return surely + (differences - between * q) / (p - q)
  })
}

function prefixSums(counts: Float64Array, term: (at: number) => number): Float64Array {
  const sums = new Float64Array(counts.length + 1)
  for (let at = 0; at < counts.length; at++) sums[at + 1] = sums[at]! + term(at)
  return sums
}

function gaussianFlows(held: Held, preference: Preference, pairs: number): Float64Array {
  checkDistinct(held)
  const { values, counts } = held
  return values.map((a) => {
    let sum = 0
    for (let at = 0; at < values.length; at++) {
      const b = values[at]!
      sum += counts[at]! * (preferenceDegree(preference, a - b) - preferenceDegree(preference, b - a))
    }
    return sum / pairs
  })
}

function gaussianSums(held: Held, preference: Preference) {
  checkDistinct(held)
  const { values, counts } = held
  const sumOf = (degree: (a: number, b: number) => number) =>
    values.map((a) => counts.reduce((sum, count, at) => sum + count * degree(a, values[at]!), 0))
  return {
    over: sumOf((a, b) => preferenceDegree(preference, a - b)),
    under: sumOf((a, b) => preferenceDegree(preference, b - a)),
  }
}

function checkDistinct({ values }: Held): void {
  if (values.length <= MOST_DISTINCT_FOR_GAUSSIAN) return
  throw badParameter(
    'preference',
    `gaussian on ${values.length} distinct values`,
    `at most ${MOST_DISTINCT_FOR_GAUSSIAN} of them, or another preference function`,
  )
}
