import { countIncomparable, partialFlows } from './partial-flows.ts'
import { type MethodRequest, rowsTakingPart, valuesTakingPart } from './rank-by-method.ts'

/** PROMETHEE I of every row; 0 for those that take no part. */
export interface PartialRanking {
  /** How much it wins from the others, and loses to them, 0…1. */
  readonly leaving: Float64Array
  readonly entering: Float64Array
  /** How many others win more and lose more, or win less and lose less. */
  readonly incomparable: Uint32Array
}

/** What PROMETHEE I says beside the order of PROMETHEE II, of the same request; null by other methods. */
export function partialByMethod(request: MethodRequest): PartialRanking | null {
  const { columns, weights, method, excluded } = request
  if (method.kind !== 'promethee') return null
  const count = columns[0]?.length ?? 0
  const rows = rowsTakingPart(count, excluded)
  const flows = partialFlows(
    valuesTakingPart(columns, rows).map((values, c) => ({
      ...{ values, weight: weights[c]!, preference: method.preferences[c]! },
      direction: 'maximise',
    })),
  )
  const counts = countIncomparable(flows)
  const spread = { leaving: new Float64Array(count), entering: new Float64Array(count) }
  const incomparable = new Uint32Array(count)
  rows.forEach((row, at) => {
    spread.leaving[row] = flows.leaving[at]!
    spread.entering[row] = flows.entering[at]!
    incomparable[row] = counts[at]!
  })
  return { ...spread, incomparable }
}
