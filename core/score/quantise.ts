/** Steps of one. */
export const QUANTISED = 2 ** 30

/**
 * Closeness 0…1 and net flows −1…1 as whole numbers of 2⁻³⁰ above −1, by which they are compared: sums of doubles end in
 * other last bits when their terms come in another order, so that equal scores would be told apart by rounding instead
 * of by code. A power of two, so that simple fractions lie on a step and not on the border between two.
 */
export function quantise(scores: Float64Array): Uint32Array {
  const steps = new Uint32Array(scores.length)
  for (let i = 0; i < scores.length; i++) steps[i] = Math.round((scores[i]! + 1) * QUANTISED)
  return steps
}
