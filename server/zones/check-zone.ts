import type { Knex } from 'knex'
import { checkAxes } from '../../core/geo/axis-check.ts'
import { isRepairable } from '../../core/geometry/count-meetings.ts'
import { judgeGeometry } from '../../core/geometry/judge-geometry.ts'
import { mostOverlaid } from '../../core/geometry/most-overlaid.ts'
import { crossingProblem, zoneProblem } from '../../core/zones/zone-problem.ts'
import {
  MOST_VERTICES,
  type MultiPolygonJson,
  readZoneShape,
  shapeToGeoJson,
  swappedAxes,
  type ZoneShape,
} from '../../core/zones/zone-shape.ts'
import { select, sql } from '../database/sql-fragment.ts'

/** Least area of a zone: no statistic says anything about a single plot. */
const SMALLEST_SQUARE_METRES = 100

export interface CheckedZone extends ZoneShape {
  /** GeoJSON text of the tidied MultiPolygon. */
  geojson: string
}

/** Most edge boxes over one place: each costs a village's check 20 ns for each of its own edges. Drawn zones have a dozen. */
const MOST_OVERLAID = 100

interface CheckRow {
  square_metres: number
  touches: boolean
}

/**
 * Reads a GeoJSON geometry (EPSG:4326, lon/lat) as a zone, or throws a Problem that says what is wrong with it, where,
 * and what may have been meant: unreadable or off the globe, crossing itself, too small, abroad, axes swapped.
 */
export async function checkZone(knex: Knex, geometry: unknown): Promise<CheckedZone> {
  const shape = readZoneShape(geometry)
  if (shape.vertices > MOST_VERTICES) {
    throw zoneProblem('too-many-vertices', `${shape.vertices} vertices are more than a zone may have`, {
      received: String(shape.vertices),
      expected: `at most ${MOST_VERTICES} vertices`,
    })
  }
  const outline = shapeToGeoJson(shape.polygons)
  const geojson = JSON.stringify(outline)
  const fault = judgeGeometry(outline, { isOnGlobe: true })
  if (fault) throw crossingProblem(fault, await repairShape(knex, outline))
  requireLight(outline)
  const [row] = await select<CheckRow>(knex, checkSql(geojson))
  if (!row) throw new Error('the check of a zone gave no row')
  if (row.square_metres < SMALLEST_SQUARE_METRES) {
    throw zoneProblem('too-small', 'the area is too small to say anything about it', {
      received: `${row.square_metres.toFixed(1)} m²`,
      expected: `at least ${SMALLEST_SQUARE_METRES} m²`,
    })
  }
  if (!row.touches) throw await elsewhere(knex, shape)
  return { ...shape, geojson }
}

const checkSql = (geojson: string) => sql`
WITH given AS MATERIALIZED (SELECT ST_SetSRID(ST_GeomFromGeoJSON(${geojson}::text), 4326) AS g)
SELECT ST_Area(g::geography) AS square_metres,
       EXISTS (SELECT 1 FROM areas a WHERE a.level = 'village' AND ST_Intersects(a.clean, g)) AS touches
FROM given`

/** Thousands of long parallel slanted edges are simple, and yet every village would be compared with each of them. */
function requireLight({ coordinates }: MultiPolygonJson): void {
  const overlaid = mostOverlaid(coordinates.flat())
  if (overlaid <= MOST_OVERLAID) return
  throw zoneProblem('too-many-vertices', 'too many slanting edges lie side by side', {
    received: `${overlaid} edges whose boxes lie over one place`,
    expected: `at most ${MOST_OVERLAID}`,
  })
}

/**
 * A suggestion for a shape that is not simple; undefined where no valid shape can be made of it, and where repairing its
 * crossings would keep an engine busy.
 */
async function repairShape(knex: Knex, geometry: MultiPolygonJson): Promise<MultiPolygonJson | undefined> {
  if (!isRepairable(geometry.coordinates.flat())) return undefined
  const rows = await select<{ repaired: string | null }>(
    knex,
    sql`WITH made AS MATERIALIZED (
       SELECT ST_Multi(ST_CollectionExtract(
                ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}::text), 4326), 'method=structure'), 3)) AS g)
     SELECT CASE WHEN ST_IsEmpty(g) OR NOT ST_IsValid(g) THEN NULL ELSE ST_AsGeoJSON(g, 15) END AS repaired FROM made`,
  )
  const text = rows[0]?.repaired
  return text ? (JSON.parse(text) as MultiPolygonJson) : undefined
}

/**
 * A shape that our own snapping made: where that let it cross itself, the sound shape of it. Throws a Problem when the
 * tolerance was so wide that nothing is left, or that it crosses itself in more places than can be repaired.
 */
export async function makeSound(knex: Knex, geometry: MultiPolygonJson): Promise<MultiPolygonJson> {
  const nothing = () => zoneProblem('empty', 'nothing is left of the area with so wide a tolerance')
  if (geometry.coordinates.length === 0) throw nothing()
  const fault = judgeGeometry(geometry)
  if (!fault) return geometry
  if (!isRepairable(geometry.coordinates.flat())) throw crossingProblem(fault)
  const repaired = await repairShape(knex, geometry)
  if (!repaired) throw nothing()
  return repaired
}

/** Why a shape touches no village: its axes may be swapped; otherwise the message says where the district is. */
async function elsewhere(knex: Knex, { polygons }: ZoneShape) {
  const rows = await select<{ w: number | null; s: number; e: number; n: number }>(
    knex,
    sql`SELECT ST_XMin(x) AS w, ST_YMin(x) AS s, ST_XMax(x) AS e, ST_YMax(x) AS n
     FROM (SELECT ST_Extent(clean) AS x FROM areas WHERE level = 'village') extent`,
  )
  const { w, s, e, n } = rows[0] ?? { w: null, s: 0, e: 0, n: 0 }
  if (w === null)
    return zoneProblem('no-villages', 'the store has no villages yet; import a district package first')
  const first = polygons[0]?.[0] ?? []
  const received = `[${first[0]}, ${first[1]}]`
  const points = polygons.flat().map((ring) => [ring[0]!, ring[1]!] as const)
  if (checkAxes(points, [w, s, e, n]).verdict === 'swapped') return swappedAxes(polygons, received)
  const extent = [w, s, e, n].map((degrees) => degrees.toFixed(3)).join(', ')
  return zoneProblem('outside-the-district', 'the area touches no village of this district', {
    received,
    expected: `an area that overlaps the district, within ${extent} (west, south, east, north)`,
  })
}
