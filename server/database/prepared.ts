import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { rawOf, type Statement } from './sql-fragment.ts'

/** Prepared statements whose names are remembered; the server has a few dozen. */
const MOST_NAMES = 1000
const names = new Map<string, string>()

/**
 * SQL that each connection plans once and from then on only runs: for what comes many times a second, where planning
 * takes longer than the work. Its text must be one of few (what varies is bound): a connection keeps the plan of each.
 */
export async function selectPrepared<Row>(knex: Knex, query: Statement): Promise<Row[]> {
  const { rows } = await rawOf<Row>(knex, query).options({ name: nameOf(query.sql) })
  return rows
}

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (!name) {
    if (names.size >= MOST_NAMES) names.clear()
    name = `p${createHash('sha1').update(sql).digest('hex')}`
    names.set(sql, name)
  }
  return name
}
