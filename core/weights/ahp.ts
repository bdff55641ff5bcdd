import { badParameter } from '../problem.ts'
import { principalEigenvector } from './principal-eigenvector.ts'

export interface AhpAnswer {
  /** Sum to 1. */
  readonly weights: readonly number[]
  readonly lambda: number
  readonly consistencyIndex: number
  readonly consistencyRatio: number
  /** CR ≤ 0.10 (Saaty 1980). */
  readonly consistent: boolean
  /** The judgement that hurts consistency most; null when the matrix is fully consistent or has under 3 criteria. */
  readonly worst: WorstJudgement | null
}

export interface WorstJudgement {
  readonly row: number
  readonly column: number
  readonly given: number
  /** What the other judgements imply for this pair (Harker 1987). */
  readonly implied: number
  /** The nearest step of Saaty's scale 1/9 … 9 to it. */
  readonly suggested: number
  /** Consistency ratio with the suggestion in place. */
  readonly ratioThen: number
}

/** Saaty's random index for n = 0 … 10 (shared convention; other tables differ in the second decimal). */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]
const ACCEPTABLE_RATIO = 0.1
const RECIPROCAL_TOLERANCE = 1e-3

/**
 * Weights of an AHP comparison matrix (Saaty 1980): principal eigenvector, λ, CI = (λ − n) ÷ (n − 1), CR = CI ÷ RI.
 * `matrix[i][j]` says how many times criterion i matters as much as j. Needs 1–10 criteria, positive judgements from
 * 1/9 to 9 and reciprocal halves; an inconsistent matrix is answered and flagged, not refused.
 */
export function ahpWeights(matrix: readonly (readonly number[])[]): AhpAnswer {
  checkMatrix(matrix)
  const { lambda, ratio, index, weights } = consistency(matrix)
  return {
    weights,
    lambda,
    consistencyIndex: index,
    consistencyRatio: ratio,
    consistent: ratio <= ACCEPTABLE_RATIO,
    worst: ratio > 1e-9 ? worstJudgement(matrix, ratio) : null,
  }
}

function consistency(matrix: readonly (readonly number[])[]) {
  const n = matrix.length
  const { value: lambda, vector: weights } = principalEigenvector(matrix)
  const index = n < 3 ? 0 : Math.max(0, (lambda - n) / (n - 1))
  const ratio = n < 3 ? 0 : index / RANDOM_INDEX[n]!
  return { lambda, index, ratio, weights }
}

/** The pair whose replacement by its suggestion lowers the consistency ratio most. */
function worstJudgement(matrix: readonly (readonly number[])[], ratio: number): WorstJudgement | null {
  let worst: WorstJudgement | null = null
  for (let row = 0; row < matrix.length; row++) {
    for (let column = row + 1; column < matrix.length; column++) {
      const implied = impliedBy(matrix, row, column)
      const suggested = nearestOnScale(implied)
      const ratioThen = consistency(withJudgement(matrix, [row, column], suggested)).ratio
      if (ratioThen < (worst?.ratioThen ?? ratio)) {
        worst = { row, column, given: matrix[row]![column]!, implied, suggested, ratioThen }
      }
    }
  }
  return worst
}

/** Harker's incomplete comparison: the pair is taken out (0) and the diagonal of both rows raised by 1. */
function impliedBy(matrix: readonly (readonly number[])[], row: number, column: number): number {
  const without = matrix.map((cells, i) =>
    cells.map((cell, j) => {
      const isPair = (i === row && j === column) || (i === column && j === row)
      return isPair ? 0 : i === j && (i === row || i === column) ? cell + 1 : cell
    }),
  )
  const { vector } = principalEigenvector(without)
  return vector[row]! / vector[column]!
}

function withJudgement(
  matrix: readonly (readonly number[])[],
  [row, column]: readonly [number, number],
  value: number,
): number[][] {
  const changed = matrix.map((cells) => [...cells])
  changed[row]![column] = value
  changed[column]![row] = 1 / value
  return changed
}

function nearestOnScale(ratio: number): number {
  const step = Math.round(Math.min(9, Math.max(1, ratio >= 1 ? ratio : 1 / ratio)))
  return ratio >= 1 ? step : 1 / step
}

function checkMatrix(matrix: readonly (readonly number[])[]): void {
  const n = matrix.length
  if (n < 1 || n > 10) throw badParameter('matrix', `${n} rows`, '1 to 10 criteria')
  matrix.forEach((row, i) => {
    if (row.length !== n) throw badParameter(`matrix[${i}]`, `${row.length} cells`, `${n} cells`)
    row.forEach((cell, j) => {
      if (!(cell >= 1 / 9 - RECIPROCAL_TOLERANCE && cell <= 9 + RECIPROCAL_TOLERANCE)) {
        throw badParameter(`matrix[${i}][${j}]`, cell, 'a judgement from 1/9 to 9')
      }
      const product = cell * (matrix[j]?.[i] ?? Number.NaN)
      if (!(Math.abs(product - 1) <= 0.01)) {
        throw badParameter(
          `matrix[${i}][${j}]`,
          cell,
          `the reciprocal of matrix[${j}][${i}] (1 on the diagonal)`,
        )
      }
    })
  })
}
