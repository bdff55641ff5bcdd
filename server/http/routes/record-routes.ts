import { accountOf } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import type { ForeignRecordItem, ForeignRecords } from '../../../core/api/foreign-record.ts'
import { notFound, Problem } from '../../../core/problem.ts'
import { withAuthors } from '../../access/authors.ts'
import { announce } from '../../changes/change-feed.ts'
import type { Database } from '../../database/database.ts'
import { readRecordDocument } from '../../ingest/records/read-records.ts'
import { deleteRecord, storeRecords } from '../../ingest/records/store-records.ts'
import {
  foreignRecordsOf,
  RECORDS_CHANGE,
  readForeignRecords,
  type StoredForeign,
} from '../../publish/records/read-foreign.ts'
import { readRecords } from '../../publish/records/read-records.ts'
import { readNodeId } from '../../publish/records/record-id.ts'
import type { RecordOffice } from '../../publish/records/record-office.ts'
import { textBody } from '../request/body-reader.ts'
import { answer, ok } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface RecordServices {
  database: Database
  office: RecordOffice
}

const LARGEST_BODY = '1mb'
const TYPES = ['application/xml', 'text/xml', 'application/json', 'application/ld+json'] as const
const publishers = { to: 'layer:publish' } as const
const params = { record: 'Id of a record, as its own catalogue has it' }
const route = routesFor<RecordServices>()

/** Records of data that lies elsewhere: the catalogue shows them and is harvested with them; nothing is fetched. */
export const recordRoutes = [
  route({
    method: 'get',
    path: '/api/records',
    summary: 'Records of data that lies elsewhere',
    access: { to: 'everyone', moreTo: 'record:read-author' },
    async handle({ services: { database, office }, response, actor }) {
      const records = (await foreignRecordsOf(database.read, office)).map(itemOf)
      const items = may(actor, 'record:read-author')
        ? await withAuthors(database.write, 'foreign_records', records, ({ id }) => id)
        : records
      response.set('Cache-Control', 'no-cache').json({ items } satisfies ForeignRecords)
    },
  }),
  route({
    method: 'post',
    path: '/api/records',
    summary: 'Add or replace some: ISO 19139, a csw:Record, or DCAT in JSON-LD',
    access: publishers,
    body: textBody(TYPES, LARGEST_BODY),
    answers: ok('The records that were added'),
    async handle({ services: { database, office }, response, actor, body }) {
      const records = readRecordDocument(body)
      const own = new Set([
        await readNodeId(database.read),
        ...(await readRecords(database.read, office, actor)).map(({ id }) => id),
      ])
      for (const { record } of records) if (own.has(record.id.toLowerCase())) throw isOurs(record.id)
      await database.write.transaction(async (transaction) => {
        await storeRecords(transaction, records, { datasetId: null, byAccount: accountOf(actor) })
        await announce(transaction, { layer: RECORDS_CHANGE, ids: null })
      })
      const added = new Set(records.map(({ record }) => record.id))
      const items = (await readForeignRecords(database.write)).filter(({ record }) => added.has(record.id))
      response.set('Cache-Control', 'no-store').json({ items: items.map(itemOf) } satisfies ForeignRecords)
    },
  }),
  route({
    method: 'delete',
    path: '/api/records/{record}',
    summary: 'Take away one that was added by hand',
    access: publishers,
    params,
    answers: answer(204, 'Gone'),
    async handle({ services: { database }, response, params: { record: id } }) {
      await database.write.transaction(async (transaction) => {
        if (!(await deleteRecord(transaction, id))) throw notFound('record that was added by hand', id)
        await announce(transaction, { layer: RECORDS_CHANGE, ids: null })
      })
      response.status(204).end()
    },
  }),
]

function itemOf({ record, form, inPackage, updatedAt }: StoredForeign): ForeignRecordItem {
  const { id, title, publisher } = record
  return { id, title, publisher, form, inPackage, updatedAt }
}

const isOurs = (id: string) =>
  new Problem({
    title: 'A record of our own',
    status: 409,
    detail: `identifier: expected a record of data elsewhere, received ${id}, which is a layer of this server`,
    parameter: 'identifier',
    received: id,
    expected: 'a record of data elsewhere',
  })
