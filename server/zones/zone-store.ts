import type { Knex } from 'knex'
import type { Zone, ZoneVersion } from '../../core/api/zone.ts'
import { visibleZone } from '../layers/visibility.ts'

export const MOST_ZONES = 500
const SHARED = `z.name, z.note, z.version, ST_AsGeoJSON(z.geom, 15)::json AS geometry, z.statistics,
  z.portfolio_id AS "portfolioId", z.by`
const COLUMNS = `z.id, ${SHARED}, z.published, z.created_at AS "createdAt", z.updated_at AS "updatedAt"`

const visibleTo = (office: boolean) => (office ? 'z.deleted_at IS NULL' : visibleZone)

/** Zones by name; the office sees its drafts too, and all that is written of them. */
export async function listZones(knex: Knex, office: boolean): Promise<Zone[]> {
  const { rows } = await knex.raw<{ rows: Zone[] }>(
    `SELECT ${COLUMNS} FROM zones z WHERE ${visibleTo(office)} ORDER BY lower(z.name), z.id LIMIT ?`,
    [MOST_ZONES],
  )
  return office ? rows : rows.map(publicPart)
}

/** A zone by its id, drafts for the office only; undefined when there is none to be seen. */
export async function readZone(knex: Knex, id: string, office: boolean): Promise<Zone | undefined> {
  const { rows } = await knex.raw<{ rows: Zone[] }>(
    `SELECT ${COLUMNS} FROM zones z WHERE ${visibleTo(office)} AND z.id = ?`,
    [id],
  )
  const [zone] = rows
  return zone && !office ? publicPart(zone) : zone
}

/** What everyone may know of a published zone: no note, not who drew it, and nothing of the office's portfolio. */
function publicPart({ statistics, ...zone }: Zone): Zone {
  const { portfolio: _, services = [], ...figures } = statistics
  const plain = services.map(({ newlyServed: _gain, after: _after, ...service }) => service)
  return { ...zone, note: '', by: '', portfolioId: null, statistics: { ...figures, services: plain } }
}

/** Every version that was saved, newest first; also of a zone that is deleted. */
export async function listZoneVersions(knex: Knex, id: string): Promise<ZoneVersion[]> {
  const { rows } = await knex.raw<{ rows: ZoneVersion[] }>(
    `SELECT ${SHARED}, z.at FROM zone_versions z WHERE z.zone_id = ? ORDER BY z.version DESC LIMIT ?`,
    [id, MOST_ZONES],
  )
  return rows
}
