import type { Knex } from 'knex'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import type { Scale } from '../../core/criteria/scale.ts'
import { readStoredCriteria } from './columns/criterion-store.ts'
import { type CriterionOrigin, readCriterionOrigins } from './criterion-origins.ts'

/** A criterion as /api/criteria shows it. */
export interface PublicCriterion extends Criterion, CriterionOrigin {
  position: number
  version: number
  origin: 'default' | 'custom'
  known: number
  missingCount: number
  outOfRange: number
  /** False when all known values are the same or none is known: everything then has 0. */
  discriminates: boolean
  scale: Scale
}

/** Every criterion with its frozen scale, what is known of it, and where its values come from. */
export async function readCriteria(knex: Knex): Promise<PublicCriterion[]> {
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
