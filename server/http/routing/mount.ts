import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express'
import { type Actor, PUBLIC } from '../../../core/access/actor.ts'
import { may, mayAnywhere } from '../../../core/access/may.ts'
import { notFound, Problem } from '../../../core/problem.ts'
import type { Actors } from '../../access/actors.ts'
import { authorise, refuse } from '../../access/authorise.ts'
import { BASIC_CHALLENGE, readBasic } from '../../access/basic.ts'
import { seesUnpublished } from '../../layers/publication.ts'
import type { PublicationRegistry } from '../../layers/publication-registry.ts'
import type { RenewSession } from '../answer/session-cookie.ts'
import { type ActorOf, keepPrivate, makeActorOf } from '../request/actor-of.ts'
import { readQuery } from '../request/query.ts'
import { refuseForeignOrigin } from '../request/refuse-foreign-origin.ts'
import type { NoteRequests } from './note-requests.ts'
import type { NoteWrite } from './note-writes.ts'
import {
  type Coming,
  changesStore,
  isForSessions,
  type Route,
  type RouteFacts,
  refusesOtherSites,
  takesTurn,
} from './route.ts'

/** What routes need to find the actor, and to know what is hidden from whom. */
export interface RouteGate {
  readonly actors: Pick<Actors, 'of'>
  readonly publication: Pick<PublicationRegistry, 'isPublic' | 'hidesAny'>
  readonly noteWrite: NoteWrite
  readonly noteRequests: NoteRequests
  /** Where the answer is for its client alone. */
  readonly renewSession?: RenewSession
  /** Makes what waits for the client's turn. */
  readonly take?: (isLarge: boolean) => RequestHandler
}

const [BAD_REQUEST, FAILED] = [400, 500]

type Gate = RouteGate & { readonly actorOf: ActorOf }

/**
 * Makes a router of routes; nothing else makes one. Actor, permission, origin of writes, query and body are checked before the
 * handler is called.
 */
export function mount<Services>(
  routes: readonly Route<Services>[],
  services: Services,
  gate: RouteGate,
): Router {
  const router = Router()
  const asking = { ...gate, actorOf: makeActorOf(gate.actors, gate.publication) }
  for (const route of routes) {
    const steps: RequestHandler[] = [
      (request, response) => answer(route, asking, { services, request, response }),
    ]
    if (gate.take && takesTurn(route)) steps.unshift(gate.take(route.isLarge ?? false))
    router[route.method](
      patternOf(route.path),
      ...steps,
      ...(route.fault ? [tellFault(route, services)] : []),
    )
  }
  return router
}

/** Whoever is refused is told, and it is noted what they were refused. */
async function answer<Services>(route: Route<Services>, gate: Gate, coming: Coming<Services>): Promise<void> {
  let actor: Actor = PUBLIC
  try {
    actor = await findActor(route, gate, coming)
    admit(route, actor, coming)
    if (route.access.to !== 'everyone') await gate.renewSession?.(coming.request, coming.response)
    await answerActor(route, gate, coming, actor)
  } catch (error) {
    await gate.noteRequests.refused(route, actor, { params: textsOf(coming.request.params), error })
    throw error
  }
}

async function answerActor<Services>(
  route: Route<Services>,
  gate: Gate,
  coming: Coming<Services>,
  actor: Actor,
): Promise<void> {
  const { request, response } = coming
  if (refusesOtherSites(route)) refuseForeignOrigin(request, route.body?.isForm ?? false)
  const params = readParams(request)
  const query = route.readsQueryItself ? {} : readQuery(request, route.query?.map(({ name }) => name) ?? [])
  route.before?.(coming)
  if (changesStore(route) && !route.changesAccounts) gate.noteWrite(response, route.changesRowsOf)
  const body = await route.body?.read(request, response)
  const asked = { ...coming, actor, params, query, body }
  const { to } = route.access
  if (route.subjects && to !== 'everyone' && to !== 'accounts' && !may(actor, to))
    for (const subject of await route.subjects(asked)) authorise(actor, to, subject)
  await gate.noteRequests.asked(route, actor, params)
  await route.handle(asked)
  const error = toldRefusal(response)
  if (error) await gate.noteRequests.refused(route, actor, { params, error })
}

