import type { Knex } from 'knex'
import type { CriterionInfo } from '../../core/api/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { readStoredCriteria } from './columns/criterion-store.ts'
import { readCriterionOrigins } from './criterion-origins.ts'

/** Every criterion with its frozen scale, what is known of it, and where its values come from. */
export async function readCriteria(knex: Knex): Promise<CriterionInfo[]> {
  const criteria = await readStoredCriteria(knex)
  const origins = await readCriterionOrigins(knex, criteria, null)
  return criteria.map(({ definition, needScale: _need, missing, ...criterion }) => ({
    ...definition,
    ...(origins.get(criterion.key) ?? { sourceText: { id: '', en: '' }, sourceDate: null }),
    ...criterion,
    missingCount: missing,
  }))
}

/** The set that the criteria began with, and that it is no regulation. */
export function describeSet() {
  const { id, version, date, title, notice } = defaultCriterionSet
  return { id, version, date, title, notice }
}
