import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Router } from 'express'
import { notFound } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { listImports, listRejects, readImport } from '../imports/import-store.ts'
import type { ImportJobs } from '../imports/run-import.ts'
import { unpackPackage } from '../imports/unpack-package.ts'
import type { Scratch } from '../publish/download/source/scratch.ts'
import type { Authentication } from './authentication.ts'
import { readQuery, readWhole } from './query.ts'
import { receiveBody } from './receive-body.ts'
import { requireType } from './require-type.ts'

export interface ImportRouteOptions {
  database: Database
  authentication: Authentication
  jobs: ImportJobs
  /** Where uploads are unpacked; each in a folder of its own, removed afterwards. */
  uploads: Scratch
  uploadBytes: number
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function importRoutes({
  database,
  authentication,
  jobs,
  uploads,
  uploadBytes,
}: ImportRouteOptions): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]

  router.post('/api/imports', ...administrator, async (request, response) => {
    readQuery(request, [])
    requireType(request, 'application/zip', 'application/zip: a district package with district.json')
    const folder = await uploads.begin()
    const cleanUp = () => rm(folder, { recursive: true, force: true })
    try {
      const archive = join(folder, 'package.zip')
      await receiveBody(request, archive, uploadBytes)
      const manifestPath = await unpackPackage(archive, join(folder, 'package'))
      const id = await jobs.start(manifestPath, cleanUp)
      response.status(202).location(`/api/imports/${id}`).json({ id, state: 'running' })
    } catch (error) {
      await cleanUp()
      throw error
    }
  })

  router.get('/api/imports', ...administrator, async (request, response) => {
    readQuery(request, [])
    response.json({ items: await listImports(database.read) })
  })

  router.get('/api/imports/:id', ...administrator, async (request, response) => {
    const { id } = request.params
    const found = typeof id === 'string' && UUID.test(id) ? await readImport(database.read, id) : undefined
    if (!found) throw notFound('import', id)
    response.json(found)
  })

  router.delete('/api/imports/:id', ...administrator, async (request, response) => {
    readQuery(request, [])
    const { id } = request.params
    const found = typeof id === 'string' && UUID.test(id) ? await readImport(database.read, id) : undefined
    if (!found) throw notFound('import', id)
    jobs.cancel(found.id)
    response.status(202).json({ id: found.id, state: 'running', cancelling: true })
  })

  router.get('/api/imports/:id/rejects', ...administrator, async (request, response) => {
    const { cursor, limit } = readQuery(request, ['cursor', 'limit'])
    const { id } = request.params
    const found = typeof id === 'string' && UUID.test(id) ? await readImport(database.read, id) : undefined
    if (!found) throw notFound('import', id)
    const after = cursor ? readWhole('cursor', cursor, [0, Number.MAX_SAFE_INTEGER]) : 0
    const most = limit ? readWhole('limit', limit, [1, 1000]) : 200
    const items = found.packageId ? await listRejects(database.read, found.packageId, after, most) : []
    response.json({ items, next: items.length === most ? String(items.at(-1)?.id) : null })
  })

  return router
}