/** What a handler has refused in an answer of its own: a form with what was wrong in it. */
function toldRefusal({ statusCode: status }: Response): Problem | undefined {
  return status >= BAD_REQUEST && status < FAILED
    ? new Problem({ title: 'Told in a form', status })
    : undefined
}

/** Who asks, where the route needs to know; the public else. Throws Problem: 404 where what it shows is hidden from them. */
async function findActor<Services>(
  { access, showsLayer }: Route<Services>,
  { actors, publication, actorOf }: Gate,
  { request, response }: Coming<Services>,
): Promise<Actor> {
  if (showsLayer !== undefined && !publication.isPublic(showsLayer)) {
    const reader = await actorOf(request, response)
    if (!seesUnpublished(reader)) throw nothingAt(request)
  }
  if (access.to !== 'everyone') return await actors.of(request, response)
  if (access.moreTo === undefined || access.byHandler) return PUBLIC
  if (access.moreTo === 'layer:read-unpublished') return await actorOf(request, response)
  response.vary('Cookie').vary('Authorization')
  const actor = await actors.of(request, response)
  // What such a route shows of layers depends on who asks, too.
  const isMore = mayAnywhere(actor, access.moreTo) || seesUnpublished(actor)
  if (actor.kind !== 'public' && isMore) keepPrivate(response)
  return actor
}

/** Throws Problem, 401 or 403, for what the actor may not do. */
function admit<Services>(
  route: Route<Services>,
  actor: Actor,
  { request, response }: Pick<Coming<Services>, 'request' | 'response'>,
): void {
  const { to } = route.access
  refuseToken(route, actor)
  if (to === 'everyone') return
  if (actor.kind === 'public') response.set('WWW-Authenticate', BASIC_CHALLENGE)
  if (!opens(route, actor))
    throw refuse(actor, to, { showsPassword: readBasic(request)?.kind === 'password' })
  response.vary('Cookie').vary('Authorization')
  keepPrivate(response)
}

/** Throws Problem (403) for what is beyond any application token, or beyond one that only reads. */
function refuseToken(route: RouteFacts, actor: Actor): void {
  if (actor.kind !== 'account' || actor.token === undefined) return
  if (isForSessions(route))
    throw new Problem({
      title: 'Not by a token',
      status: 403,
      detail: 'Accounts, rights and tokens are looked after by people: sign in, no application token does it',
    })
  if (actor.token.readsOnly && changesStore(route))
    throw new Problem({
      title: 'Token only reads',
      status: 403,
      detail: 'This application token only reads: make one that may change, at /akun/saya',
    })
}

/** Whether the actor may call the route. What it is about is known once the body is read: until then a grant for anything does. */
export function opens(
  { access, subjects }: Pick<RouteFacts, 'access'> & { readonly subjects?: unknown },
  actor: Actor,
): boolean {
  if (access.to === 'everyone') return true
  if (access.to === 'accounts') return actor.kind === 'account'
  return subjects || access.anywhere ? mayAnywhere(actor, access.to) : may(actor, access.to)
}

function tellFault<Services>(
  { fault }: Pick<Route<Services>, 'fault'>,
  services: Services,
): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    await fault?.(error, { services, request, response })
  }
}

/** As Express writes it: /api/zones/:id. */
function patternOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/**
 * PostgreSQL texts cannot contain NUL, so nothing is found under such a name. Names of a PUT are checked by its handler, which
 * says what a name may be.
 */
function readParams({ method, params }: Request): Record<string, string> {
  const texts = textsOf(params)
  for (const [name, text] of Object.entries(texts))
    if (text.includes('\0') && method !== 'PUT') throw notFound(name, text)
  return texts
}

function textsOf(params: Request['params']): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}

export function nothingAt({ path }: Request): Problem {
  return new Problem({
    title: 'Not found',
    status: 404,
    detail: `Nothing is served at ${path.slice(0, 200)}`,
  })
}
