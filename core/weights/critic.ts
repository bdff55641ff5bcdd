import { badParameter } from '../problem.ts'

/**
 * CRITIC weights (Diakoulaki, Mavrotas & Papayannakis 1995): each column on 0…1 between its worst and its best value, then
 * weight ∝ σ Σ (1 − r) over the other columns, r Pearson's: what spreads, and what the others do not tell already. All
 * columns are to be maximised (a minimised one is handed over negated). They sum to 1; a constant column gets 0, and
 * counts as uncorrelated with none. When no column is left an error tells so.
 */
export function criticWeights(columns: readonly ArrayLike<number>[]): number[] {
  const scaled = columns.map(scaleColumn)
  const told = scaled.map((column, c) =>
    column.spread === 0
      ? 0
      : column.spread *
        scaled.reduce(
          (sum, other, o) => sum + (o === c || other.spread === 0 ? 0 : 1 - correlation(column, other)),
          0,
        ),
  )
  const sum = told.reduce((a, b) => a + b, 0)
  if (sum > 1e-12) return told.map((one) => one / sum)
  const varying = scaled.filter(({ spread }) => spread > 0).length
  if (varying === 0) {
    throw badParameter('columns', `${columns.length} columns`, 'at least one criterion whose values differ')
  }
  // A single one, or several that say the same: nothing tells them apart.
  return scaled.map(({ spread }) => (spread > 0 ? 1 / varying : 0))
}

interface Scaled {
  /** Differences from the mean. */
  readonly centred: Float64Array
  /** √Σ of their squares, which is σ times a number that all columns share. */
  readonly spread: number
}

function scaleColumn(column: ArrayLike<number>, c: number): Scaled {
  const n = column.length
  if (n < 2) throw badParameter(`columns[${c}]`, `${n} values`, 'at least 2 alternatives')
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < n; i++) {
    const value = column[i]!
    if (!Number.isFinite(value)) throw badParameter(`columns[${c}][${i}]`, value, 'a finite number')
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const scaled = Float64Array.from(column, (value) => (high === low ? 0 : (value - low) / (high - low)))
  const mean = scaled.reduce((a, b) => a + b, 0) / n
  const centred = scaled.map((value) => (high === low ? 0 : value - mean))
  return { centred, spread: Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0)) }
}

/** Pearson's, −1…1. */
function correlation(a: Scaled, b: Scaled): number {
  const product = a.centred.reduce((sum, value, i) => sum + value * b.centred[i]!, 0)
  return Math.max(-1, Math.min(1, product / (a.spread * b.spread)))
}
