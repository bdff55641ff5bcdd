import type { Knex } from 'knex'
import { proposalLayerWith } from '../catalogue/proposal-layer.ts'
import { criterionColumns } from './columns/criterion-columns.ts'
import { readStoredCriteria } from './columns/criterion-store.ts'
import { readDefaultModel } from './columns/score-model-store.ts'

/** `c_{key}` of each criterion and `score` of one proposal, as its tile features carry them; empty for a draft. */
export async function readCriterionValues(knex: Knex, id: number): Promise<Record<string, number | null>> {
  const columns = criterionColumns('proposals', await readStoredCriteria(knex), await readDefaultModel(knex))
  if (!columns) return {}
  const { from, bindings } = proposalLayerWith(columns)
  const select = columns.fields.map(({ name, sql }) => `${sql} AS "${name}"`).join(', ')
  const { rows } = await knex.raw<{ rows: Record<string, number | null>[] }>(
    `SELECT ${select} FROM ${from} AND p.id = ?`,
    [...bindings, id],
  )
  return rows[0] ?? {}
}
