import { badParameter } from '../problem.ts'
import type { LineRule } from './draw-line.ts'
import { quantise } from './quantise.ts'
import {
  isOnRaws,
  type MethodRequest,
  rowsTakingPart,
  scoreByMethod,
  valuesTakingPart,
} from './rank-by-method.ts'

export interface ContestRequest extends MethodRequest {
  /** Rupiah of each row; NaN when unknown. */
  readonly costs: Float64Array
  readonly rule: LineRule
}

/**
 * Whether a row would be above the line with these per mille values, all others' staying as they are. `costRupiah`:
 * null for the cost that it has.
 */
export type Contest = (values: readonly number[], costRupiah: number | null) => boolean

/**
 * Runs the method itself for each question, so the answer is that of a complete new ranking, in which others may change places
 * too; methods on raw values are refused. O(rows × criteria) a question, without sorting: a row is above the line when the rows
 * before it leave room for it.
 */
export function makeContest(request: ContestRequest, row: number): Contest {
  const { columns, weights, method, excluded, costs, rule } = request
  if (isOnRaws(method)) throw badParameter('scale', 'raw', 'per-mille, in which a contest is asked')
  const rows = excluded ? rowsTakingPart(costs.length, excluded) : undefined
  const own = rows ? rows.indexOf(row) : row
  const taking = valuesTakingPart(columns, rows)
  const priceOf = 'top' in rule ? () => 1 : (at: number) => costs[rows ? rows[at]! : at]! || 0
  return (values, costRupiah) => {
    values.forEach((value, c) => {
      taking[c]![own] = value
    })
    const scores =
      method.kind === 'weighted-sum'
        ? weightedSums(taking, weights)
        : quantise(scoreByMethod(taking, weights, method))
    // A cost that nobody knows leaves no room: nothing is at most NaN.
    const room = 'top' in rule ? rule.top - 1 : rule.budgetRupiah - (costRupiah ?? costs[row]!)
    return paidBefore(scores, own, priceOf) <= room
  }
}

function weightedSums(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const sums = new Float64Array(columns[0]?.length ?? 0)
  columns.forEach((column, c) => {
    for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + weights[c]! * column[i]!
  })
  return sums
}

/** Share of the line (places or rupiah) that all rows before this one take; ties by row. */
function paidBefore(
  scores: Float64Array | Uint32Array,
  own: number,
  priceOf: (at: number) => number,
): number {
  const score = scores[own]!
  let paid = 0
  for (let at = 0; at < scores.length; at++) {
    if (at !== own && (scores[at]! > score || (scores[at] === score && at < own))) paid += priceOf(at)
  }
  return paid
}
