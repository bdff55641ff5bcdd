import { json, Router } from 'express'
import { notFound } from '../../core/problem.ts'
import { CONTEXT_ID, readContextLayer } from '../context/context-layer.ts'
import { deleteContextLayer, listContextLayers, saveContextLayer } from '../context/context-store.ts'
import type { Database } from '../database/database.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'
import { requireType } from './require-type.ts'

/** Maps of others beside ours: anyone sees them, the office chooses them, of hosts that the operator allows. */
export function contextRoutes(
  database: Database,
  authentication: Authentication,
  allowed: readonly string[],
): Router {
  const router = Router()
  const office = [authentication.requireAdministrator]

  router.get('/api/context-layers', async (request, response) => {
    readQuery(request, [])
    const items = await listContextLayers(database.read, allowed)
    response.set('Cache-Control', 'no-cache').json({ items, allowedHosts: allowed })
  })

  router.put(
    '/api/context-layers/:id',
    ...office,
    json({ limit: '4kb', strict: false }),
    async (request, response) => {
      readQuery(request, [])
      requireType(request, 'application/json')
      const layer = readContextLayer(String(request.params.id), request.body, allowed)
      await saveContextLayer(database.write, layer)
      response.set('Cache-Control', 'no-store').json(layer)
    },
  )

  router.delete('/api/context-layers/:id', ...office, async (request, response) => {
    readQuery(request, [])
    const id = String(request.params.id)
    if (!CONTEXT_ID.test(id) || !(await deleteContextLayer(database.write, id)))
      throw notFound('context layer', id)
    response.status(204).end()
  })

  return router
}
