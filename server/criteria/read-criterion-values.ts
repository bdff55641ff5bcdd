import type { Knex } from 'knex'
import type { CriterionValues } from '../../core/api/proposal.ts'
import { proposalLayerWith } from '../catalogue/proposal-layer.ts'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { criterionColumns } from './columns/criterion-columns.ts'
import { readStoredCriteria } from './columns/criterion-store.ts'
import { readDefaultModel } from './columns/score-model-store.ts'

/** `c_{key}` of each criterion and `score` of one proposal, as its tile features carry them; empty for a draft. */
export async function readCriterionValues(knex: Knex, id: number): Promise<CriterionValues> {
  const columns = criterionColumns('proposals', await readStoredCriteria(knex), await readDefaultModel(knex))
  if (!columns) return {}
  const values = catalogued(columns.fields.map((field) => `${field.sql} AS "${field.name}"`).join(', '))
  const own = rowsOf(proposalLayerWith(columns), sql`p.id = ${bound(id, 'int')}`)
  const [row] = await select<CriterionValues>(knex, sql`SELECT ${values} ${own}`)
  return row ?? {}
}
