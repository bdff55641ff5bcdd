import { Problem } from '../../../core/problem.ts'
import type { Actors } from '../../access/actors.ts'
import { seesUnpublished } from '../../layers/publication.ts'
import type { Viewers } from '../answer/viewers.ts'
import { ok } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface ChangeServices {
  viewers: Viewers
  actors: Pick<Actors, 'stillHolds'>
}
const route = routesFor<ChangeServices>()

/** Server-sent events: which tiles changed, so that a viewer asks again for just those. */
export const changeRoutes = [
  route({
    method: 'get',
    path: '/api/changes',
    summary: 'Server-sent events: {layer, version, tiles, deepest}',
    access: { to: 'everyone', moreTo: 'layer:read-unpublished' },
    // It stays open.
    takesTurn: false,
    answers: ok('Server-sent events: {layer, version, tiles, deepest}', 'text/event-stream'),
    async handle({ services: { viewers, actors }, request, response, actor }) {
      if (request.method === 'HEAD') {
        response.type('text/event-stream').set('Cache-Control', 'no-store').end()
        return
      }
      const stillHolds = seesUnpublished(actor) ? await actors.stillHolds(request) : undefined
      if (!viewers.add(response, actor, stillHolds))
        throw new Problem({
          title: 'Too many viewers',
          status: 503,
          detail: 'Too many open viewers; try again later',
        })
    },
  }),
]
