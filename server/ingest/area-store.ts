import type { Knex } from 'knex'
import { Problem } from '../../core/problem.ts'
import { run, select, sql } from '../database/sql-fragment.ts'
import { readBorderMoves } from './clean/border-moves.ts'
import { type CoverageArea, cleanCoverage } from './clean/clean-coverage.ts'
import type { Tally } from './report.ts'

const BATCH = 500

export interface AreaRow {
  row: number
  code: string
  name: string
  parent: string | null
  /** GeoJSON text, lon/lat. */
  geometry: string
}

export interface AreaPlace {
  datasetId: number
  level: string
  edition: string
}

interface RefusedRow {
  row: number
  reason: string
  received: string
}

/**
 * Writes a batch of areas. Invalid polygons are repaired by ST_MakeValid (structure) and counted; what is no
 * polygon even then, or repeats a code, comes back refused.
 */
export async function insertAreas(
  transaction: Knex,
  place: AreaPlace,
  rows: readonly AreaRow[],
  tally: Tally,
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const written = await select<RefusedRow & { repaired: boolean; kept: boolean }>(
      transaction,
      insertAreasSql(place, JSON.stringify(rows.slice(at, at + BATCH))),
    )
    for (const { row, kept, repaired, reason, received } of written) {
      if (!kept) {
        tally.reject(row, reason, { received, expected: 'a polygon with an area code of its own' })
        continue
      }
      tally.add('loaded')
      if (repaired) {
        tally.add('repaired')
        tally.note(row, `geometry repaired: ${reason}`, { received })
      }
    }
  }
}

const insertAreasSql = ({ datasetId, level, edition }: AreaPlace, batch: string) => sql`
WITH given AS MATERIALIZED (
  SELECT r.*, ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(r.geometry)), 4326) AS raw
  FROM jsonb_to_recordset(${batch}::jsonb) AS r("row" integer, code text, name text, parent text, geometry text)
), valid AS MATERIALIZED (
  SELECT *, ST_IsValid(raw) AS was_valid,
         CASE WHEN ST_IsValid(raw) THEN '' ELSE ST_IsValidReason(raw) END AS why
  FROM given
), repaired AS MATERIALIZED (
  SELECT *, ST_Multi(ST_CollectionExtract(
           CASE WHEN was_valid THEN raw ELSE ST_MakeValid(raw, 'method=structure') END, 3)) AS geom,
         row_number() OVER (PARTITION BY code ORDER BY "row") AS nth
  FROM valid
), placed AS (
  SELECT *, ST_Centroid(geom) AS middle FROM repaired WHERE NOT ST_IsEmpty(geom) AND nth = 1
), written AS (
  INSERT INTO areas (code, dataset_id, level, parent_code, name, edition, geom, clean, point, area_km2)
  SELECT code, ${datasetId}, ${level}, parent, name, ${edition}, geom, geom,
         CASE WHEN ST_Intersects(geom, middle) THEN middle ELSE ST_PointOnSurface(geom) END,
         ST_Area(geom::geography) / 1e6
  FROM placed
  ON CONFLICT (code) DO NOTHING
  RETURNING code
)
SELECT r."row", r.code AS received, NOT r.was_valid AS repaired, (w.code IS NOT NULL AND r.nth = 1) AS kept,
       CASE WHEN w.code IS NOT NULL AND r.nth = 1 THEN r.why
            WHEN ST_IsEmpty(r.geom) THEN 'no polygon is left of the geometry'
            WHEN r.nth > 1 THEN 'this area code stands twice'
            ELSE 'the store has an area of this code already, from another file or package' END AS reason
FROM repaired r LEFT JOIN written w USING (code)`

/** Cleans all areas of a dataset together and stores the result beside the originals; reports what moved. */
export async function cleanAreas(
  transaction: Knex,
  datasetId: number,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const areas = await readGeometries(transaction, datasetId)
  if (areas.length === 0) throw noneLeft(tally)
  const cleaned = await cleanCoverage(areas, signal)
  for (let at = 0; at < cleaned.length; at += BATCH) {
    await run(
      transaction,
      sql`UPDATE areas SET clean = ST_Multi(ST_CollectionExtract(ST_SetSRID(ST_GeomFromGeoJSON(r.geometry), 4326), 3))
       FROM jsonb_to_recordset(${JSON.stringify(cleaned.slice(at, at + BATCH))}::jsonb) AS r(code text, geometry text)
       WHERE areas.code = r.code AND areas.dataset_id = ${datasetId}`,
    )
  }
  const lost = areas.length - cleaned.length
  if (lost > 0)
    tally.find('warning', `${lost} area(s) would have vanished in cleaning and keep their own border`)
  await reportMoves(transaction, datasetId, tally)
}

