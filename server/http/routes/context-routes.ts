import { accountOf } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import type { ContextLayer, ContextLayers } from '../../../core/api/context-layer.ts'
import { notFound } from '../../../core/problem.ts'
import { withAuthors } from '../../access/authors.ts'
import { CONTEXT_ID, readContextLayer } from '../../context/context-layer.ts'
import { deleteContextLayer, listContextLayers, saveContextLayer } from '../../context/context-store.ts'
import type { Database } from '../../database/database.ts'
import { jsonBody } from '../request/body-reader.ts'
import { answer, ok } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface ContextServices {
  database: Database
  /** Origins of hosts whose maps may be shown. */
  allowed: readonly string[]
}

const planners = { to: 'context-layer:write' } as const
const params = { id: '1 to 40 of a–z, 0–9 and -' }
const example = {
  kind: 'wms',
  url: 'https://geoservices.example.go.id/wms',
  layer: 'rtrw',
  title: { id: 'Rencana tata ruang', en: 'Spatial plan' },
  attribution: 'Badan Contoh',
}
const route = routesFor<ContextServices>()

/** Maps of others beside ours: anyone sees them, planners choose them, of hosts that the operator allows. */
export const contextRoutes = [
  route({
    method: 'get',
    path: '/api/context-layers',
    summary:
      'Maps of others beside ours, which browsers fetch themselves, and the hosts that the operator allows',
    access: { to: 'everyone', moreTo: 'record:read-author' },
    async handle({ services: { database, allowed }, response, actor }) {
      const layers = await listContextLayers(database.read, allowed)
      const items = may(actor, 'record:read-author')
        ? await withAuthors(database.write, 'context_layers', layers, ({ id }) => id)
        : layers
      response.set('Cache-Control', 'no-cache').json({ items, allowedHosts: allowed } satisfies ContextLayers)
    },
  }),
  route({
    method: 'put',
    path: '/api/context-layers/{id}',
    summary:
      'Add or replace one: kind xyz, wms, wfs or ogc-features, at an allowed host (administrator); nothing is fetched',
    access: planners,
    params,
    body: jsonBody({ limit: '4kb', schema: () => ({ type: 'object' }), example, read: (body) => body }),
    answers: ok('The context layer'),
    async handle({ services: { database, allowed }, response, actor, params, body }) {
      const layer = readContextLayer(params.id, body, allowed)
      await saveContextLayer(database.write, layer, accountOf(actor))
      response.set('Cache-Control', 'no-store').json(layer satisfies ContextLayer)
    },
  }),
  route({
    method: 'delete',
    path: '/api/context-layers/{id}',
    summary: 'Take it away (administrator)',
    access: planners,
    params,
    answers: answer(204, 'Gone'),
    async handle({ services: { database }, response, params: { id } }) {
      if (!CONTEXT_ID.test(id) || !(await deleteContextLayer(database.write, id)))
        throw notFound('context layer', id)
      response.status(204).end()
    },
  }),
]
