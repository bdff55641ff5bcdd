import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readCatalogue } from '../layers/catalogue.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { hasYears, layerAtYear, layerNamed } from '../layers/layer-at-year.ts'
import {
  FILTER_NAMES,
  type FilterQuery,
  type ProposalCondition,
  proposalCondition,
} from '../proposals/filter.ts'
import { type DownloadFormat, download } from '../publish/download.ts'
import { readBbox, readQuery, readWhole } from './query.ts'
import type { ViewerOf } from './viewer-of.ts'

const TYPES: Record<DownloadFormat, string> = {
  geojson: 'application/geo+json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
}

export function dataRoutes(database: Database, viewerOf: ViewerOf): Router {
  const router = Router()

  router.get('/data/:file', async (request, response) => {
    const match = /^([\w-]{1,60})\.(geojson|csv)$/.exec(request.params.file)
    if (!match?.[1]) throw notFound('download', request.params.file)
    const format = match[2] as DownloadFormat
    const catalogue = await readCatalogue(database.read, await viewerOf(request, response))
    const named = layerNamed(catalogue, match[1])
    if (!named) throw notFound('layer', match[1])
    const { bbox, ...asked } = readQuery(request, [...FILTER_NAMES, 'bbox'])
    const layer = selectLayer(catalogue, named, asked)
    const where = conditionOn(layer, asked)
    if (bbox) {
      where.sql += ` AND ${layer.geom} && ST_MakeEnvelope(?, ?, ?, ?, 4326)`
      where.bindings = [...where.bindings, ...readBbox(bbox)]
    }
    const pieces = download(database.read, { layer, format, where })
    const first = await pieces.next()
    response.set({
      'Content-Type': TYPES[format],
      'Content-Disposition': `${format === 'csv' ? 'attachment' : 'inline'}; filename="${layer.id}.${format}"`,
      'Cache-Control': 'no-cache',
    })
    await pipeline(Readable.from(resume(first, pieces)), response)
  })

  return router
}

/** The layer as of the year that is asked for. */
function selectLayer(
  catalogue: readonly LayerDefinition[],
  named: LayerDefinition,
  { year }: FilterQuery,
): LayerDefinition {
  if (year === undefined || hasYears(named)) return named
  return layerAtYear(catalogue, named.id, readWhole('year', year, [1, 9999]))
}

/** Which rows are asked for. Only proposals have all filters; of others that tell years, a year selects rows. */
function conditionOn(layer: LayerDefinition, asked: FilterQuery): ProposalCondition {
  if (layer.id === 'proposals') return proposalCondition(asked)
  const { year, ...others } = asked
  const [unknown] = Object.keys(others)
  if (unknown) throw badParameter(unknown, 'a filter', `none: ${layer.id} has no such filter`)
  const column = layer.fields.find(({ name }) => name === 'year')
  if (!year || !column) return { sql: 'true', bindings: [] }
  return { sql: `(${column.sql})::text = ANY (?)`, bindings: [year.split(',').slice(0, 60)] }
}

async function* resume(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return
  yield first.value
  yield* rest
}
