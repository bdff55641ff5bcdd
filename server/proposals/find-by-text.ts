import type { Knex } from 'knex'
import { PROPOSALS_FROM } from '../catalogue/proposal-layer.ts'
import { visibleProposal } from '../layers/visibility.ts'
import { proposalCondition } from './filter.ts'

/** Ids of the visible proposals that hold all words of the text, ascending: how a text search narrows tiles. */
export async function findByText(knex: Knex, text: string): Promise<Int32Array> {
  const { sql, bindings } = proposalCondition({ q: text })
  const { rows } = await knex.raw<{ rows: { id: number }[] }>(
    `SELECT p.id FROM ${PROPOSALS_FROM} WHERE ${visibleProposal} AND ${sql} ORDER BY p.id`,
    bindings as never,
  )
  return Int32Array.from(rows, ({ id }) => id)
}
