import type { Knex } from 'knex'
import { catalogued, select, sql } from '../../database/sql-fragment.ts'
import { visibleZone } from '../../layers/visibility.ts'

/** A zone by which a download can be narrowed. */
export interface ZoneOption {
  id: string
  name: string
}

const MOST_ZONES = 500

/** Published ones by name: what a file is cut at is reported in its address, which may be passed on. */
export async function readZoneOptions(knex: Knex): Promise<ZoneOption[]> {
  const rows = await select<ZoneOption>(
    knex,
    sql`SELECT z.id, z.name FROM zones z WHERE ${catalogued(visibleZone)} ORDER BY lower(z.name), z.id LIMIT ${MOST_ZONES}`,
  )
  return rows
}
