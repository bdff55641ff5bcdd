import { checkNonNegative } from './check-amounts.ts'

/**
 * Gini coefficient of amounts a head, weighted by heads when given (Lorenz 1905; Gini 1912): 1 − 2 × the area under
 * the Lorenz curve by trapezoids, which for equal weights is Σ (2i − n − 1) y_i ÷ (n Σ y). NaN when nothing is shared.
 */
export function gini(amounts: Float64Array, heads?: Float64Array): number {
  checkNonNegative('amounts', amounts)
  if (heads) checkNonNegative('heads', heads, amounts.length)
  const order = Uint32Array.from(amounts.keys()).sort((a, b) => amounts[a]! - amounts[b]!)
  let allHeads = 0
  let all = 0
  let area = 0
  for (const i of order) {
    const weight = heads?.[i] ?? 1
    const before = all
    all += weight * amounts[i]!
    allHeads += weight
    area += weight * (before + all)
  }
  return all > 0 && allHeads > 0 ? Math.max(0, 1 - area / (allHeads * all)) : Number.NaN
}
