import { type Request, type Response, Router } from 'express'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import { notFound, Problem } from '../../../core/problem.ts'
import type { Actors } from '../../access/actors.ts'
import { authorise } from '../../access/authorise.ts'
import { seesUnpublished } from '../../layers/publication.ts'
import type { PublicationRegistry } from '../../layers/publication-registry.ts'
import { type ActorOf, keepPrivate, makeActorOf } from '../request/actor-of.ts'
import { readQuery } from '../request/query.ts'
import { refuseForeignOrigin } from '../request/refuse-foreign-origin.ts'
import type { NoteWrite } from './note-writes.ts'
import { changesStore, type Route, type RouteFacts } from './route.ts'

/** What routes need to find the actor, and to know what is hidden from whom. */
export interface RouteGate {
  readonly actors: Pick<Actors, 'of'>
  readonly publication: Pick<PublicationRegistry, 'isPublic' | 'hidesAny'>
  readonly noteWrite: NoteWrite
}

/** Makes a router of routes. Actor, permission, origin of writes, query and body are checked before the handler is called. */
export function mount<Services>(
  routes: readonly Route<Services>[],
  services: Services,
  gate: RouteGate,
): Router {
  const router = Router()
  const asking = { ...gate, actorOf: makeActorOf(gate.actors, gate.publication) }
  for (const route of routes)
    router[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request, response) => {
      const actor = await admit(route, asking, request, response)
      if (route.method !== 'get' || route.access.to !== 'everyone')
        refuseForeignOrigin(request, route.body?.isForm ?? false)
      const params = readParams(request)
      const query = readQuery(request, route.query?.map(({ name }) => name) ?? [])
      route.before?.({ services, request, response })
      if (changesStore(route)) gate.noteWrite(response)
      const body = await route.body?.read(request, response)
      await route.handle({ services, request, response, actor, params, query, body })
    })
  return router
}

/** The actor, after the permission check. Throws Problem: 404 for what is hidden from them, 401 or 403 for what they may not do. */
async function admit(
  { access, showsLayer }: RouteFacts,
  { actors, publication, actorOf }: RouteGate & { actorOf: ActorOf },
  request: Request,
  response: Response,
): Promise<Actor> {
  if (showsLayer !== undefined && !publication.isPublic(showsLayer)) {
    const reader = await actorOf(request, response)
    if (!seesUnpublished(reader)) throw nothingAt(request)
  }
  if (access.to !== 'everyone') {
    const actor = await actors.of(request, response)
    if (actor.kind === 'public') response.set('WWW-Authenticate', 'Basic realm="PetaUsul", charset="UTF-8"')
    authorise(actor, access.to)
    response.vary('Cookie').vary('Authorization')
    keepPrivate(response)
    return actor
  }
  if (access.moreTo === undefined) return PUBLIC
  if (access.moreTo === 'layer:read-unpublished') return await actorOf(request, response)
  response.vary('Cookie').vary('Authorization')
  const actor = await actors.of(request, response)
  // What such a route shows of layers depends on who asks, too.
  if (may(actor, access.moreTo) || seesUnpublished(actor)) keepPrivate(response)
  return actor
}

/**
 * PostgreSQL texts cannot contain NUL, so nothing is found under such a name. Names of a PUT are checked by its handler, which
 * says what a name may be.
 */
function readParams({ method, params }: Request): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) {
    const text = String(value)
    if (text.includes('\0') && method !== 'PUT') throw notFound(name, text)
    texts[name] = text
  }
  return texts
}

function nothingAt({ path }: Request): Problem {
  return new Problem({
    title: 'Not found',
    status: 404,
    detail: `Nothing is served at ${path.slice(0, 200)}`,
  })
}
