import type { Request, Response } from 'express'
import type { Actor } from '../../../core/access/actor.ts'
import type { Subject } from '../../../core/access/grant.ts'
import type { Action } from '../../../core/access/may.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { BodyReader } from '../request/body-reader.ts'
import type { HeaderParameter, QueryParameter } from './openapi-parts.ts'

/**
 * Who may call a route, and whether its answer depends on the actor.
 * - `everyone`: the actor is not looked up; with `moreTo` it is, and answers to accounts that may that action are kept out of
 *   shared caches. `byHandler`: the handler looks the actor up itself, because the store may be away or a token may do instead.
 * - `accounts`: whoever is signed in, whatever they were granted.
 * - an action: those who may do it with all subjects of the route, or, without any, in the whole region. `anywhere`: those who
 *   may do it with some subject; the handler then limits what the page or list contains.
 */
export type Access =
  | {
      readonly to: 'everyone'
      readonly moreTo?: Action
      readonly byHandler?: boolean
      readonly anywhere?: undefined
    }
  | {
      readonly to: 'accounts' | Action
      readonly moreTo?: undefined
      readonly byHandler?: undefined
      readonly anywhere?: boolean
    }

export type Method = 'get' | 'post' | 'put' | 'delete'

/**
 * What a route is for. `api`: programs, by our own interface, which /api/openapi.json describes. `page`: people. `service`:
 * programs, by somebody else's standard, which describes itself. `operations`: whoever runs the server.
 */
export type RouteKind = 'api' | 'page' | 'service' | 'operations'

/** The declaration of a route, without its handler: its OpenAPI description, its guards and the permission tests are derived from it. */
export interface RouteFacts {
  /** Without it, `api`. */
  readonly kind?: RouteKind
  readonly method: Method
  /** As OpenAPI writes it: /api/zones/{id}. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /**
   * Layer whose content the route shows although its path does not name it: while that layer is unpublished, the route answers
   * the public with 404.
   */
  readonly showsLayer?: string
  /** Whether it changes the store: true for every method but GET, unless it is set to false for a route that only reads. */
  readonly writes?: boolean
  /** The layer of which it changes some rows, where it changes nothing else: what the server knows of other layers is kept. */
  readonly changesRowsOf?: string
  /** It changes accounts, grants or sessions alone: what is kept of the store (layers, answers) stays as it is. */
  readonly changesAccounts?: boolean
  /** Pages of other sites may call it though it is no GET: it changes nothing, and tells what its GET tells. */
  readonly fromAnySite?: boolean
  /** Whether it waits for the client's turn (limits/client-shares.ts). Reads do, unless they have limits of their own or stay open. */
  readonly takesTurn?: boolean
  /** Known to take long (large pictures, the whole catalogue): it leaves the places that are kept for small requests to others. */
  readonly isLarge?: boolean
  /** Descriptions of the path's parameters. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: readonly QueryParameter[]
  /** The handler reads the query itself: pages pass over what they do not know, services refuse it in their own form. */
  readonly readsQueryItself?: boolean
  readonly headers?: readonly HeaderParameter[]
  readonly body?: BodyReader<unknown>
  /** Of a page that every page links to from its foot, in the order of the routes: to those who may open it, unless it says to whom. */
  readonly linked?: { readonly title: Label; isFor?(actor: Actor): boolean }
  /** OpenAPI's responses by status; without them a 200 in JSON, in the summary's words. */
  readonly answers?: object
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `*${string}` ? never : Name) | NamesIn<Rest>
  : never

/** A request as its route's handler gets it: everything read and checked as the route declares it. */
export interface Asked<
  Services,
  Param extends string = string,
  Query extends string = string,
  Body = unknown,
> {
  readonly services: Services
  readonly request: Request
  readonly response: Response
  readonly actor: Actor
  readonly params: Readonly<Record<Param, string>>
  readonly query: Readonly<Partial<Record<Query, string>>>
  readonly body: Body
}

/** What is known of a request before who asks, and what of, has been found out. */
export type Coming<Services> = Pick<Asked<Services>, 'services' | 'request' | 'response'>

export interface Route<Services> extends RouteFacts {
  /** Runs before the body is read; throws to refuse the request. */
  before?(coming: Coming<Services>): void
  /**
   * What the route's action is asked for: grants with bounds open it where they cover all of this. Only asked where no grant
   * opens the whole region. Without it the route is about the whole region.
   */
  subjects?(asked: Asked<Services>): readonly Subject[] | Promise<readonly Subject[]>
  handle(asked: Asked<Services>): unknown
  /** Tells of a fault in the route's own form; what it throws is told as problem+json. */
  fault?(error: unknown, coming: Coming<Services>): void | Promise<void>
}

type Given<Services, Path extends string, Query extends string, Body> = Omit<
  Route<Services>,
  'path' | 'params' | 'query' | 'body' | 'subjects' | 'handle'
> & {
  readonly path: Path
  readonly query?: readonly QueryParameter<Query>[]
  readonly body?: BodyReader<Body>
  subjects?(
    asked: Asked<Services, NamesIn<Path>, Query, Body>,
  ): readonly Subject[] | Promise<readonly Subject[]>
  handle(asked: Asked<Services, NamesIn<Path>, Query, Body>): unknown
} & ([NamesIn<Path>] extends [never]
    ? { readonly params?: undefined }
    : { readonly params: Readonly<Record<NamesIn<Path>, string>> })

/** What all routes of a file have in common. */
type Shared<Services> = Pick<Route<Services>, 'kind' | 'isLarge' | 'readsQueryItself' | 'fault'>

/** Makes routes whose handlers need these services; the declared path, query and body give the handler its types. */
export function routesFor<Services>(shared: Shared<Services> = {}) {
  function route<const Path extends string, const Query extends string = never, Body = undefined>(
    given: Given<Services, Path, Query, Body>,
  ): Route<Services>
  function route(given: Route<Services>): Route<Services> {
    return { ...shared, ...given }
  }
  return route
}

export function changesStore({ method, writes }: RouteFacts): boolean {
  return writes ?? method !== 'get'
}

/** Whether it is about accounts themselves: what a program could use to get more than its token carries. */
export function isForSessions({ access, changesAccounts = false }: RouteFacts): boolean {
  return changesAccounts || access.to === 'accounts'
}

/** Whether it belongs to our own interface for programs. */
export function isDescribed({ kind = 'api' }: RouteFacts): boolean {
  return kind === 'api'
}

/** Whether the request must come from our own pages, or from no browser at all (docs/decisions/021). */
export function refusesOtherSites({ method, access, fromAnySite = false }: RouteFacts): boolean {
  return !fromAnySite && (method !== 'get' || access.to !== 'everyone')
}

export function takesTurn({ kind, method, takesTurn }: RouteFacts): boolean {
  return takesTurn ?? (kind === 'service' || (kind !== 'operations' && method === 'get'))
}
