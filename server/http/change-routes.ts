import { Router } from 'express'
import { Problem } from '../../core/problem.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'
import type { ViewerOf } from './viewer-of.ts'
import type { Viewers } from './viewers.ts'

/** Server-sent events: which tiles changed, so that a viewer asks again for just those. */
export function changeRoutes(viewers: Viewers, authentication: Authentication, viewerOf: ViewerOf): Router {
  const router = Router()
  router.get('/api/changes', async (request, response) => {
    readQuery(request, [])
    if (request.method === 'HEAD') {
      response.type('text/event-stream').set('Cache-Control', 'no-store').end()
      return
    }
    const viewer = await viewerOf(request, response)
    const stillHolds = viewer === 'office' ? await authentication.stillHolds(request) : undefined
    if (!viewers.add(response, viewer, stillHolds))
      throw new Problem({
        title: 'Too many viewers',
        status: 503,
        detail: 'Too many open viewers; try again later',
      })
  })
  return router
}
