import type { TileJson, VectorLayer } from '../../../core/api/tile-json.ts'
import { type Envelope, mercatorToLonLat } from '../../../core/geo/tile.ts'
import type { TileLayerSource } from '../layer-source.ts'
import type { TileProperties } from '../tile-filter.ts'
import type { LayerInfo } from './tile-engine-types.ts'

export interface TileJsonInput {
  /** Where the server is reached from outside, without a slash at the end. */
  publicUrl: string
  layers: readonly { source: TileLayerSource; info: LayerInfo; description?: string }[]
  name: string
  attribution: string
  /** Query to repeat on every tile, without `?`. */
  query?: string
  /** Attributes that the tiles carry; null for all. */
  properties?: TileProperties
}

const fieldTypes = { string: 'String', number: 'Number', integer: 'Number', boolean: 'Boolean' } as const

/** Bounds in degrees: west, south, east, north. Layers without location span the world. */
function boundsOf(infos: readonly LayerInfo[]): Envelope {
  const extents = infos.flatMap(({ extent3857 }) => (extent3857 ? [extent3857] : []))
  if (extents.length === 0) return [-180, -85.0511287798066, 180, 85.0511287798066]
  const [west, south] = mercatorToLonLat(
    Math.min(...extents.map((e) => e[0])),
    Math.min(...extents.map((e) => e[1])),
  )
  const [east, north] = mercatorToLonLat(
    Math.max(...extents.map((e) => e[2])),
    Math.max(...extents.map((e) => e[3])),
  )
  return [west, south, east, north]
}

function vectorLayer(
  { source, description }: TileJsonInput['layers'][number],
  properties: TileProperties,
): VectorLayer {
  const fields: Record<string, string> = {}
  for (const { name, type, sumAs } of source.attributes) {
    if (properties?.includes(name) === false) continue
    fields[name] = fieldTypes[type]
    if (sumAs) fields[sumAs] = 'Number'
  }
  if (source.kind === 'point' || source.kind === 'mixed') fields.point_count = 'Number'
  return {
    id: source.id,
    description: description ?? '',
    minzoom: source.minZoom,
    maxzoom: source.maxZoom,
    fields,
  }
}

/** TileJSON 3.0.0 (github.com/mapbox/tilejson-spec) of layers that share tiles. */
export function tileJson(input: TileJsonInput): TileJson {
  const { publicUrl, layers, name, attribution, query, properties = null } = input
  const ids = layers.map(({ source }) => source.id).join(',')
  return {
    tilejson: '3.0.0',
    name,
    attribution,
    scheme: 'xyz',
    tiles: [`${publicUrl}/tiles/${ids}/{z}/{x}/{y}.mvt${query ? `?${query}` : ''}`],
    minzoom: Math.min(...layers.map(({ source }) => source.minZoom)),
    maxzoom: Math.max(...layers.map(({ source }) => source.maxZoom)),
    bounds: boundsOf(layers.map(({ info }) => info)),
    vector_layers: layers.map((layer) => vectorLayer(layer, properties)),
  }
}
