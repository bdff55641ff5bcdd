import { checkNonNegative } from './check-amounts.ts'

/**
 * Williamson's index (Williamson 1965, V_w), the weighted coefficient of variation √(Σ (y − μ)² h ÷ H) ÷ μ of amounts a
 * head between places of h heads, μ the mean of all heads: 0 where all have the same; a statistic that regional planning in
 * Indonesia reports. NaN when there are no heads or nothing is shared.
 */
export function williamson(amounts: Float64Array, heads: Float64Array): number {
  checkNonNegative('amounts', amounts)
  checkNonNegative('heads', heads, amounts.length)
  const all = heads.reduce((sum, own) => sum + own, 0)
  const mean = amounts.reduce((sum, amount, i) => sum + amount * heads[i]!, 0) / all
  const variance = amounts.reduce((sum, amount, i) => sum + (amount - mean) ** 2 * heads[i]!, 0) / all
  return mean > 0 ? Math.sqrt(variance) / mean : Number.NaN
}
