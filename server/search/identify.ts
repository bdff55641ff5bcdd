import type { Knex } from 'knex'
import { type FieldValue, type Identified, MOST_IDENTIFIED } from '../../core/api/place.ts'
import { METRES_PER_DEGREE } from '../../core/geo/great-circle.ts'
import { always, bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { rowsOf } from '../layers/rows-of.ts'
import { namedValues, selectFields } from '../layers/select-fields.ts'

export interface IdentifyRequest {
  lon: number
  lat: number
  radiusMetres: number
  layers: readonly LayerDefinition[]
  proposals: SqlFragment
}

/** Everything under the pointer: areas that hold the point, and points and lines within the radius, nearest first. */
export async function identify(knex: Knex, request: IdentifyRequest): Promise<Identified[]> {
  const items: Identified[] = []
  for (const layer of request.layers) items.push(...(await identifyLayer(knex, layer, request)))
  return items
}

async function identifyLayer(
  knex: Knex,
  layer: LayerDefinition,
  request: IdentifyRequest,
): Promise<Identified[]> {
  const { lon, lat, radiusMetres } = request
  const degrees = radiusMetres / METRES_PER_DEGREE
  const fields = selectFields(layer.fields)
  const condition = layer.id === 'proposals' ? request.proposals : always
  const place = sql`ST_SetSRID(ST_MakePoint(${bound(lon, 'float8')}, ${bound(lat, 'float8')}), 4326)`
  const reach = bound(degrees, 'float8')
  const [geom, key] = [catalogued(layer.geom), catalogued(layer.key)]
  const near = sql`${geom} && ST_Expand(${place}, ${reach})
       AND ST_DWithin(${geom}, ${place}, CASE WHEN ST_Dimension(${geom}) = 2 THEN 0 ELSE ${reach} END)`
  const rows = await select<Record<string, FieldValue>>(
    knex,
    sql`SELECT ${catalogued(fields.sql)} ${rowsOf(layer, condition, near)}
     ORDER BY ST_Distance(${geom}, ${place}), ${key} LIMIT ${bound(MOST_IDENTIFIED, 'int')}`,
  )
  return rows.map((row) => {
    const properties = namedValues(layer.fields, fields.valuesOf(row))
    const code = properties.code ?? properties.id
    const title = properties.title ?? properties.name ?? layer.title.id
    return {
      layer: layer.id,
      title: String(title ?? ''),
      ...(code ? { code: String(code) } : {}),
      properties,
    }
  })
}
