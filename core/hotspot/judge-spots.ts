import { falseDiscovery } from './false-discovery.ts'
import { getisOrd } from './getis-ord.ts'
import type { Neighbours } from './neighbours.ts'
import { PERMUTATION_SEED } from './permutations-for.ts'
import { getisPermutations, permuteGetisOrd } from './permute-getis-ord.ts'

/**
 * How p is found: from the normal distribution, for counts that many places share; or from permutations, for amounts
 * (rupiah, rates), of which a few outweigh all others: the normal p finds hot spots in most maps of chance amounts.
 */
export type SpotTest = 'normal' | 'permutations'

export interface JudgedSpots {
  /** Gi*, standardised. */
  readonly z: Float64Array
  readonly p: Float64Array
  /** After the false discovery rate. */
  readonly adjusted: Float64Array
  /** 1 hot, −1 cold, 0 no different from chance. */
  readonly sign: Int8Array
  /** Of the permutations; 0 where none were needed. */
  readonly permutations: number
}

/** Gi* of every place, and which are hot or cold at `alpha` after Benjamini & Hochberg. Fewer than three places are not judged. */
export function judgeSpots(
  values: Float64Array,
  neighbours: Neighbours,
  { alpha, test }: { alpha: number; test: SpotTest },
): JudgedSpots {
  if (values.length < 3) {
    const none = new Float64Array(values.length).fill(Number.NaN)
    return { z: none, p: none, adjusted: none, sign: new Int8Array(values.length), permutations: 0 }
  }
  const { z, p: normalP } = getisOrd(values, neighbours, true)
  if (test === 'normal') {
    const { adjusted, rejected } = falseDiscovery(normalP, alpha)
    const sign = Int8Array.from(rejected, (found, i) => found * Math.sign(z[i]!))
    return { z, p: normalP, adjusted, sign, permutations: 0 }
  }
  const permutations = getisPermutations(values.length, alpha)
  const { p, side } = permuteGetisOrd(values, neighbours, { permutations, seed: PERMUTATION_SEED })
  const { adjusted, rejected } = falseDiscovery(p, alpha)
  return { z, p, adjusted, sign: Int8Array.from(rejected, (found, i) => found * side[i]!), permutations }
}
