import type { Knex } from 'knex'
import type { WithheldCount } from '../../core/api/withheld.ts'
import { select, sql } from '../database/sql-fragment.ts'

/** Counts of poor people as delivered where they are withheld, the smallest first; at most 1,000. For the office alone. */
export async function readWithheld(knex: Knex): Promise<WithheldCount[]> {
  const rows = await select<WithheldCount>(
    knex,
    sql`SELECT a.code, a.name, a.level, s.value::float8 AS "poorPopulation", s.year, f.withheld_below AS below
     FROM area_figures f JOIN areas a ON a.code = f.area_code
     JOIN LATERAL (SELECT max(value) AS value, max(year) AS year FROM statistics
                   WHERE area_code = a.code AND key = 'poorPopulation'
                     AND year = (SELECT max(year) FROM statistics WHERE area_code = a.code AND key = 'poorPopulation')) s
       ON s.value > 0 AND s.value < f.withheld_below
     WHERE f.withheld_below IS NOT NULL AND f.poor_population IS NULL
     ORDER BY s.value, a.code LIMIT 1000`,
  )
  return rows
}
