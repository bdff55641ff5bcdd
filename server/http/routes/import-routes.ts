import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { accountOf } from '../../../core/access/actor.ts'
import type { CancelledImport, ImportState, RejectPage, StartedImport } from '../../../core/api/import.ts'
import type { FilePreview } from '../../../core/api/import-preview.ts'
import type { Items } from '../../../core/api/items.ts'
import { badParameter, notFound } from '../../../core/problem.ts'
import { withAuthor, withAuthors } from '../../access/authors.ts'
import type { Database } from '../../database/database.ts'
import { listImports, listRejects, readImport } from '../../imports/import-store.ts'
import { readPreviewDistrict } from '../../imports/preview-district.ts'
import { previewFile } from '../../imports/preview-file.ts'
import type { ImportJobs } from '../../imports/run-import.ts'
import { unpackPackage } from '../../imports/unpack-package.ts'
import { abortOnClose } from '../../net/abort-on-close.ts'
import type { Scratch } from '../../publish/download/source/scratch.ts'
import { streamedBody } from '../request/body-reader.ts'
import { readWhole } from '../request/query.ts'
import { receiveBody } from '../request/receive-body.ts'
import { answer, query } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface ImportServices {
  database: Database
  jobs: ImportJobs
  /** Where uploads are unpacked; each in a folder of its own, removed afterwards. */
  uploads: Scratch
  uploadBytes: number
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const readers = { to: 'import:read' } as const
const importers = { to: 'import:run' } as const
const params = { id: 'Id of an import' }
const route = routesFor<ImportServices>()

export const importRoutes = [
  route({
    method: 'get',
    path: '/api/imports',
    summary: 'Imports, newest first (administrator)',
    access: readers,
    async handle({ services, response }) {
      const { read, write } = services.database
      const items = await withAuthors(write, 'imports', await listImports(read), ({ id }) => id)
      response.json({ items } satisfies Items<ImportState>)
    },
  }),
  route({
    method: 'post',
    path: '/api/imports',
    summary: 'Import a district package (administrator)',
    access: importers,
    body: streamedBody('application/zip', 'application/zip: a district package with district.json'),
    answers: answer(202, 'Started: its id'),
    async handle({ services: { jobs, uploads, uploadBytes }, request, response, actor }) {
      const folder = await uploads.begin()
      const cleanUp = () => rm(folder, { recursive: true, force: true })
      try {
        const archive = join(folder, 'package.zip')
        await receiveBody(request, archive, uploadBytes)
        const manifestPath = await unpackPackage(archive, join(folder, 'package'))
        const id = await jobs.start(manifestPath, accountOf(actor), cleanUp)
        response
          .status(202)
          .location(`/api/imports/${id}`)
          .json({ id, state: 'running' } satisfies StartedImport)
      } catch (error) {
        await cleanUp()
        throw error
      }
    },
  }),
  route({
    method: 'post',
    path: '/api/imports/preview',
    summary: 'What one file may be, its first rows and where they lie; nothing is kept (administrator)',
    access: importers,
    writes: false,
    query: [query('name', 'What the file is called, with its extension')],
    body: streamedBody('application/octet-stream', 'application/octet-stream: a file of a district package'),
    async handle({ services: { database, uploads, uploadBytes }, request, response, query: { name } }) {
      const folder = await uploads.begin()
      try {
        const path = join(folder, `file${extensionOf(name)}`)
        await receiveBody(request, path, uploadBytes)
        const district = await readPreviewDistrict(database.read)
        const preview = await previewFile(path, {
          name: name ?? '',
          district,
          signal: abortOnClose(response),
        })
        response.set('Cache-Control', 'no-store').json(preview satisfies FilePreview)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  }),
  route({
    method: 'get',
    path: '/api/imports/{id}',
    summary: 'Progress and report of an import (administrator)',
    access: readers,
    params,
    async handle({ services, response, params: { id } }) {
      const { read, write } = services.database
      const found = await withAuthor(write, 'imports', await findImport(read, id), id)
      response.json(found satisfies ImportState)
    },
  }),
  route({
    method: 'delete',
    path: '/api/imports/{id}',
    summary: 'Cancel a running import at its next step; files that it has finished stay (administrator)',
    access: importers,
    params,
    answers: answer(202, 'It is ending'),
    async handle({ services: { database, jobs }, response, params }) {
      const { id } = await findImport(database.read, params.id)
      jobs.cancel(id)
      response.status(202).json({ id, state: 'running', cancelling: true } satisfies CancelledImport)
    },
  }),
  route({
    method: 'get',
    path: '/api/imports/{id}/rejects',
    summary: 'Rows that were refused or kept with a remark (administrator)',
    access: readers,
    params,
    query: [
      query('cursor', 'The "next" of the page before'),
      query('limit', '1 to 1000', { type: 'integer' }),
    ],
    async handle({ services: { database }, response, params, query: { cursor, limit } }) {
      const { packageId } = await findImport(database.read, params.id)
      const after = cursor ? readWhole('cursor', cursor, [0, Number.MAX_SAFE_INTEGER]) : 0
      const most = limit ? readWhole('limit', limit, [1, 1000]) : 200
      const items = packageId ? await listRejects(database.read, packageId, after, most) : []
      const next = items.length === most ? String(items.at(-1)?.id) : null
      response.json({ items, next } satisfies RejectPage)
    },
  }),
]

/** By content files are told apart; the extension decides between a sequence and a collection. */
function extensionOf(name: string | undefined): string {
  if (!name) throw badParameter('name', 'nothing', 'what the file is called')
  return /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0].toLowerCase() ?? ''
}

async function findImport(knex: Knex, id: string) {
  const found = UUID.test(id) ? await readImport(knex, id) : undefined
  if (!found) throw notFound('import', id)
  return found
}
