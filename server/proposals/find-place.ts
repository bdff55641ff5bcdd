import type { Knex } from 'knex'
import { badParameter } from '../../core/problem.ts'
import { selectPrepared } from '../database/prepared.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { Submission } from './submission.ts'

export interface Place {
  packageId: string
  villageCode: string | null
  quality: 'point' | 'area' | 'conflict'
  suggestion: unknown
  /** Those with a standard, which the join of a new proposal asks for: read along, since somebody waits. */
  services: readonly string[]
}

/** As for imported coordinates: how far outside the stated village a place may lie and still agree with it. */
const TOLERANCE_METRES = 250

/** GeoJSON text of the submitted place; null when only a village is named. */
export function geometryOf({ geometry, lon, lat }: Submission): string | null {
  if (geometry) return JSON.stringify(geometry)
  return lon === undefined ? null : JSON.stringify({ type: 'Point', coordinates: [lon, lat] })
}

/**
 * Which village a submitted place (EPSG:4326) belongs to, and whether it agrees with the stated one: within 250 m
 * of its border, measured on the ellipsoid. Throws a 400 that names the field when there is no such place.
 */
export async function findPlace(transaction: Knex, submission: Submission): Promise<Place> {
  const geometry = geometryOf(submission)
  if (submission.geometry) await checkShape(transaction, JSON.stringify(submission.geometry))
  const row = await findVillages(transaction, geometry, submission.villageCode ?? null)
  if (submission.villageCode && !row?.stated)
    throw badParameter('villageCode', submission.villageCode, 'the code of a village of this district')
  const packageId = row?.stated_package ?? row?.found_package
  if (!row || !packageId)
    throw badParameter(submission.geometry ? 'geometry' : 'lon', geometry, 'a place inside the district')
  const services = row.services ?? []
  if (!geometry) return { packageId, services, villageCode: row.stated, quality: 'area', suggestion: null }
  if (row.stated && row.agrees === false) {
    return {
      packageId,
      services,
      villageCode: row.stated,
      quality: 'conflict',
      suggestion: { reason: row.found ? 'other-village' : 'outside-district', foundVillageCode: row.found },
    }
  }
  return { packageId, services, villageCode: row.stated ?? row.found, quality: 'point', suggestion: null }
}

/** Before anything is computed with a shape, which is simple: that it is no larger than all villages together. */
async function checkShape(transaction: Knex, geometry: string): Promise<void> {
  const [shape] = await select<{ larger: boolean | null }>(
    transaction,
    sql`SELECT ST_XMax(g) - ST_XMin(g) > ST_XMax(e) - ST_XMin(e) OR ST_YMax(g) - ST_YMin(g) > ST_YMax(e) - ST_YMin(e) AS larger
     FROM (SELECT ST_SetSRID(ST_GeomFromGeoJSON(${bound(geometry, 'text')}), 4326) AS g) given,
          (SELECT ST_Extent(geom) AS e FROM areas WHERE level = 'village') district`,
  )
  if (shape?.larger) throw badParameter('geometry', geometry, 'a line or area no larger than the district')
}

interface PlaceRow {
  stated: string | null
  stated_package: string | null
  found: string | null
  found_package: string | null
  agrees: boolean | null
  services: string[] | null
}

/** The stated village and the one in which the place lies, as far as there are such. */
async function findVillages(
  transaction: Knex,
  geometry: string | null,
  villageCode: string | null,
): Promise<PlaceRow | undefined> {
  const shape = bound(geometry, 'text')
  const [row] = await selectPrepared<PlaceRow>(
    transaction,
    sql`WITH given AS MATERIALIZED (
       SELECT CASE WHEN ${shape} IS NULL THEN NULL
                   ELSE ST_PointOnSurface(ST_SetSRID(ST_GeomFromGeoJSON(${shape}), 4326)) END AS place
     ), stated AS (
       SELECT a.code, a.geom, d.package_id FROM areas a JOIN datasets d ON d.id = a.dataset_id
       WHERE a.level = 'village' AND a.code = ${bound(villageCode, 'text')}
     ), found AS (
       SELECT a.code, d.package_id FROM areas a JOIN datasets d ON d.id = a.dataset_id, given
       WHERE a.level = 'village' AND ST_Intersects(a.geom, given.place)
       ORDER BY a.code LIMIT 1
     )
     SELECT stated.code AS stated, stated.package_id AS stated_package, found.code AS found, found.package_id AS found_package,
            ST_DWithin(stated.geom::geography, given.place::geography, ${bound(TOLERANCE_METRES, 'float8')}) AS agrees,
            (SELECT array_agg(service ORDER BY service) FROM service_standards) AS services
     FROM given LEFT JOIN stated ON true LEFT JOIN found ON true`,
  )
  return row
}
