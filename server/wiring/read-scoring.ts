import type { Knex } from 'knex'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { criterionColumns } from '../criteria/columns/criterion-columns.ts'
import { readStoredCriteria } from '../criteria/columns/criterion-store.ts'
import { readDefaultModel } from '../criteria/columns/score-model-store.ts'
import type { Scoring, ScoringChoice } from '../portfolios/model/scoring.ts'
import { requireWeightedSum, usedWeights } from '../prioritise/weights-of.ts'

/** Criteria and weights for portfolios, by the same rules as for rankings. */
export async function readScoring(knex: Knex, request: ScoringChoice): Promise<Scoring> {
  const stored = await readStoredCriteria(knex)
  const columns = criterionColumns('proposals', stored, await readDefaultModel(knex))
  const criteria = stored.filter(({ key }) => columns?.columns.has(key))
  const { weights, model } = await usedWeights(knex, request, criteria)
  requireWeightedSum(model)
  return {
    columns,
    criteria: criteria.map(({ key, version, definition, scale }) => ({ key, version, definition, scale })),
    weights,
    model: model && { id: model.id, version: model.version },
    notice: model?.notice ?? defaultCriterionSet.notice,
  }
}
