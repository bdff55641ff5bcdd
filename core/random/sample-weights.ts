import { badParameter } from '../problem.ts'
import type { Random } from './random.ts'

/** How uncertain weights are: any at all, or each given weight up to `spread` (0–1) of itself lower or higher. */
export type WeightUncertainty =
  | { kind: 'any' }
  | { kind: 'around'; weights: readonly number[]; spread: number }

/**
 * Fills `into` with one draw of weights that sum to 1. `any`: uniform on the simplex, as normalised exponentials
 * (Rubinstein & Melamed 1998; SMAA-2, Lahdelma & Salminen 2001). `around`: each weight uniform in
 * [w(1 − spread), w(1 + spread)], then normalised.
 */
export function sampleWeights(random: Random, uncertainty: WeightUncertainty, into: Float64Array): void {
  let sum = 0
  for (let c = 0; c < into.length; c++) {
    const drawn =
      uncertainty.kind === 'any'
        ? random.exponential()
        : uncertainty.weights[c]! * (1 + uncertainty.spread * (2 * random.unit() - 1))
    into[c] = drawn
    sum += drawn
  }
  for (let c = 0; c < into.length; c++) into[c] = into[c]! / sum
}

export function checkUncertainty(uncertainty: WeightUncertainty, criteria: number): void {
  if (uncertainty.kind === 'any') return
  const { weights, spread } = uncertainty
  if (weights.length !== criteria)
    throw badParameter('weights', weights.length, `${criteria} weights, one a criterion`)
  if (!weights.every((w) => Number.isFinite(w) && w >= 0) || weights.every((w) => w === 0)) {
    throw badParameter('weights', weights, 'numbers of 0 or more, not all 0')
  }
  if (!(spread >= 0 && spread <= 1)) throw badParameter('spread', spread, 'a number from 0 to 1')
}
