import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { Weights } from '../../../core/api/score-model.ts'
import type { DerivedAnswer } from '../../../core/api/weighting.ts'
import { criticWeights } from '../../../core/weights/critic.ts'
import { entropyWeights, toSliderWeights } from '../../../core/weights/entropy.ts'
import type { Alternatives } from '../state/alternatives.ts'
import { excludedRows } from '../state/rank-live.ts'

/** Weights from the per mille values that are here, as the server derives them; null where nothing tells the alternatives apart. */
export function deriveLive(
  method: DerivedAnswer['method'],
  alternatives: Alternatives,
  criteria: readonly CriterionInfo[],
): Weights | null {
  const used = criteria.filter(({ key }) => alternatives.columns.has(key))
  const { excluded, excludedCount } = excludedRows(
    alternatives,
    Object.fromEntries(used.map(({ key }) => [key, 1])),
  )
  const columns = used.map(({ key }) => {
    const column = alternatives.columns.get(key)!
    return excludedCount > 0 ? column.filter((_, row) => excluded[row] === 0) : column
  })
  const differs = columns.some((column) => column.some((value) => value !== column[0]))
  if (alternatives.count - excludedCount < 2 || !differs) return null
  const sliders = toSliderWeights(method === 'entropy' ? entropyWeights(columns) : criticWeights(columns))
  return Object.fromEntries(used.map(({ key }, at) => [key, sliders[at] ?? 0]))
}
