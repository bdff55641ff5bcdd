import type { CriterionInfo } from '../../../core/api/criterion.ts'
import type { District } from '../../../core/api/district.ts'
import type { MapLayer } from '../../../core/api/map-layer.ts'
import type { ScoreModel, Weights } from '../../../core/api/score-model.ts'
import { findModel, nameOf } from '../state/find-model.ts'
import type { PlanState } from '../state/plan-state.ts'

/** What the map shows at first: as the address says, else poverty. Which proposals compete follows from the district's years. */
export function firstView(
  state: PlanState,
  district: District,
  catalogue: readonly MapLayer[],
): Partial<PlanState> {
  const poverty = catalogue.find(({ id }) => id === 'poverty')?.id ?? null
  return {
    district,
    catalogue,
    underlay: state.underlay === undefined ? poverty : state.underlay,
  }
}

/**
 * The address's weights, else those of its model with the model's method, else the newest default's. Criteria it does
 * not name count 0. An address that names a method without weights means that method.
 */
export function firstWeights(
  state: PlanState,
  criteria: readonly CriterionInfo[],
  models: readonly ScoreModel[],
): Pick<PlanState, 'weights' | 'model' | 'method'> {
  const model = findModel(models, state.model) ?? findModel(models, 'default') ?? models[0]
  const from = state.weights ?? model?.weights ?? {}
  const fallback = Object.keys(from).length === 0 ? 50 : 0
  const weights: Weights = Object.fromEntries(criteria.map(({ key }) => [key, from[key] ?? fallback]))
  const asModel = state.weights === null && state.method === 'weighted-sum'
  return {
    weights,
    model: model ? nameOf(model) : null,
    method: asModel && model ? model.method : state.method,
  }
}
