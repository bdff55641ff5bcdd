import { badParameter } from '../../core/problem.ts'
import { filledRaws, type MeasuredColumns, preferredColumns } from '../../core/score/raw-columns.ts'
import { criticWeights } from '../../core/weights/critic.ts'
import { entropyWeights } from '../../core/weights/entropy.ts'
import { pickRows } from './pick-rows.ts'
import type { DerivedWeightsRequest } from './worker-messages.ts'

/** Weights from what the values of these rows tell apart: of per mille values, or of what was measured where that is given. */
export function findDerivedWeights({ method, columns, measured, rows }: DerivedWeightsRequest): number[] {
  const weigh = method === 'entropy' ? entropyWeights : criticWeights
  if (!measured) return weigh(pickRows(columns, rows))
  return weigh(pickRows(method === 'entropy' ? sharesOf(measured) : preferredColumns(measured), rows))
}

/** Entropy takes values for shares of their sum, whichever way is better: none may be below 0. */
function sharesOf({ columns, rules }: MeasuredColumns): Float64Array[] {
  const filled = columns.map((column, c) => filledRaws(column, rules[c]!))
  if (filled.some((column) => column.some((value) => value < 0))) {
    const expected = 'per-mille: entropy on raw values needs values of 0 or more'
    throw badParameter('entropy.scale', 'raw, with values below 0', expected)
  }
  return filled
}
