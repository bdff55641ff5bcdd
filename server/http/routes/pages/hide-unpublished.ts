import type { RequestHandler } from 'express'
import { Problem } from '../../../../core/problem.ts'
import { seesUnpublished } from '../../../layers/publication.ts'
import type { PublicationRegistry } from '../../../layers/publication-registry.ts'
import type { ActorOf } from '../../request/actor-of.ts'

/** The pages of proposals are not there for the public while the layer of proposals is not published. */
export function hideUnpublishedPages(
  publication: Pick<PublicationRegistry, 'isPublic'>,
  actorOf: ActorOf,
): RequestHandler {
  return async (request, response, next) => {
    const shows = /^\/usulan(\/|$)/.test(request.path) && !publication.isPublic('proposals')
    if (shows && !seesUnpublished(await actorOf(request, response)))
      throw new Problem({
        title: 'Not found',
        status: 404,
        detail: `Nothing is served at ${request.path.slice(0, 200)}`,
      })
    next()
  }
}
