import type { Knex } from 'knex'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'
import { readRows } from '../layers/read-rows.ts'
import { csvLine } from './csv.ts'

export type DownloadFormat = 'geojson' | 'csv'

export interface DownloadRequest {
  layer: LayerDefinition
  format: DownloadFormat
  /** Conditions from our own code. */
  where: { sql: string; bindings: readonly (string | number | readonly (string | number)[])[] }
}

/**
 * Streams a layer as text, page by page, so that memory does not grow with the layer. Coordinates are lon/lat,
 * 7 decimals. The first piece comes only after the first page was read: a database that fails is known by then.
 */
export function download(knex: Knex, request: DownloadRequest): AsyncGenerator<string> {
  return request.format === 'csv' ? writeCsv(knex, request) : writeGeoJson(knex, request)
}

async function* writeGeoJson(knex: Knex, { layer, where }: DownloadRequest): AsyncGenerator<string> {
  const fields = publicFields(layer)
  let before = '{"type":"FeatureCollection","features":[\n'
  for await (const page of readRows(knex, layer, {
    fields,
    geometry: `ST_AsGeoJSON(${layer.geom}, 7)`,
    where,
  })) {
    const lines = page.map((row) => {
      const properties = Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null]))
      return `{"type":"Feature","id":${row.key},"geometry":${row.geometry ?? 'null'},"properties":${JSON.stringify(properties)}}`
    })
    yield before + lines.join(',\n')
    before = ',\n'
  }
  yield before === ',\n' ? '\n]}\n' : `${before}]}\n`
}

/** Lines and areas get the lon and lat of a point on them; their shapes are in GeoJSON only. */
async function* writeCsv(knex: Knex, { layer, where }: DownloadRequest): AsyncGenerator<string> {
  const point = `ST_PointOnSurface(${layer.geom})`
  const place: LayerField[] = [
    {
      name: 'lon',
      sql: `round(ST_X(${point})::numeric, 7)::float8`,
      type: 'number',
      title: { id: '', en: '' },
      inTiles: false,
    },
    {
      name: 'lat',
      sql: `round(ST_Y(${point})::numeric, 7)::float8`,
      type: 'number',
      title: { id: '', en: '' },
      inTiles: false,
    },
  ]
  const fields = [...publicFields(layer), ...place]
  let before = `\ufeff${csvLine(fields.map(({ name }) => name))}`
  for await (const page of readRows(knex, layer, { fields, geometry: 'NULL::text', where })) {
    yield before + page.map((row) => csvLine(fields.map(({ name }) => row[name]))).join('')
    before = ''
  }
  yield before
}

function publicFields(layer: LayerDefinition): LayerField[] {
  return layer.fields.filter(({ name }) => !(layer.id === 'proposals' && name === 'poorPopulation'))
}
