import type { Knex } from 'knex'
import { proposalLayer } from '../catalogue/proposal-layer.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { proposalCondition } from './filter.ts'

/** Ids of the visible proposals that hold all words of the text, ascending: how a text search narrows tiles. */
export async function findByText(knex: Knex, text: string): Promise<Int32Array> {
  const found = rowsOf(proposalLayer, proposalCondition({ q: text }))
  const rows = await select<{ id: number }>(knex, sql`SELECT p.id ${found} ORDER BY p.id`)
  return Int32Array.from(rows, ({ id }) => id)
}
