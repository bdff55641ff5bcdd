import { checkColumns, checkWeights } from './check-weights.ts'
import type { RankingMemory } from './ranking-memory.ts'

/**
 * Σ weight × value of each alternative, from columns of per mille values (0–1000) and integer weights (0–100).
 * Whole numbers below 2²⁴, so server, browser and GPU agree to the last bit. Divide by Σ weights for the score
 * in per mille. Throws on weights that are all 0, out of range or of another count than the columns. With `memory` the
 * answer is an array of that.
 */
export function weightedSum(
  columns: readonly Uint16Array[],
  weights: readonly number[],
  memory?: RankingMemory,
): Uint32Array {
  checkWeights(weights, columns.length)
  const count = checkColumns(columns)
  const sums = memory?.take('sums', count).fill(0) ?? new Uint32Array(count)
  for (let c = 0; c < columns.length; c += 4) addFour(sums, columns, weights, c)
  return sums
}

/** Score in per mille (0–1000, not rounded) of a weighted sum. */
export function scoreOfSum(sum: number, weights: readonly number[]): number {
  return sum / weights.reduce((a, b) => a + b, 0)
}

/** Four columns in one pass: the sums are read and written a quarter as often. */
function addFour(
  sums: Uint32Array,
  columns: readonly Uint16Array[],
  weights: readonly number[],
  from: number,
): void {
  const a = columns[from]!
  const b = columns[from + 1] ?? a
  const c = columns[from + 2] ?? a
  const d = columns[from + 3] ?? a
  const wa = weights[from]!
  const wb = weights[from + 1] ?? 0
  const wc = weights[from + 2] ?? 0
  const wd = weights[from + 3] ?? 0
  for (let i = 0; i < sums.length; i++) {
    sums[i] = sums[i]! + wa * a[i]! + wb * b[i]! + wc * c[i]! + wd * d[i]!
  }
}
