import type { Knex } from 'knex'
import { run, sql } from '../database/sql-fragment.ts'

export interface Service {
  service: string
  facilityTypes: string[]
}

/** Services with a standard, each with the facility types that serve it. */
export async function readServices(knex: Knex): Promise<Service[]> {
  const rows = await knex('service_standards')
    .orderBy('service')
    .select<{ service: string; facility_types: string[] }[]>('service', 'facility_types')
  return rows.map(({ service, facility_types }) => ({ service, facilityTypes: facility_types }))
}

/**
 * Facilities of one service as geography in the temporary table `served(id, place)`, so that the nearest is
 * found by index and the distance is the great circle's (use_spheroid = false: sphere of mean radius).
 */
export async function gatherServed(transaction: Knex, facilityTypes: readonly string[]): Promise<void> {
  await run(transaction, sql`DROP TABLE IF EXISTS served`)
  await run(
    transaction,
    sql`CREATE TEMPORARY TABLE served (id integer, place geography(Point, 4326)) ON COMMIT DROP`,
  )
  await run(
    transaction,
    sql`INSERT INTO served SELECT id, geom::geography FROM facilities WHERE type = ANY (${[...facilityTypes]}) AND geom IS NOT NULL`,
  )
  await run(transaction, sql`CREATE INDEX ON served USING gist (place)`)
  await run(transaction, sql`ANALYZE served`)
}
