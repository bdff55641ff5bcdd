import { badParameter } from '../problem.ts'
import { checkColumns } from './check-weights.ts'

export interface TopsisOptions {
  readonly weights: readonly number[]
  readonly directions: readonly ('maximise' | 'minimise')[]
  readonly normalisation: 'vector' | 'min-max'
}

/** A column's extremes and by what its values are divided; 0 when they tell nothing apart. */
export interface ColumnScale {
  readonly low: number
  readonly high: number
  readonly scale: number
}

/**
 * TOPSIS closeness to the ideal, 0…1 (Hwang & Yoon 1981): each column normalised (vector: ÷ its Euclidean norm;
 * min–max: 0…1, a constant column 0), times its weight's share, then d⁻ ÷ (d⁺ + d⁻) with Euclidean distances to the
 * best and worst value of each column. When all alternatives are equal each gets 0. Values must be finite.
 * Squares are products, which IEEE 754 rounds the same everywhere; powers it does not.
 */
export function topsis(columns: readonly Float64Array[], options: TopsisOptions): Float64Array {
  const rows = checkColumns(columns)
  const shares = weightShares(options, columns.length)
  const toBest = new Float64Array(rows)
  const toWorst = new Float64Array(rows)
  columns.forEach((column, c) => {
    const { low, high, scale } = scaleOfColumn(column, options.normalisation, c)
    const [ideal, anti] = options.directions[c] === 'minimise' ? [low, high] : [high, low]
    const factor = scale === 0 ? 0 : shares[c]! / scale
    for (let i = 0; i < rows; i++) {
      const best = (column[i]! - ideal) * factor
      const worst = (column[i]! - anti) * factor
      toBest[i] = toBest[i]! + best * best
      toWorst[i] = toWorst[i]! + worst * worst
    }
  })
  for (let i = 0; i < rows; i++) {
    const worst = Math.sqrt(toWorst[i]!)
    const both = Math.sqrt(toBest[i]!) + worst
    toWorst[i] = both === 0 ? 0 : worst / both
  }
  return toWorst
}

function weightShares({ weights, directions }: TopsisOptions, criteria: number): number[] {
  if (weights.length !== criteria || directions.length !== criteria || criteria === 0) {
    throw badParameter('weights', weights.length, `${criteria} weights and directions, one a criterion`)
  }
  const sum = weights.reduce((a, b) => a + b, 0)
  if (!weights.every((w) => w >= 0) || !(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw badParameter('weights', weights, 'finite numbers of 0 or more, not all 0')
  }
  return weights.map((w) => w / sum)
}

/** `place` is the column's, for the error of a value that is not finite. */
export function scaleOfColumn(
  column: Float64Array,
  normalisation: TopsisOptions['normalisation'],
  place = 0,
): ColumnScale {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  let squares = 0
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!
    if (!Number.isFinite(value)) throw badParameter(`columns[${place}][${i}]`, value, 'a finite number')
    if (value < low) low = value
    if (value > high) high = value
    squares += value * value
  }
  return { low, high, scale: normalisation === 'vector' ? Math.sqrt(squares) : high - low }
}
