import { checkColumns, checkWeights } from './check-weights.ts'
import type { RankingMemory } from './ranking-memory.ts'

/**
 * Σ weight × value of each alternative, from columns of per mille values (0–1000) and integer weights (0–100).
 * Whole numbers below 2²⁴, so server, browser and GPU agree to the last bit. Divide by Σ weights for the score
 * in per mille. Throws on weights that are all 0, out of range or of another count than the columns. With `memory` the
 * answer is an array of that, and of the same columns only what the weights differ by is added: sums of whole numbers are
 * the same either way.
 */
export function weightedSum(
  columns: readonly Uint16Array[],
  weights: readonly number[],
  memory?: RankingMemory,
): Uint32Array {
  checkWeights(weights, columns.length)
  const count = checkColumns(columns)
  const sums = memory?.take('sums', count) ?? new Uint32Array(count)
  const before = weightsBefore(columns, memory)
  if (memory) {
    if (!before) sums.fill(0)
    memory.summed = { columns: [...columns], weights: [...weights] }
  }
  const changed = columns.map((_, c) => c).filter((c) => weights[c] !== (before?.[c] ?? 0))
  for (let at = 0; at < changed.length; at += 4) {
    const four = changed.slice(at, at + 4)
    addFour(
      sums,
      four.map((c) => columns[c]!),
      four.map((c) => weights[c]! - (before?.[c] ?? 0)),
    )
  }
  return sums
}

/** Score in per mille (0–1000, not rounded) of a weighted sum. */
export function scoreOfSum(sum: number, weights: readonly number[]): number {
  return sum / weights.reduce((a, b) => a + b, 0)
}

/** The weights that the memory's sums are of, where they are sums of these columns. */
function weightsBefore(
  columns: readonly Uint16Array[],
  memory: RankingMemory | undefined,
): readonly number[] | undefined {
  const summed = memory?.summed
  const same =
    summed?.columns.length === columns.length && columns.every((column, c) => column === summed.columns[c])
  return same ? summed.weights : undefined
}

/** Up to four columns in one pass: the sums are read and written a quarter as often. Weights may be below 0. */
function addFour(sums: Uint32Array, columns: readonly Uint16Array[], weights: readonly number[]): void {
  const [a, b, c, d] = columns
  const [wa = 0, wb = 0, wc = 0, wd = 0] = weights
  if (!a) return
  if (!b) {
    addOne(sums, a, wa)
    return
  }
  const [third, fourth] = [c ?? a, d ?? a]
  for (let i = 0; i < sums.length; i++) {
    sums[i] =
      sums[i]! +
      Math.imul(wa, a[i]!) +
      Math.imul(wb, b[i]!) +
      Math.imul(wc, third[i]!) +
      Math.imul(wd, fourth[i]!)
  }
}

function addOne(sums: Uint32Array, column: Uint16Array, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i]! + Math.imul(weight, column[i]!)) | 0
}