function noneLeft({ rejects }: Pick<Tally, 'rejects'>): Problem {
  const [first] = rejects
  return new Problem({
    title: 'No area could be taken',
    status: 400,
    detail: first ? `Every area was refused; row ${first.row}: ${first.reason}` : 'The file holds no area',
    received: first?.received ?? 'nothing',
    expected: first?.expected ?? 'a polygon with an area code of its own',
  })
}

async function readGeometries(transaction: Knex, datasetId: number): Promise<CoverageArea[]> {
  const areas: CoverageArea[] = []
  let after = 0
  for (;;) {
    const rows = await select<CoverageArea & { id: number }>(
      transaction,
      sql`SELECT id, code, ST_AsGeoJSON(geom, 15) AS geometry FROM areas
       WHERE dataset_id = ${datasetId} AND id > ${after} ORDER BY id LIMIT ${BATCH}`,
    )
    areas.push(...rows)
    const last = rows.at(-1)
    if (!last) return areas
    after = last.id
  }
}

async function reportMoves(transaction: Knex, datasetId: number, tally: Tally): Promise<void> {
  const moves = await readBorderMoves(transaction, datasetId)
  tally.counts.borderAdjusted = moves.changed
  tally.counts.invalidEdges = moves.invalidEdges
  if (moves.changed > 0) {
    const worst = `most at ${moves.worstName} (${moves.worstKm2.toFixed(3)} km²)`
    tally.find(
      'info',
      `Shared borders cleaned: ${moves.changed} areas changed by ${moves.changedKm2.toFixed(3)} km² in all, ${worst}; the delivered borders are kept for joins and downloads`,
    )
  }
  if (moves.invalidEdges > 0)
    tally.find('warning', `${moves.invalidEdges} area(s) still do not match their neighbours' edges`)
}

/**
 * Builds an upper level from a lower one by the first characters of its codes. The cleaned polygons share their
 * edges, so the union is exact and leaves no slivers (ST_CoverageUnion). Where its outline touches itself in a
 * point, which is no valid ring, ST_MakeValid turns that part into a hole without moving a vertex.
 */
export async function dissolveAreas(
  transaction: Knex,
  place: AreaPlace & { from: string; prefix: number; packageId: string },
  names: Readonly<Record<string, string>>,
): Promise<number> {
  const written = await select<{ code: string }>(
    transaction,
    sql`WITH joined AS MATERIALIZED (
       SELECT left(code, ${place.prefix}) AS code, ST_CoverageUnion(clean) AS raw
       FROM areas JOIN datasets ON datasets.id = areas.dataset_id AND datasets.package_id = ${place.packageId}
       WHERE level = ${place.from} GROUP BY 1
     ), merged AS MATERIALIZED (
       SELECT code, ST_Multi(ST_CollectionExtract(
                CASE WHEN ST_IsValid(raw) THEN raw ELSE ST_MakeValid(raw, 'method=structure') END, 3)) AS geom
       FROM joined
     )
     INSERT INTO areas (code, dataset_id, level, name, edition, geom, clean, point, area_km2)
     SELECT code, ${place.datasetId}, ${place.level}, coalesce(${JSON.stringify(names)}::jsonb ->> code,
              (SELECT label FROM statistics s WHERE s.area_code = merged.code AND s.key = 'name' ORDER BY year DESC LIMIT 1), code), ${place.edition}, geom, geom,
            CASE WHEN ST_Intersects(geom, ST_Centroid(geom)) THEN ST_Centroid(geom) ELSE ST_PointOnSurface(geom) END,
            ST_Area(geom::geography) / 1e6
     FROM merged ON CONFLICT (code) DO NOTHING RETURNING code`,
  )
  await run(
    transaction,
    sql`UPDATE areas SET parent_code = left(areas.code, ${place.prefix}) FROM datasets
     WHERE datasets.id = areas.dataset_id AND datasets.package_id = ${place.packageId} AND areas.level = ${place.from}`,
  )
  return written.length
}
