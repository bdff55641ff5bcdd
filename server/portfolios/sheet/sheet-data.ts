import type { Knex } from 'knex'
import type { CeilingFigures, PortfolioResult } from '../../../core/api/portfolio.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'
import type { Label, Language } from '../../../core/proposal/label.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import { visiblePlace, visibleProposal, visibleQuality } from '../../layers/visibility.ts'
import type { PortfolioInputs } from '../model/portfolio-inputs.ts'
import { type SheetWeight, weightsOf } from './decided-figures.ts'
import type { GroupFigures } from './group-figures.ts'

/** All that a decision sheet shows; plain values, so that a thread can draw it. */
export interface SheetData {
  readonly language: Language
  readonly title: string
  readonly district: string
  /** ISO 8601. */
  readonly date: string
  readonly result: PortfolioResult
  readonly weights: readonly SheetWeight[]
  readonly ceilings: readonly CeilingFigures[]
  readonly notice: Label
  readonly areas: readonly SheetArea[]
  readonly districts: readonly SheetDistrict[]
  readonly zones: readonly SheetZone[]
  readonly places: readonly SheetPlace[]
  /** Where proposals lie that competed and were not chosen. */
  readonly others: readonly LonLat[]
  /** Of the decision file, byte for byte as it is served. */
  readonly sha256: string
}

export interface SheetArea {
  /** Of the poorest fifth of the people. */
  readonly poorest: boolean
  /** Polygons of rings of EPSG:4326 positions. */
  readonly polygons: readonly (readonly (readonly LonLat[])[])[]
}

/** A district's border, drawn over the villages', with its name. */
export interface SheetDistrict {
  readonly name: string
  readonly place: LonLat
  readonly polygons: SheetArea['polygons']
}

/** A zone that the portfolio was looked at with, and what of the choice lies within. */
export interface SheetZone extends GroupFigures {
  readonly polygons: SheetArea['polygons']
}

export interface SheetPlace {
  readonly rank: number
  readonly place: LonLat
  /** False when only the village is known or shown. */
  readonly exact: boolean
}

export interface SheetSource {
  readonly title: string
  readonly finishedAt: Date
  readonly inputs: PortfolioInputs
  readonly result: PortfolioResult
  readonly ceilings: readonly CeilingFigures[]
  readonly sha256: string
  readonly portfolioId: string
  /** A zone that is to be shown besides those that were saved with the portfolio. */
  readonly zone: string | null
}

/** Villages drawn one by one; beyond it their districts. */
const MOST_VILLAGES = 1500
/** Outlines are drawn to about a third of a millimetre. */
const STEPS_ACROSS = 500
const MOST_ZONES = 12

/** Reads everything that the sheet of a finished portfolio shows; geometries in EPSG:4326. */
export async function readSheetData(knex: Knex, source: SheetSource, language: Language): Promise<SheetData> {
  const { inputs, result, ceilings, title, finishedAt, sha256 } = source
  const rows = await select<{ name: string }>(
    knex,
    sql`SELECT string_agg(name, ', ' ORDER BY id) AS name FROM packages`,
  )
  return {
    language,
    title,
    district: rows[0]?.name ?? '',
    date: finishedAt.toISOString(),
    result,
    weights: weightsOf(inputs),
    ceilings,
    notice: inputs.notice,
    areas: await readAreas(knex, result),
    districts: await readDistricts(knex),
    zones: await readZones(knex, source),
    places: await readPlaces(knex, result),
    others: await readOthers(knex, source),
    sha256,
  }
}

interface AreaRow {
  code: string
  outline: string | null
}

async function readAreas(knex: Knex, { chosen }: PortfolioResult): Promise<SheetArea[]> {
  const poorest = new Set(
    chosen.filter(({ quintile }) => quintile === 1).map(({ villageCode }) => villageCode),
  )
  const rows = await select<AreaRow>(
    knex,
    sql`WITH drawn AS (SELECT CASE WHEN count(*) > ${MOST_VILLAGES} THEN 'district' ELSE 'village' END AS level,
         (ST_XMax(ST_Extent(clean)) - ST_XMin(ST_Extent(clean))) / ${bound(STEPS_ACROSS, 'float8')} AS step
       FROM areas WHERE level = 'village')
     SELECT a.code, ST_AsGeoJSON(ST_Simplify(a.clean, d.step, true), 4) AS outline
     FROM areas a JOIN drawn d ON d.level = a.level ORDER BY a.code COLLATE "C"`,
  )
  return rows.flatMap(({ code, outline }) => {
    const polygons = outline === null ? [] : polygonsOf(outline)
    return polygons.length === 0 ? [] : [{ poorest: poorest.has(code), polygons }]
  })
}

