import { badParameter } from '../problem.ts'
import { createRandom, type Random } from '../random/random.ts'
import { shuffleFirst } from '../random/shuffle-first.ts'
import { checkValues } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'
import { permutationsFor } from './permutations-for.ts'

export interface GetisPermutation {
  /** Two-sided: twice the smaller tail, 2 (count + 1) ÷ (R + 1), at most 1; NaN for a place without neighbours. */
  readonly p: Float64Array
  /** Share of permutations in which the neighbours hold as much or more, without the + 1, for checks against enumeration. */
  readonly shareAsHigh: Float64Array
  /** 1 where the neighbours hold more than is usual, −1 less, 0 where both tails are alike. */
  readonly side: Int8Array
}

/** Of the sizes that were summed. */
const TOLERANCE = 1e-9
/** Some 0.8 s of one thread for a grid; enough for a lone hot spot among 25,000 places at α = 0.05. */
const MOST_PERMUTATIONS = 999_999

/** How many permutations of Gi* are enough for a lone place among so many, two-sided; never over 999,999. */
export function getisPermutations(places: number, alpha: number): number {
  return Math.min(MOST_PERMUTATIONS, permutationsFor(places, alpha, 2))
}

/**
 * Conditional permutation (Anselin 1995, §3) of Gi and Gi*: a place keeps its value, its neighbours' are drawn from all
 * others without return. Supposes no distribution, so that a few large amounts do not make hot spots of their own.
 * Places of as many neighbours share their draws: a draw that holds the place itself takes one more in its stead, so
 * that each p is as from draws of its own.
 */
export function permuteGetisOrd(
  values: Float64Array,
  neighbours: Neighbours,
  { permutations, seed }: { permutations: number; seed: number },
): GetisPermutation {
  checkValues(values, neighbours)
  if (!Number.isInteger(permutations) || permutations < 99 || permutations > MOST_PERMUTATIONS) {
    throw badParameter('permutations', permutations, `an integer from 99 to ${MOST_PERMUTATIONS}`)
  }
  const observed = observe(values, neighbours)
  const context = { values, permutations, random: createRandom(seed), order: Uint32Array.from(values.keys()) }
  for (const degree of new Set(observed.degrees.toSorted())) {
    if (degree > 0) countTails(degree, observed, context)
  }
  const { degrees, asHigh, asLow } = observed
  return {
    p: Float64Array.from(degrees, (degree, i) => {
      const fewer = Math.min(asHigh[i]!, asLow[i]!)
      return degree > 0 ? Math.min(1, (2 * (fewer + 1)) / (permutations + 1)) : Number.NaN
    }),
    shareAsHigh: asHigh.map((count, i) => (degrees[i]! > 0 ? count / permutations : Number.NaN)),
    side: Int8Array.from(degrees, (_, i) => Math.sign(asLow[i]! - asHigh[i]!)),
  }
}

/** By place. */
interface Observed {
  /** How many neighbours. */
  readonly degrees: Uint32Array
  /** Limits from which a sum counts as being as high, or as low, as the observed one: rounding makes no difference. */
  readonly highFrom: Float64Array
  readonly lowTo: Float64Array
  /** Draws that were so, filled by `countTails`. */
  readonly asHigh: Float64Array
  readonly asLow: Float64Array
}

function observe(values: Float64Array, { starts, indices }: Neighbours): Observed {
  const column = () => new Float64Array(values.length)
  const [highFrom, lowTo, asHigh, asLow] = [column(), column(), column(), column()]
  for (let i = 0; i < values.length; i++) {
    let sum = 0
    let size = 0
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      sum += values[indices[k]!]!
      size += Math.abs(values[indices[k]!]!)
    }
    highFrom[i] = sum - TOLERANCE * size
    lowTo[i] = sum + TOLERANCE * size
  }
  const degrees = Uint32Array.from(values, (_, i) => starts[i + 1]! - starts[i]!)
  return { degrees, highFrom, lowTo, asHigh, asLow }
}

interface Context {
  readonly values: Float64Array
  readonly permutations: number
  readonly random: Random
  /** 0 … n − 1 in any order; draws shuffle its beginning. */
  readonly order: Uint32Array
}

/**
 * Draws `degree` values over and over, one more in reserve. The sorted sums say how many were as high for every place of
 * so many neighbours; where a draw held the place itself, its sum with the reserve in its stead counts instead.
 */
function countTails(degree: number, observed: Observed, context: Context): void {
  const { degrees, highFrom, lowTo, asHigh, asLow } = observed
  const { values, permutations, random, order } = context
  const sums = new Float64Array(permutations)
  for (let r = 0; r < permutations; r++) {
    shuffleFirst(order, degree + 1, random)
    let sum = 0
    for (let k = 0; k < degree; k++) sum += values[order[k]!]!
    sums[r] = sum
    const reserve = values[order[degree]!]!
    for (let k = 0; k < degree; k++) {
      const i = order[k]!
      if (degrees[i] !== degree) continue
      const own = sum - values[i]! + reserve
      asHigh[i]! += Number(own >= highFrom[i]!) - Number(sum >= highFrom[i]!)
      asLow[i]! += Number(own <= lowTo[i]!) - Number(sum <= lowTo[i]!)
    }
  }
  sums.sort()
  degrees.forEach((own, i) => {
    if (own !== degree) return
    asHigh[i]! += permutations - countBelow(sums, highFrom[i]!, false)
    asLow[i]! += countBelow(sums, lowTo[i]!, true)
  })
}

/** How many of the ascending sums are below a limit, or at it where `inclusive`. */
function countBelow(sums: Float64Array, limit: number, inclusive: boolean): number {
  let from = 0
  let to = sums.length
  while (from < to) {
    const middle = (from + to) >> 1
    const sum = sums[middle]!
    if (sum < limit || (inclusive && sum === limit)) from = middle + 1
    else to = middle
  }
  return from
}
