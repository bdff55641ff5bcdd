import { firstAtLeast } from '../criteria/rank-shares.ts'
import { checkColumns } from './check-weights.ts'
import type { PrometheeCriterion } from './promethee.ts'
import { QUANTISED } from './quantise.ts'
import { addFlows, unicriterionPartialFlows } from './unicriterion-flow.ts'

/** What each alternative wins from the others and loses to them, 0…1; the net flow is the one less the other. */
export interface PartialFlows {
  readonly leaving: Float64Array
  readonly entering: Float64Array
}

/** PROMETHEE I (Brans & Vincke 1985): the weighted means of the criteria's partial flows. Weights need not sum to 1. */
export function partialFlows(criteria: readonly PrometheeCriterion[]): PartialFlows {
  const rows = checkColumns(criteria.map(({ values }) => values))
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0)
  const leaving = new Float64Array(rows)
  const entering = new Float64Array(rows)
  for (const { values, direction, weight, preference } of criteria) {
    const own = direction === 'maximise' ? values : values.map((v) => -v)
    const table = unicriterionPartialFlows(own, preference)
    addFlows({ values: table.values, flows: table.leaving }, own, weight / weights, leaving)
    addFlows({ values: table.values, flows: table.entering }, own, weight / weights, entering)
  }
  return { leaving, entering }
}

/**
 * How PROMETHEE I judges two: one outranks the other when it wins no less and loses no more; when it wins more but loses
 * more too, they are incomparable, and only PROMETHEE II puts one before the other.
 */
export type PartialJudgement = 'outranks' | 'outranked' | 'indifferent' | 'incomparable'

/** Of row a against row b; flows are compared in steps, as scores are (quantise.ts). */
export function judgePair({ leaving, entering }: PartialFlows, a: number, b: number): PartialJudgement {
  const wins = Math.sign(stepsOf(leaving[a]!) - stepsOf(leaving[b]!))
  const losses = Math.sign(stepsOf(entering[b]!) - stepsOf(entering[a]!))
  if (wins * losses < 0) return 'incomparable'
  const both = wins + losses
  return both === 0 ? 'indifferent' : both > 0 ? 'outranks' : 'outranked'
}

/** For each alternative, with how many others it is incomparable. O(n log n). */
export function countIncomparable({ leaving, entering }: PartialFlows): Uint32Array {
  const wins = Float64Array.from(leaving, stepsOf)
  const losses = Float64Array.from(entering, stepsOf)
  const more = countAbove(wins, losses)
  // Who wins less and loses less: the same with both turned about.
  const less = countAbove(
    wins.map((value) => -value),
    losses.map((value) => -value),
  )
  return more.map((count, row) => count + less[row]!)
}

/** For each row, how many others are greater in both. */
function countAbove(one: Float64Array, other: Float64Array): Uint32Array {
  const rows = one.length
  const order = Uint32Array.from(one.keys()).sort((a, b) => one[b]! - one[a]!)
  const places = other.slice().sort()
  const seen = new Uint32Array(rows + 1)
  const counts = new Uint32Array(rows)
  for (let from = 0; from < rows; ) {
    let to = from
    while (to < rows && one[order[to]!] === one[order[from]!]) to++
    // Rows of the same first value are counted before any of them is added: none is greater than another.
    for (let at = from; at < to; at++) {
      const row = order[at]!
      counts[row] = from - sumUpTo(seen, upTo(places, other[row]!))
    }
    for (let at = from; at < to; at++) add(seen, firstAtLeast(places, other[order[at]!]!) + 1)
    from = to
  }
  return counts
}

/** How many of the ascending values are at most this one. */
function upTo(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** A binary indexed tree (Fenwick 1994): counts of places 1…n, and their sums. */
function add(tree: Uint32Array, place: number): void {
  for (let at = place; at < tree.length; at += at & -at) tree[at] = tree[at]! + 1
}

function sumUpTo(tree: Uint32Array, place: number): number {
  let sum = 0
  for (let at = place; at > 0; at -= at & -at) sum += tree[at]!
  return sum
}

function stepsOf(flow: number): number {
  return Math.round(flow * QUANTISED)
}
