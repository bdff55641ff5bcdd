import type { Knex } from 'knex'
import type { Zone, ZoneStatistics } from '../../core/api/zone.ts'
import { changedMeanwhile, Problem } from '../../core/problem.ts'
import { announce } from '../changes/change-feed.ts'
import { rescaleZone } from '../criteria/change-criteria.ts'
import { catalogued, run, select, sql } from '../database/sql-fragment.ts'
import { visibleZone } from '../layers/visibility.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { makeZoneId } from './zone-id.ts'
import { MOST_ZONES, readZone } from './zone-store.ts'

/** Name, note and other statements of a planner about a zone. */
export interface ZoneDraft {
  name: string
  note: string
  published: boolean
  portfolioId: string | null
  /** GeoJSON text of a checked MultiPolygon. */
  geojson: string
  statistics: ZoneStatistics
  byAccount: number | null
}

const geometrySql = (geojson: string) => sql`ST_SetSRID(ST_GeomFromGeoJSON(${geojson}::text), 4326)`
/** Everything that criteria read of a zone. */
const PUBLIC_SHAPE = sql`CASE WHEN ${catalogued(visibleZone)} THEN md5(ST_AsBinary(z.geom)) END`

/**
 * Saves a new zone; no criterion can read it yet. Nothing is stored when the watch's signal fires before the end; the same holds
 * for all functions below.
 */
export async function createZone(knex: Knex, draft: ZoneDraft, watch: WorkWatch = {}): Promise<Zone> {
  const id = makeZoneId(draft.name)
  return await knex.transaction(async (transaction) => {
    const { count } = (await transaction('zones').count<{ count: string }[]>('* AS count'))[0] ?? {
      count: '0',
    }
    if (Number(count) >= MOST_ZONES) throw tooMany()
    const { name, note, published, portfolioId, geojson, statistics, byAccount } = draft
    await run(
      transaction,
      sql`INSERT INTO zones (id, name, note, published, portfolio_id, geom, statistics, by_account)
       VALUES (${id}, ${name}, ${note}, ${published}, ${portfolioId}, ${geometrySql(geojson)},
               ${JSON.stringify(statistics)}::jsonb, ${byAccount})`,
    )
    const zone = await keepVersion(transaction, id)
    watch.signal?.throwIfAborted()
    return zone
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
  watch: WorkWatch = {},
): Promise<Zone | undefined> {
  return await knex.transaction(async (transaction) => {
    const known = await lockZone(transaction, id)
    if (!known) return undefined
    requireVersion(known.version, expected)
    const { name, note, published, portfolioId, geojson, statistics, byAccount } = draft
    await run(
      transaction,
      sql`UPDATE zones SET name = ${name}, note = ${note}, published = ${published}, portfolio_id = ${portfolioId},
         geom = ${geometrySql(geojson)}, statistics = ${JSON.stringify(statistics)}::jsonb, by_account = ${byAccount},
         version = version + 1, updated_at = now() WHERE id = ${id}`,
    )
    const zone = await keepVersion(transaction, id)
    await followShape(transaction, id, known.shape, watch)
    return zone
  })
}

/** Takes a zone away; its versions stay, and restoreZone brings it back. False when there is no such zone. */
export async function deleteZone(
  knex: Knex,
  id: string,
  { expected, byAccount }: { expected: number | undefined; byAccount: number | null },
  watch: WorkWatch = {},
): Promise<boolean> {
  return await knex.transaction(async (transaction) => {
    const known = await lockZone(transaction, id)
    if (!known) return false
    requireVersion(known.version, expected)
    await run(
      transaction,
      sql`UPDATE zones SET deleted_at = now(), by_account = ${byAccount} WHERE id = ${id}`,
    )
    await announceZone(transaction, id)
    await followShape(transaction, id, known.shape, watch)
    return true
  })
}

/** Brings a deleted zone back as it was; one that is there stays as it is. Undefined when there never was one. */
export async function restoreZone(
  knex: Knex,
  id: string,
  byAccount: number | null,
  watch: WorkWatch = {},
): Promise<Zone | undefined> {
  return await knex.transaction(async (transaction) => {
    const rows = await select<object>(
      transaction,
      sql`UPDATE zones SET deleted_at = NULL, by_account = ${byAccount} WHERE id = ${id} AND deleted_at IS NOT NULL RETURNING id`,
    )
    if (rows.length > 0) {
      await announceZone(transaction, id)
      await followShape(transaction, id, null, watch)
    }
    return await readZone(transaction, id, true)
  })
}

/** The version of a zone, and a digest of its shape if it is published. Locks the zone against other writers. */
async function lockZone(
  transaction: Knex,
  id: string,
): Promise<{ version: number; shape: string | null } | undefined> {
  const rows = await select<{ version: number; shape: string | null }>(
    transaction,
    sql`SELECT z.version, ${PUBLIC_SHAPE} AS shape FROM zones z WHERE z.id = ${id} AND z.deleted_at IS NULL FOR UPDATE`,
  )
  return rows[0]
}

function requireVersion(version: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== version) throw changedMeanwhile(version, expected)
}

async function keepVersion(transaction: Knex.Transaction, id: string): Promise<Zone> {
  await run(
    transaction,
    sql`INSERT INTO zone_versions (zone_id, version, name, note, geom, statistics, portfolio_id, by_account)
     SELECT id, version, name, note, geom, statistics, portfolio_id, by_account FROM zones WHERE id = ${id}`,
  )
  await announceZone(transaction, id)
  const zone = await readZone(transaction, id, true)
  if (!zone) throw new Error(`zone ${id} is not there after it was written`)
  return zone
}

async function announceZone(transaction: Knex.Transaction, id: string): Promise<void> {
  const [key = -1] = await transaction('zones').where({ id }).pluck<number[]>('key')
  await announce(transaction, { layer: 'zones', ids: [key] })
}

/** Rescales criteria that read the zone, if its published shape has changed. */
async function followShape(
  transaction: Knex.Transaction,
  id: string,
  before: string | null,
  watch: WorkWatch,
): Promise<void> {
  const rows = await select<{ shape: string | null }>(
    transaction,
    sql`SELECT ${PUBLIC_SHAPE} AS shape FROM zones z WHERE z.id = ${id}`,
  )
  if (rows[0]?.shape !== before) await rescaleZone(transaction, id, watch)
  watch.signal?.throwIfAborted()
}

function tooMany(): Problem {
  return new Problem({
    title: 'Too many zones',
    status: 409,
    detail: `There are ${MOST_ZONES} zones already, deleted ones included`,
  })
}
