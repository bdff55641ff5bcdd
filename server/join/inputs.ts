import type { Knex } from 'knex'
import { select, sql } from '../database/sql-fragment.ts'

/** State of everything that the join reads, by name, as digests of content: equal digests mean equal input. */
export type InputStates = ReadonlyMap<string, string>

/**
 * One digest a level of areas, a statistic, a facility type, a service standard, and for ancillary layers, all
 * layers of packages and the working CRS. Content decides, not time: a file that was loaded again with the same rows changes nothing.
 */
export async function readInputStates(knex: Knex): Promise<InputStates> {
  const rows = await select<{ name: string; state: string }>(
    knex,
    sql`
    SELECT 'areas:' || a.level AS name, md5(string_agg(DISTINCT d.fingerprint, ',' ORDER BY d.fingerprint)) AS state
      FROM (SELECT DISTINCT level, dataset_id FROM areas) a JOIN datasets d ON d.id = a.dataset_id GROUP BY a.level
    UNION ALL
    SELECT 'statistics:' || key, md5(string_agg(concat_ws('|', area_code, year, value, label), ',' ORDER BY area_code, year))
      FROM statistics GROUP BY key
    UNION ALL
    SELECT 'facilities:' || type, md5(string_agg(concat_ws('|', source_id, ST_X(geom), ST_Y(geom), 'of ' || capacity), ',' ORDER BY source_id, id))
      FROM facilities GROUP BY type
    UNION ALL
    SELECT 'standards:' || service, md5(concat_ws('|', facility_types, max_distance_m)) FROM service_standards
    UNION ALL
    SELECT 'ancillary', md5(coalesce(string_agg(d.fingerprint, ',' ORDER BY d.fingerprint), ''))
      FROM layers l JOIN datasets d ON d.id = l.dataset_id WHERE l.ancillary
    UNION ALL
    SELECT 'layers', md5(coalesce(string_agg(l.id || d.fingerprint, ',' ORDER BY l.id), ''))
      FROM layers l JOIN datasets d ON d.id = l.dataset_id
    UNION ALL
    SELECT 'packages', md5(string_agg(concat_ws('|', id, working_crs), ',' ORDER BY id)) FROM packages`,
  )
  return new Map(rows.map(({ name, state }) => [name, state]))
}

/** The states of the named inputs in one string; an input that does not exist counts as "-". */
export function stateOf(states: InputStates, names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `${name}=${states.get(name) ?? '-'}`)
    .join(' ')
}
