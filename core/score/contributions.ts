import { checkWeights } from './check-weights.ts'

/**
 * What each criterion adds to one alternative's score, in per mille (0–1000): weight × value ÷ Σ weights.
 * They sum to the score. Values are the alternative's per mille values in the order of the weights.
 */
export function contributions(values: ArrayLike<number>, weights: readonly number[]): number[] {
  checkWeights(weights, values.length)
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight, c) => (weight * values[c]!) / sum)
}
