import type { Response } from 'express'
import type { Knex } from 'knex'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import { may } from '../../../../core/access/may.ts'
import type { LayerMetadata } from '../../../../core/api/layer-metadata.ts'
import { notFound } from '../../../../core/problem.ts'
import { withAuthor } from '../../../access/authors.ts'
import type { Database } from '../../../database/database.ts'
import type { LayerRecord } from '../../../publish/records/metadata/layer-record.ts'
import {
  metadataJsonSchema,
  readMetadataOverrides,
} from '../../../publish/records/metadata/metadata-request.ts'
import { writeMetadata } from '../../../publish/records/metadata/metadata-store.ts'
import { readRecord } from '../../../publish/records/read-records.ts'
import type { RecordOffice } from '../../../publish/records/record-office.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { readIfMatch } from '../../request/if-match.ts'
import { ok } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

export interface MetadataServices {
  database: Database
  office: RecordOffice
}

const params = { layer: 'Layer id' }
const route = routesFor<MetadataServices>()

/** What is known of a layer, and what is stated of it beyond what the data says itself. */
export const metadataRoutes = [
  route({
    method: 'get',
    path: '/api/layers/{layer}/metadata',
    summary: 'Metadata of a layer: where it is from, how good it is, how it may be used and had',
    access: { to: 'everyone', moreTo: 'record:read-author' },
    params,
    async handle({ services, response, actor, params }) {
      const { read, write } = services.database
      const record = await find(read, services.office, params.layer, actor)
      sendRecord(
        response,
        may(actor, 'record:read-author')
          ? await withAuthor(write, 'layer_metadata', record, record.layer)
          : record,
      )
    },
  }),
  route({
    method: 'put',
    path: '/api/layers/{layer}/metadata',
    summary: 'State what the data does not say itself (administrator; If-Match)',
    access: { to: 'layer:describe' },
    params,
    body: jsonBody({ limit: '100kb', schema: metadataJsonSchema, read: readMetadataOverrides }),
    answers: ok('The metadata as it stands now'),
    async handle({ services: { database, office }, request, response, actor, params, body: overrides }) {
      const expected = readIfMatch(request, 'metadata', 'required')
      const { layer } = await find(database.write, office, params.layer, actor)
      await writeMetadata(database.write, { layer, overrides, expected, byAccount: accountOf(actor) })
      sendRecord(response, await find(database.write, office, params.layer, actor))
    },
  }),
]

async function find(knex: Knex, office: RecordOffice, id: string, actor: Actor): Promise<LayerRecord> {
  const record = /^[\w.-]{1,60}$/.test(id) ? await readRecord(knex, office, id, actor) : undefined
  if (!record) throw notFound('layer', id)
  return record
}

function sendRecord(response: Response, record: LayerRecord): void {
  response
    .set('ETag', `"${record.version}"`)
    .set('Cache-Control', 'no-cache')
    .json(record satisfies LayerMetadata)
}
