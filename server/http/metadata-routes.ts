import { json, type Request, type Response, Router } from 'express'
import { notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import type { Viewer } from '../layers/publication.ts'
import type { LayerRecord } from '../publish/records/metadata/layer-record.ts'
import { readMetadataOverrides } from '../publish/records/metadata/metadata-request.ts'
import { writeMetadata } from '../publish/records/metadata/metadata-store.ts'
import { readRecord } from '../publish/records/read-records.ts'
import type { RecordOffice } from '../publish/records/record-office.ts'
import type { Authentication } from './authentication.ts'
import { readIfMatch } from './if-match.ts'
import { readQuery } from './query.ts'
import { requireJson } from './require-type.ts'
import type { ViewerOf } from './viewer-of.ts'

const LARGEST_BODY = '100kb'
const OFFICE = 'admin'

/** What is known of a layer, and what a planner states of it beyond what the data says itself. */
export function metadataRoutes(
  database: Database,
  authentication: Authentication,
  office: RecordOffice,
  viewerOf: ViewerOf,
): Router {
  const router = Router()

  router.get('/api/layers/:layer/metadata', async (request, response) => {
    readQuery(request, [])
    sendRecord(response, await find(database.read, request, await viewerOf(request, response)))
  })

  router.put(
    '/api/layers/:layer/metadata',
    authentication.requireAdministrator,
    requireJson,
    json({ limit: LARGEST_BODY, strict: false }),
    async (request, response) => {
      readQuery(request, [])
      const expected = readIfMatch(request, 'metadata', 'required')
      const overrides = readMetadataOverrides(request.body)
      const { layer } = await find(database.write, request, 'office')
      await writeMetadata(database.write, { layer, overrides, expected, by: OFFICE })
      sendRecord(response, await find(database.write, request, 'office'))
    },
  )

  async function find(knex: Database['read'], request: Request, viewer: Viewer): Promise<LayerRecord> {
    const id = String(request.params.layer)
    const record = /^[\w.-]{1,60}$/.test(id) ? await readRecord(knex, office, id, viewer) : undefined
    if (!record) throw notFound('layer', id)
    return record
  }

  return router
}

function sendRecord(response: Response, record: LayerRecord): void {
  response.set('ETag', `"${record.version}"`).set('Cache-Control', 'no-cache').json(record)
}
