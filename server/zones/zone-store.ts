import { randomInt } from 'node:crypto'
import type { Knex } from 'knex'
import { Problem } from '../../core/problem.ts'
import { announce } from '../changes/change-feed.ts'
import { rescaleZone } from '../criteria/change-criteria.ts'
import { visibleZone } from '../layers/visibility.ts'
import type { ZoneStatistics } from './zone-messages.ts'

export interface Zone {
  id: string
  name: string
  note: string
  version: number
  geometry: unknown
  /** As they stood when this version was saved. */
  statistics: ZoneStatistics
  portfolioId: string | null
  published: boolean
  createdAt: string
  updatedAt: string
  by: string
}

export type ZoneVersion = Pick<
  Zone,
  'version' | 'name' | 'note' | 'geometry' | 'statistics' | 'portfolioId' | 'by'
> & { at: string }

/** What a planner writes down. */
export interface ZoneDraft {
  name: string
  note: string
  published: boolean
  portfolioId: string | null
  /** GeoJSON text of a checked MultiPolygon. */
  geojson: string
  statistics: ZoneStatistics
  by: string
}

const MOST_ZONES = 500
const SHARED = `z.name, z.note, z.version, ST_AsGeoJSON(z.geom, 15)::json AS geometry, z.statistics,
  z.portfolio_id AS "portfolioId", z.by`
const COLUMNS = `z.id, ${SHARED}, z.published, z.created_at AS "createdAt", z.updated_at AS "updatedAt"`
const GEOMETRY = 'ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326)'

const visibleTo = (office: boolean) => (office ? 'z.deleted_at IS NULL' : visibleZone)

/** Zones by name; the office sees its drafts too, and all that is written of them. */
export async function listZones(knex: Knex, office: boolean): Promise<Zone[]> {
  const { rows } = await knex.raw<{ rows: Zone[] }>(
    `SELECT ${COLUMNS} FROM zones z WHERE ${visibleTo(office)} ORDER BY lower(z.name), z.id LIMIT ?`,
    [MOST_ZONES],
  )
  return office ? rows : rows.map(publicPart)
}

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

export async function createZone(knex: Knex, draft: ZoneDraft): Promise<Zone> {
  const id = makeZoneId(draft.name)
  return await knex.transaction(async (transaction) => {
    const { count } = (await transaction('zones').count<{ count: string }[]>('* AS count'))[0] ?? {
      count: '0',
    }
    if (Number(count) >= MOST_ZONES) throw tooMany()
    await transaction.raw(
      `INSERT INTO zones (id, name, note, published, portfolio_id, geom, statistics, by)
       VALUES (?, ?, ?, ?, ?, ${GEOMETRY}, ?::jsonb, ?)`,
      [id, ...valuesOf(draft)],
    )
    return await keepVersion(transaction, id)
  })
}

/**
 * Writes the next version. `expected` is the version that the writer saw: throws a 412 when another was saved since.
 * Undefined when there is no such zone.
 */
export async function updateZone(
  knex: Knex,
  id: string,
  expected: number | undefined,
  draft: ZoneDraft,
): Promise<Zone | undefined> {
  return await knex.transaction(async (transaction) => {
    const version = await lockZone(transaction, id)
    if (version === undefined) return undefined
    requireVersion(version, expected)
    await transaction.raw(
      `UPDATE zones SET name = ?, note = ?, published = ?, portfolio_id = ?, geom = ${GEOMETRY}, statistics = ?::jsonb,
         by = ?, version = version + 1, updated_at = now() WHERE id = ?`,
      [...valuesOf(draft), id],
    )
    return await keepVersion(transaction, id)
  })
}

/** Takes a zone away; its versions stay, and restoreZone brings it back. False when there is no such zone. */
export async function deleteZone(knex: Knex, id: string, expected: number | undefined): Promise<boolean> {
  return await knex.transaction(async (transaction) => {
    const version = await lockZone(transaction, id)
    if (version === undefined) return false
    requireVersion(version, expected)
    await transaction.raw('UPDATE zones SET deleted_at = now() WHERE id = ?', [id])
    await announceZone(transaction, id)
    return true
  })
}

/** Brings a deleted zone back as it was; one that is there stays as it is. Undefined when there never was one. */
export async function restoreZone(knex: Knex, id: string): Promise<Zone | undefined> {
  return await knex.transaction(async (transaction) => {
    await transaction.raw('UPDATE zones SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL', [id])
    const zone = await readZone(transaction, id, true)
    if (zone) await announceZone(transaction, id)
    return zone
  })
}

function valuesOf({ name, note, published, portfolioId, geojson, statistics, by }: ZoneDraft) {
  return [name, note, published, portfolioId, geojson, JSON.stringify(statistics), by] as never[]
}

async function lockZone(transaction: Knex, id: string): Promise<number | undefined> {
  const { rows } = await transaction.raw<{ rows: { version: number }[] }>(
    'SELECT version FROM zones WHERE id = ? AND deleted_at IS NULL FOR UPDATE',
    [id],
  )
  return rows[0]?.version
}

function requireVersion(version: number, expected: number | undefined): void {
  if (expected === undefined || expected === version) return
  throw new Problem({
    title: 'Changed meanwhile',
    status: 412,
    detail: `If-Match: expected "${version}", received "${expected}"; someone saved another version meanwhile`,
    parameter: 'If-Match',
    received: `"${expected}"`,
    expected: `"${version}"`,
  })
}

async function keepVersion(transaction: Knex.Transaction, id: string): Promise<Zone> {
  await transaction.raw(
    `INSERT INTO zone_versions (zone_id, version, name, note, geom, statistics, portfolio_id, by)
     SELECT id, version, name, note, geom, statistics, portfolio_id, by FROM zones WHERE id = ?`,
    [id],
  )
  await announceZone(transaction, id)
  const zone = await readZone(transaction, id, true)
  if (!zone) throw new Error(`zone ${id} is not there after it was written`)
  return zone
}

/** Criteria that read the zone follow it. */
async function announceZone(transaction: Knex.Transaction, id: string): Promise<void> {
  const [key = -1] = await transaction('zones').where({ id }).pluck<number[]>('key')
  await announce(transaction, { layer: 'zones', ids: [key] })
  await rescaleZone(transaction, id)
}

const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'

/** Readable in an address and in a criterion's name: the name's letters and four of chance. */
function makeZoneId(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '')
  const chance = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${slug || 'zona'}-${chance}`
}

function tooMany(): Problem {
  return new Problem({
    title: 'Too many zones',
    status: 409,
    detail: `There are ${MOST_ZONES} zones already, deleted ones included`,
  })
}
