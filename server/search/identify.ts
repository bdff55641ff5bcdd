import type { Knex } from 'knex'
import type { LayerDefinition } from '../layers/layer.ts'
import { namedValues, selectFields } from '../layers/select-fields.ts'
import type { ProposalCondition } from '../proposals/filter.ts'

export interface Identified {
  layer: string
  title: string
  code?: string
  properties: Record<string, unknown>
}

export interface IdentifyRequest {
  lon: number
  lat: number
  radiusMetres: number
  layers: readonly LayerDefinition[]
  proposals: ProposalCondition
}

const MOST_PER_LAYER = 50
const METRES_PER_DEGREE = 111_195

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
  const condition = layer.id === 'proposals' ? request.proposals : { sql: 'true', bindings: [] }
  const place = 'ST_SetSRID(ST_MakePoint(?, ?), 4326)'
  const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(
    `SELECT ${fields.sql} FROM ${layer.from} AND ${condition.sql}
       AND ${layer.geom} && ST_Expand(${place}, ?) AND ST_DWithin(${layer.geom}, ${place}, CASE WHEN ST_Dimension(${layer.geom}) = 2 THEN 0 ELSE ?::float8 END)
     ORDER BY ST_Distance(${layer.geom}, ${place}), ${layer.key} LIMIT ${MOST_PER_LAYER}`,
    [...layer.bindings, ...condition.bindings, lon, lat, degrees, lon, lat, degrees, lon, lat] as never,
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
