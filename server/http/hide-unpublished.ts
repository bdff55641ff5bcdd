import type { RequestHandler } from 'express'
import { Problem } from '../../core/problem.ts'
import type { PublicationBook } from '../layers/publication-book.ts'
import type { ViewerOf } from './viewer-of.ts'

interface LayerDoor {
  path: RegExp
  layer: string
  methods?: readonly string[]
}

/** Routes that show one layer's content without naming it. Handing in a proposal is no reading. */
export const API_DOORS: readonly LayerDoor[] = [
  { path: /^\/api\/proposals(\/|$)/, layer: 'proposals', methods: ['GET', 'HEAD'] },
  { path: /^\/api\/(indicators|alternatives)(\/|$)/, layer: 'proposals' },
  { path: /^\/api\/zones(\/|$)/, layer: 'zones' },
]

export const PAGE_DOORS: readonly LayerDoor[] = [{ path: /^\/usulan(\/|$)/, layer: 'proposals' }]

/** What shows a layer that is not published is not there for the public, whatever the route is called. */
export function hideUnpublished(
  doors: readonly LayerDoor[],
  publication: PublicationBook,
  viewerOf: ViewerOf,
): RequestHandler {
  return async (request, response, next) => {
    const door = doors.find(({ path, methods = [request.method] }) => {
      return path.test(request.path) && methods.includes(request.method)
    })
    if (door && !publication.isPublic(door.layer) && (await viewerOf(request, response)) === 'public')
      throw new Problem({
        title: 'Not found',
        status: 404,
        detail: `Nothing is served at ${request.path.slice(0, 200)}`,
      })
    next()
  }
}
