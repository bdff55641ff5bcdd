import type { Knex } from 'knex'
import { bound, catalogued, envelopeSql, select, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { readRows } from '../../layers/read-rows.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import { namedValues } from '../../layers/select-fields.ts'
import { projectionOf } from '../projection.ts'
import { conditionOf, type DrawnLayer } from './resolve-layers.ts'
import type { GetFeatureInfo, MapView } from './wms-request.ts'

export interface FoundFeature {
  key: number
  /** By the names of the layer's public fields. */
  properties: Record<string, unknown>
  /** In whatever text the geometry was asked for; null for a feature without a place. */
  geometry: string | null
}

export interface FoundLayer {
  layer: LayerDefinition
  features: readonly FoundFeature[]
}

/** Half the width of a symbol in pixels: what is drawn there is found there. Areas are found where the pixel's middle lies in them. */
const TOLERANCE: Record<LayerDefinition['geometry'], number> = { point: 8, line: 4, polygon: 0, mixed: 8 }

/** Features that are examined for the nearest at most: at small scales a pixel covers very many. */
const MOST_CANDIDATES = 2000

/** The features at a pixel: at most `most` of each layer, the nearest to the pixel's centre first. */
export async function findFeatures(
  knex: Knex,
  drawn: DrawnLayer,
  { view, pixel, most }: Pick<GetFeatureInfo, 'view' | 'pixel' | 'most'>,
  geometryOf: (geom: string) => string,
): Promise<FoundLayer> {
  const { layer, rows } = drawn
  const place = placeOf(view, pixel, TOLERANCE[rows.geometry])
  const keys = place ? await nearestKeys(knex, drawn, place, most) : []
  const fields = publicFields(rows)
  const found = new Map<number, FoundFeature>()
  const asked = { fields, geometry: catalogued(geometryOf(rows.geom)), ids: keys }
  if (keys.length > 0)
    for await (const page of readRows<string | null>(knex, rows, asked))
      for (const { key, geometry, values } of page)
        found.set(key, { key, geometry, properties: namedValues(fields, values) })
  return { layer, features: keys.flatMap((key) => found.get(key) ?? []) }
}

interface PixelPlace {
  middle: readonly [lon: number, lat: number]
  /** West, south, east, north; null where only the middle counts. */
  around: readonly [number, number, number, number] | null
}

/** Ground position of a pixel; undefined outside of the area of the CRS. */
function placeOf(
  { crs, box, width, height }: MapView,
  [column, row]: readonly [number, number],
  tolerance: number,
): PixelPlace | undefined {
  const { toLonLat } = projectionOf({ uri: '', definition: crs.definition, latitudeFirst: false })
  const [stepX, stepY] = [(box[2] - box[0]) / width, (box[3] - box[1]) / height]
  const [x, y] = [box[0] + (column + 0.5) * stepX, box[3] - (row + 0.5) * stepY]
  const middle = toLonLat(x, y)
  const corners = [-1, 1].flatMap((right) =>
    [-1, 1].map((up) => toLonLat(x + right * tolerance * stepX, y + up * tolerance * stepY)),
  )
  if (![middle, ...corners].flat().every(Number.isFinite)) return undefined
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)]
  return {
    middle,
    around:
      tolerance === 0 ? null : [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
  }
}

async function nearestKeys(
  knex: Knex,
  drawn: DrawnLayer,
  { middle, around }: PixelPlace,
  most: number,
): Promise<number[]> {
  const { rows: layer, filter } = drawn
  const [key, geom] = [catalogued(layer.key), catalogued(layer.geom)]
  const [lon, lat] = [bound(middle[0], 'float8'), bound(middle[1], 'float8')]
  const point = sql`ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326)`
  const met = sql`ST_Intersects(${geom}, ${around ? envelopeSql(around) : point})`
  const near = rowsOf(filter ? layer : (layer.bare ?? layer), met, conditionOf(drawn))
  const candidates = sql`SELECT ${key} AS key, ${geom} AS g ${near} LIMIT ${bound(MOST_CANDIDATES, 'int')}`
  const rows = await select<{ key: number }>(
    knex,
    sql`SELECT key FROM (${candidates}) near ORDER BY ST_Distance(g, ${point}), key LIMIT ${bound(most, 'int')}`,
  )
  return rows.map((row) => Number(row.key))
}
