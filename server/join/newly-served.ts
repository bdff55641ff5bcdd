import type { Knex } from 'knex'
import { run, sql } from '../database/sql-fragment.ts'
import { newlyServedOf } from '../proposals/join/newly-served-sql.ts'
import type { Derivation } from './derivation.ts'
import type { Service } from './served.ts'

/**
 * Cells beyond a service's standard with their people, in the temporary table `unserved(place, population)` with an
 * index on the place (geography, EPSG:4326).
 */
export async function gatherUnserved(transaction: Knex, service: string): Promise<void> {
  await run(transaction, sql`DROP TABLE IF EXISTS unserved`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE unserved (place geography(Point, 4326), population double precision) ON COMMIT DROP`,
  )
  await run(
    transaction,
    sql`INSERT INTO unserved SELECT c.point::geography, c.population
     FROM need_coverage n JOIN need_cells c ON c.id = n.cell_id WHERE n.service = ${service} AND n.beyond`,
  )
  await run(transaction, sql`CREATE INDEX ON unserved USING gist (place)`)
  await run(transaction, sql`ANALYZE unserved`)
}

/** When cells come within a standard or beyond it, or people change, what the service's proposals would gain changes. */
export function newlyServed({ service }: Service): Derivation {
  return {
    name: `newly-served:${service}`,
    inputs: ['areas:village', 'need-population', `need-coverage:${service}`, `standards:${service}`],
    step: `Menghitung warga yang baru terlayani ${service}`,
    async compute(transaction) {
      await gatherUnserved(transaction, service)
      await run(
        transaction,
        sql`UPDATE proposals p SET newly_served = found.people
         FROM (${newlyServedOf('proposals p', 'p', 'unserved')} WHERE p.service = ${service} AND NOT p.stale) found
         WHERE found.proposal = p.id`,
      )
    },
  }
}
