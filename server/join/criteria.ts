import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { readStoredCriteria } from '../criteria/criterion-store.ts'
import { rescaleCriteria } from '../criteria/rescale.ts'
import { seedDefaultModel } from '../criteria/score-model-store.ts'
import type { Derivation } from './derivation.ts'
import type { InputStates } from './inputs.ts'

/**
 * The scales of all criteria. They hang on everything that raw values are read from: files of proposals (not single
 * submissions or edits, which must not move the values of others), all other inputs and what was derived from them,
 * and the definitions.
 */
export function criteriaScales(states: InputStates): Derivation {
  return {
    name: 'criteria',
    inputs: [...states.keys()],
    step: 'Menyusun skala kriteria',
    async compute(transaction) {
      await seedDefaultModel(transaction)
      await rescaleCriteria(transaction, await readStoredCriteria(transaction))
    },
  }
}

/** One digest of the criteria's definitions, and one of the files that proposals came from. */
export async function readCriteriaInputs(knex: Knex): Promise<[name: string, state: string][]> {
  const criteria = await readStoredCriteria(knex)
  const definitions = JSON.stringify(criteria.map(({ definition }) => definition))
  const { rows } = await knex.raw<{ rows: { state: string | null }[] }>(
    `SELECT md5(string_agg(concat_ws('|', file, fingerprint), ',' ORDER BY package_id, file)) AS state
     FROM datasets WHERE role LIKE 'proposals:%'`,
  )
  return [
    ['criteria:definitions', createHash('sha256').update(definitions).digest('hex')],
    ['proposals', rows[0]?.state ?? '-'],
  ]
}
