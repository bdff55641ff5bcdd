import { badParameter } from '../problem.ts'

/**
 * Shannon entropy weights (Zeleny 1982): for each column p = v ÷ Σ v, E = −Σ p ln p ÷ ln n, weight ∝ 1 − E. Columns of
 * n ≥ 2 values of 0 or more, as they are (no normalisation before). They sum to 1. A constant column gets 0; when all
 * are constant (or sum to 0) no column says anything and an error tells so.
 */
export function entropyWeights(columns: readonly ArrayLike<number>[]): number[] {
  const spread = columns.map((column, c) => diversification(column, c))
  const sum = spread.reduce((a, b) => a + b, 0)
  if (!(sum > 1e-12)) {
    throw badParameter('columns', `${columns.length} columns`, 'at least one criterion whose values differ')
  }
  return spread.map((d) => d / sum)
}

function diversification(column: ArrayLike<number>, c: number): number {
  const n = column.length
  if (n < 2) throw badParameter(`columns[${c}]`, `${n} values`, 'at least 2 alternatives')
  let sum = 0
  for (let i = 0; i < n; i++) {
    const value = column[i]!
    if (!(value >= 0 && Number.isFinite(value))) {
      throw badParameter(`columns[${c}][${i}]`, value, 'a finite number of 0 or more')
    }
    sum += value
  }
  if (sum === 0) return 0
  let entropy = 0
  for (let i = 0; i < n; i++) {
    const p = column[i]! / sum
    if (p > 0) entropy -= p * Math.log(p)
  }
  return Math.max(0, 1 - entropy / Math.log(n))
}

/** Weights that sum to 1 as integers 0–100, the largest becoming 100; a weight above 0 never becomes 0. */
export function toSliderWeights(weights: readonly number[]): number[] {
  const greatest = Math.max(...weights)
  return weights.map((w) => (w > 0 ? Math.max(1, Math.round((100 * w) / greatest)) : 0))
}
