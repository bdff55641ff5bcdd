import { badParameter } from '../problem.ts'
import { checkColumns } from './check-weights.ts'

/**
 * Weighted mean of columns of any finite scale: Σ w v ÷ Σ w; equal weights when none are given. For per mille values
 * and whole weights use weightedSum, which is exact.
 */
export function weightedMean(columns: readonly Float64Array[], weights?: readonly number[]): Float64Array {
  const used = weights ?? columns.map(() => 1)
  const sum = used.reduce((a, b) => a + b, 0)
  if (used.length !== columns.length || !used.every((w) => w >= 0) || !(sum > 0 && Number.isFinite(sum))) {
    throw badParameter('weights', used, `${columns.length} numbers of 0 or more, not all 0`)
  }
  const means = new Float64Array(checkColumns(columns))
  columns.forEach((column, c) => {
    for (let i = 0; i < means.length; i++) means[i] = means[i]! + (used[c]! / sum) * column[i]!
  })
  return means
}
