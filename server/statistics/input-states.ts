import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { visiblePlace, visibleProposal, visibleQuality } from '../layers/visibility.ts'
import type { Analysis } from './analysis.ts'

/** Raised when a method changes, so that stores recompute what an older version left. */
const METHOD_VERSION = 5

/**
 * Digests of content by name: what the join wrote down of its own derivations, the packages' working CRS, and all
 * that analyses read of proposals. A sum of row digests does not depend on order and needs no sort.
 */
export async function readStates(knex: Knex): Promise<ReadonlyMap<string, string>> {
  const { rows } = await knex.raw<{ rows: { name: string; state: string }[] }>(`
    SELECT name, inputs AS state FROM derivations
     WHERE name IN ('figures', 'need-population') OR name LIKE 'need-coverage:%' OR name LIKE 'coverage:%'
    UNION ALL
    SELECT 'packages', coalesce(string_agg(concat_ws('|', id, working_crs, imported_at), ',' ORDER BY id), '') FROM packages
    UNION ALL
    SELECT 'proposals', count(*) || ' ' || coalesce(sum(hashtextextended(format('%s|%s|%s|%s|%s|%s|%s', p.code, p.year, p.status,
             p.cost_rupiah, p.village_code, ${visibleQuality}, ${visiblePlace}::text), 0)::numeric), 0)
      FROM proposals p WHERE ${visibleProposal}`)
  return new Map(rows.map(({ name, state }) => [name, state]))
}

/** One digest of all that an analysis depends on, its method and its parameters included. */
export function digestOf(states: ReadonlyMap<string, string>, analysis: Analysis): string {
  const parts = analysis.states.map((name) => `${name}=${states.get(name) ?? '-'}`)
  const { kind, service } = analysis
  return createHash('sha256')
    .update(JSON.stringify([METHOD_VERSION, kind, service ?? null, parts]))
    .digest('hex')
}
