import type { Geometry } from 'geojson'
import type { Knex } from 'knex'
import { PUBLIC } from '../../../core/access/actor.ts'
import type { Envelope } from '../../../core/geo/envelope.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { envelopeSql, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import { visibleLayer } from '../../layers/publication.ts'
import { placeExtent } from './place-extent.ts'
import type { ProposalView } from './proposal-view.ts'

export interface NearArea {
  code: string
  name: string
  geometry: Geometry | null
  point: LonLat
}

export interface Surroundings {
  extent: Envelope
  /** Villages in view, the proposal's own first. */
  villages: readonly NearArea[]
  /** Roads and rivers in view, the longest first. */
  lines: readonly { layer: string; geometry: Geometry | null }[]
  facility: LonLat | null
  /** Districts of the regency, much generalised, for the locator. */
  districts: readonly NearArea[]
}

const MOST_VILLAGES = 80
const MOST_LINES = 250
/** The map is about this many pixels wide; finer detail than half of one is not sent. */
const MAP_PIXELS = 640
const LOCATOR_PIXELS = 160

/**
 * Geometry around a proposal (EPSG:4326): villages, lines and districts near it, generalised to the pixels of the small map.
 * Undefined without a village. Depends only on the public place.
 */
export async function readSurroundings(knex: Knex, view: ProposalView): Promise<Surroundings | undefined> {
  if (!view.point || !view.villageCode) return undefined
  const village = await readEnvelope(knex, sql`a.code = ${view.villageCode}`)
  if (!village) return undefined
  const facility = view.household ? null : await readFacility(knex, view.code)
  const extent = placeExtent({ village, place: view.point, facility })
  const regency = view.villageCode.split('.').slice(0, 2).join('.')
  const [villages, lines, districts] = await Promise.all([
    readAreas(knex, extent, view.villageCode),
    readLines(knex, extent),
    readDistricts(knex, regency),
  ])
  return { extent, facility, villages, lines, districts }
}

/** Box around the areas that meet a condition. */
export async function readEnvelope(knex: Knex, condition: SqlFragment): Promise<Envelope | undefined> {
  const [row] = await select<{ w: number | null; s: number; e: number; n: number }>(
    knex,
    sql`SELECT ST_XMin(x.box) AS w, ST_YMin(x.box) AS s, ST_XMax(x.box) AS e, ST_YMax(x.box) AS n
     FROM (SELECT ST_Extent(a.clean) AS box FROM areas a WHERE ${condition}) x`,
  )
  return row && row.w !== null ? [row.w, row.s, row.e, row.n] : undefined
}

async function readFacility(knex: Knex, code: string): Promise<LonLat | null> {
  const rows = await select<{ lon: number; lat: number }>(
    knex,
    sql`SELECT ST_X(f.geom) AS lon, ST_Y(f.geom) AS lat FROM proposals p JOIN facilities f ON f.id = p.facility_id
     WHERE p.code = ${code} AND f.geom IS NOT NULL AND ${visibleLayer(sql`'facilities'`, PUBLIC)}`,
  )
  return rows[0] ? [rows[0].lon, rows[0].lat] : null
}

interface AreaRow {
  code: string
  name: string
  geometry: Geometry | null
  lon: number
  lat: number
}

/** An area with its outline generalised to a tolerance in degrees. */
const areaColumns = (tolerance: number) => sql`a.code, a.name, ST_X(a.point) AS lon, ST_Y(a.point) AS lat,
  ST_AsGeoJSON(ST_Simplify(a.clean, ${tolerance}), 5)::jsonb AS geometry`

/** Villages in view, the given one first. */
export async function readAreas(knex: Knex, extent: Envelope, own: string): Promise<NearArea[]> {
  const rows = await select<AreaRow>(
    knex,
    sql`SELECT ${areaColumns(toleranceOf(extent, MAP_PIXELS))} FROM areas a
     WHERE a.level = 'village' AND a.clean && ${envelopeSql(extent)}
     ORDER BY a.code = ${own} DESC, a.area_km2 DESC LIMIT ${MOST_VILLAGES}`,
  )
  return rows.map(toArea)
}

/** Roads and rivers in view, the longest first. */
export async function readLines(knex: Knex, extent: Envelope): Promise<Surroundings['lines']> {
  return await select(
    knex,
    sql`SELECT f.layer_id AS layer, ST_AsGeoJSON(ST_Simplify(f.geom, ${toleranceOf(extent, MAP_PIXELS)}), 5)::jsonb AS geometry
     FROM features f JOIN layers l ON l.id = f.layer_id
     WHERE l.geometry_type = 'line' AND ${visibleLayer(sql`l.id`, PUBLIC)} AND f.geom && ${envelopeSql(extent)}
     ORDER BY ST_Length(f.geom) DESC, f.id LIMIT ${MOST_LINES}`,
  )
}

async function readDistricts(knex: Knex, regency: string): Promise<NearArea[]> {
  const inRegency = sql`a.level = 'district' AND starts_with(a.code, ${`${regency}.`})`
  const whole = await readEnvelope(knex, inRegency)
  if (!whole) return []
  const rows = await select<AreaRow>(
    knex,
    sql`SELECT ${areaColumns(toleranceOf(whole, LOCATOR_PIXELS))} FROM areas a WHERE ${inRegency}
     ORDER BY a.code LIMIT ${MOST_VILLAGES}`,
  )
  return rows.map(toArea)
}

/** Half a pixel in degrees. */
function toleranceOf([west, , east]: Envelope, pixels: number): number {
  return (east - west) / pixels / 2
}

function toArea({ lon, lat, ...area }: AreaRow): NearArea {
  return { ...area, point: [lon, lat] }
}
