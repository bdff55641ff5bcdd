import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { defaultCriterionSet } from '../../core/criteria/default-set.ts'
import { readStoredCriteria } from '../criteria/columns/criterion-store.ts'
import { seedDefaultModel } from '../criteria/columns/score-model-store.ts'
import { takeCriteriaTurn } from '../criteria/criteria-turn.ts'
import { rescaleCriteria } from '../criteria/rescale.ts'
import { select, sql } from '../database/sql-fragment.ts'
import type { Derivation } from './derivation.ts'
import type { InputStates } from './inputs.ts'

/**
 * The scales of all criteria. They hang on everything that raw values are read from: files of proposals (not single
 * submissions or edits, which must not move the values of others), all other inputs and what was derived from them,
 * and the set that ships.
 */
export function criteriaScales(states: InputStates): Derivation {
  return {
    name: 'criteria',
    inputs: [...states.keys()],
    step: 'Menyusun skala kriteria',
    async compute(transaction) {
      await takeCriteriaTurn(transaction)
      await seedDefaultModel(transaction)
      await rescaleCriteria(transaction, await readStoredCriteria(transaction))
    },
  }
}

/** Digests of the criteria that ship, and of the files that proposals came from. Others are scaled when they are written. */
export async function readCriteriaInputs(knex: Knex): Promise<[name: string, state: string][]> {
  const rows = await select<{ state: string | null }>(
    knex,
    sql`SELECT md5(string_agg(concat_ws('|', file, fingerprint), ',' ORDER BY package_id, file)) AS state
     FROM datasets WHERE role LIKE 'proposals:%'`,
  )
  const shipped = JSON.stringify(defaultCriterionSet.criteria)
  return [
    ['criteria:default-set', createHash('sha256').update(shipped).digest('hex')],
    ['proposals', rows[0]?.state ?? '-'],
  ]
}
