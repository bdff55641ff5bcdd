import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { bound, catalogued, select, sql } from '../database/sql-fragment.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import { noPause, type Pause } from '../workload/precedence.ts'
import type { Analysis } from './compute/analysis.ts'

/** Raised when a method changes, so that stores recompute the results of older versions. */
const METHOD_VERSION = 7

/**
 * Digests of content by name: what the join wrote down of its own derivations, the packages' working CRS, and all
 * that analyses read of proposals. A sum of row digests does not depend on order and needs no sort.
 */
export async function readStates(knex: Knex, pause = noPause): Promise<ReadonlyMap<string, string>> {
  const proposals = await readProposals(knex, pause)
  const rows = await select<{ name: string; state: string }>(
    knex,
    sql`
    SELECT name, inputs AS state FROM derivations
     WHERE name IN ('figures', 'need-population') OR name LIKE 'need-coverage:%' OR name LIKE 'coverage:%'
    UNION ALL
    SELECT 'packages', coalesce(string_agg(concat_ws('|', id, working_crs, imported_at), ',' ORDER BY id), '') FROM packages`,
  )
  return new Map([
    ['proposals', proposals],
    ...rows.map(({ name, state }): [string, string] => [name, state]),
  ])
}

/** Rows that are digested in one query: all of a province's proposals at once would block an embedded store. */
const PAGE = 10_000

const [QUALITY, PLACE] = [catalogued(visibleQuality), catalogued(visiblePlace)]

interface StatePage {
  count: number
  sum: string | null
  last: number | null
}

/** One digest of all proposals. Writes during the computation give a digest that matches no state, so the analyses are checked again. */
async function readProposals(knex: Knex, pause: Pause): Promise<string> {
  let [count, sum, after] = [0, 0n, -1]
  for (;;) {
    await pause()
    const beyond = bound(after, 'int')
    const rows: StatePage[] = await select<StatePage>(
      knex,
      sql`SELECT count(*)::int AS count, max(id) AS last, sum(hashtextextended(format('%s|%s|%s|%s|%s|%s|%s', p.code, p.year,
                p.status, p.cost_rupiah, p.village_code, ${QUALITY}, ${PLACE}::text), 0)::numeric)::text AS sum
       FROM (SELECT * FROM proposals p WHERE ${visibleProposal()} AND p.id > ${beyond}
             ORDER BY p.id LIMIT ${bound(PAGE, 'int')}) p`,
    )
    const [page] = rows
    if (!page || page.last === null) return `${count} ${sum}`
    count += page.count
    sum += BigInt(page.sum ?? '0')
    after = page.last
  }
}

/** One digest of all that an analysis depends on, its method and its parameters included. */
export function digestOf(states: ReadonlyMap<string, string>, analysis: Analysis): string {
  const parts = analysis.states.map((name) => `${name}=${states.get(name) ?? '-'}`)
  const { kind, service } = analysis
  return createHash('sha256')
    .update(JSON.stringify([METHOD_VERSION, kind, service ?? null, parts]))
    .digest('hex')
}
