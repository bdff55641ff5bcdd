import { badParameter } from '../problem.ts'

/** The exact range of 32-bit floats: below it the GPU's sum of weight × value equals the server's. */
const EXACT_IN_FLOAT32 = 2 ** 24

/** Weights are integers 0–100, one a criterion, not all 0, and Σ weight × 1000 stays below 2²⁴. */
export function checkWeights(weights: readonly number[], criteria: number): void {
  if (weights.length !== criteria || criteria === 0) {
    throw badParameter('weights', weights.length, `${criteria} weights, one for each of 1 or more criteria`)
  }
  const wrong = weights.find((w) => !Number.isInteger(w) || w < 0 || w > 100)
  if (wrong !== undefined) throw badParameter('weights', wrong, 'integers from 0 to 100')
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum === 0) throw badParameter('weights', weights, 'at least one weight above 0: nothing can be ranked')
  if (sum * 1000 >= EXACT_IN_FLOAT32) {
    throw badParameter('weights', sum, `a sum of at most ${Math.ceil(EXACT_IN_FLOAT32 / 1000) - 1}`)
  }
}

/** The common length of the columns; throws when they differ. */
export function checkColumns(columns: readonly { readonly length: number }[]): number {
  const rows = columns[0]?.length ?? 0
  const odd = columns.find((column) => column.length !== rows)
  if (odd) throw badParameter('columns', odd.length, `${rows} values, as many as the first column`)
  return rows
}
