import type { Knex } from 'knex'
import type { Zone, ZoneVersion } from '../../core/api/zone.ts'
import { catalogued, select, sql } from '../database/sql-fragment.ts'
import { visibleZone } from '../layers/visibility.ts'

export const MOST_ZONES = 500
const SHARED = sql`z.name, z.note, z.version, ST_AsGeoJSON(z.geom, 15)::json AS geometry, z.statistics,
  z.portfolio_id AS "portfolioId", '' AS by`
const COLUMNS = sql`z.id, ${SHARED}, z.published, z.created_at AS "createdAt", z.updated_at AS "updatedAt"`

const visibleTo = (office: boolean) => (office ? sql`z.deleted_at IS NULL` : catalogued(visibleZone))

/** Zones by name; the office sees its drafts too, and all that is written of them. */
export async function listZones(knex: Knex, office: boolean): Promise<Zone[]> {
  const rows = await select<Zone>(
    knex,
    sql`SELECT ${COLUMNS} FROM zones z WHERE ${visibleTo(office)} ORDER BY lower(z.name), z.id LIMIT ${MOST_ZONES}`,
  )
  return office ? rows : rows.map(publicPart)
}

/** A zone by its id, drafts for the office only; undefined when there is none to be seen. */
export async function readZone(knex: Knex, id: string, office: boolean): Promise<Zone | undefined> {
  const [zone] = await select<Zone>(
    knex,
    sql`SELECT ${COLUMNS} FROM zones z WHERE ${visibleTo(office)} AND z.id = ${id}`,
  )
  return zone && !office ? publicPart(zone) : zone
}

/** What everyone may know of a published zone: no note, and nothing of the office's portfolio. */
function publicPart({ statistics, ...zone }: Zone): Zone {
  const { portfolio: _, services = [], ...figures } = statistics
  const plain = services.map(({ newlyServed: _gain, after: _after, ...service }) => service)
  return { ...zone, note: '', portfolioId: null, statistics: { ...figures, services: plain } }
}

/** Every version that was saved, newest first; also of a zone that is deleted. */
export async function listZoneVersions(knex: Knex, id: string): Promise<ZoneVersion[]> {
  return await select<ZoneVersion>(
    knex,
    sql`SELECT ${SHARED}, z.at FROM zone_versions z WHERE z.zone_id = ${id} ORDER BY z.version DESC LIMIT ${MOST_ZONES}`,
  )
}
