import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { readCatalogue } from '../layers/catalogue.ts'
import { FILTER_NAMES, proposalCondition } from '../proposals/filter.ts'
import { type DownloadFormat, download } from '../publish/download.ts'
import { readBbox, readQuery } from './query.ts'
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
    const layer = catalogue.find(({ id }) => id === match[1])
    if (!layer) throw notFound('layer', match[1])
    const { bbox, ...filter } = readQuery(request, [...FILTER_NAMES, 'bbox'])
    const filtered = Object.keys(filter)[0]
    if (filtered && layer.id !== 'proposals')
      throw badParameter(filtered, 'a filter', `none: ${layer.id} has no such filter`)
    const where = layer.id === 'proposals' ? proposalCondition(filter) : { sql: 'true', bindings: [] }
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

async function* resume(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return
  yield first.value
  yield* rest
}