async function readDistricts(knex: Knex): Promise<SheetDistrict[]> {
  const rows = await select<{ name: string; lon: number; lat: number; outline: string | null }>(
    knex,
    sql`WITH drawn AS (SELECT (ST_XMax(ST_Extent(clean)) - ST_XMin(ST_Extent(clean))) / ${bound(STEPS_ACROSS, 'float8')} AS step
       FROM areas WHERE level = 'district')
     SELECT a.name, ST_X(p.place) AS lon, ST_Y(p.place) AS lat,
       ST_AsGeoJSON(ST_Simplify(a.clean, d.step, true), 4) AS outline
     FROM areas a CROSS JOIN drawn d CROSS JOIN LATERAL (SELECT ST_PointOnSurface(a.clean) AS place OFFSET 0) p
     WHERE a.level = 'district' ORDER BY a.code COLLATE "C"`,
  )
  return rows.map(({ name, lon, lat, outline }) => ({
    name,
    place: [lon, lat],
    polygons: outline === null ? [] : polygonsOf(outline),
  }))
}

const PLACE = catalogued(visiblePlace)
const LON = catalogued(`ST_X(ST_PointOnSurface(${visiblePlace}))`)
const LAT = catalogued(`ST_Y(ST_PointOnSurface(${visiblePlace}))`)

/** Those of these proposals that have a public place. */
function placed(codes: readonly string[]): SqlFragment {
  const among = sql`p.code = ANY (${bound([...codes], 'text[]')})`
  return sql`FROM proposals p WHERE ${among} AND ${visibleProposal()} AND ${PLACE} IS NOT NULL`
}

/** Public places alone, as of those that were chosen. */
async function readOthers(knex: Knex, { inputs, result }: SheetSource): Promise<LonLat[]> {
  const chosen = new Set(result.chosen.map(({ code }) => code))
  const codes = inputs.problem.items.flatMap(({ code }) => (chosen.has(code) ? [] : [code]))
  const rows = await select<{ lon: number; lat: number }>(
    knex,
    sql`SELECT ${LON} AS lon, ${LAT} AS lat ${placed(codes)} ORDER BY p.id`,
  )
  return rows.map(({ lon, lat }) => [lon, lat])
}

/** Zones that were saved with this portfolio, and the one that is asked for, with the public places of chosen proposals inside. */
async function readZones(knex: Knex, { portfolioId, zone, result }: SheetSource): Promise<SheetZone[]> {
  const cost = new Map(result.chosen.map(({ code, costRupiah }) => [code, costRupiah]))
  const rows = await select<{ name: string; outline: string; codes: string[] }>(
    knex,
    sql`SELECT z.name, ST_AsGeoJSON(ST_Simplify(z.geom, 0.0002, true), 5) AS outline,
       ARRAY(SELECT p.code ${placed([...cost.keys()])} AND ST_Intersects(z.geom, ST_PointOnSurface(${PLACE}))) AS codes
     FROM zones z WHERE z.deleted_at IS NULL AND (z.portfolio_id = ${portfolioId} OR z.id = ${bound(zone, 'text')})
     ORDER BY z.name, z.id LIMIT ${bound(MOST_ZONES, 'int')}`,
  )
  return rows.map(({ name, outline, codes }) => ({
    name,
    count: codes.length,
    rupiah: codes.reduce((sum, code) => sum + (cost.get(code) ?? 0), 0),
    polygons: polygonsOf(outline),
  }))
}

type Outline =
  | { type: 'Polygon'; coordinates: LonLat[][] }
  | { type: 'MultiPolygon'; coordinates: LonLat[][][] }

function polygonsOf(geojson: string): LonLat[][][] {
  const outline: Outline = JSON.parse(geojson)
  return outline.type === 'Polygon' ? [outline.coordinates] : outline.coordinates
}

async function readPlaces(knex: Knex, { chosen }: PortfolioResult): Promise<SheetPlace[]> {
  const codes = chosen.map(({ code }) => code)
  const rows = await select<{ code: string; lon: number; lat: number; quality: string }>(
    knex,
    sql`SELECT p.code, ${LON} AS lon, ${LAT} AS lat, ${catalogued(visibleQuality)} AS quality ${placed(codes)}`,
  )
  const rankOf = new Map(chosen.map(({ code, rank }) => [code, rank]))
  return rows
    .map(
      ({ code, lon, lat, quality }): SheetPlace => ({
        rank: rankOf.get(code)!,
        place: [lon, lat],
        exact: quality === 'point',
      }),
    )
    .sort((a, b) => a.rank - b.rank)
}
