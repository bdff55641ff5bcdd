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

/** Streams a layer as text, page by page, so that memory does not grow with the layer. Coordinates are lon/lat, 7 decimals. */
export function download(knex: Knex, request: DownloadRequest): AsyncIterable<string> {
  return request.format === 'csv' ? writeCsv(knex, request) : writeGeoJson(knex, request)
}

async function* writeGeoJson(knex: Knex, { layer, where }: DownloadRequest): AsyncIterable<string> {
  const fields = publicFields(layer)
  yield '{"type":"FeatureCollection","features":[\n'
  let first = true
  for await (const page of readRows(knex, layer, {
    fields,
    geometry: `ST_AsGeoJSON(${layer.geom}, 7)`,
    where,
  })) {
    const lines = page.map((row) => {
      const properties = Object.fromEntries(fields.map(({ name }) => [name, row[name] ?? null]))
      return `{"type":"Feature","id":${row.key},"geometry":${row.geometry ?? 'null'},"properties":${JSON.stringify(properties)}}`
    })
    yield (first ? '' : ',\n') + lines.join(',\n')
    first = false
  }
  yield '\n]}\n'
}

/** Points get lon and lat columns, lines and areas a representative point and their WKT. */
async function* writeCsv(knex: Knex, { layer, where }: DownloadRequest): AsyncIterable<string> {
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
  yield `\ufeff${csvLine(fields.map(({ name }) => name))}`
  for await (const page of readRows(knex, layer, { fields, geometry: 'NULL::text', where })) {
    yield page.map((row) => csvLine(fields.map(({ name }) => row[name]))).join('')
  }
}

function publicFields(layer: LayerDefinition): LayerField[] {
  return layer.fields.filter(({ name }) => !(layer.id === 'proposals' && name === 'poorPopulation'))
}
