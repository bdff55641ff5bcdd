import type { Request, Response } from 'express'
import type { Actor } from '../../../core/access/actor.ts'
import type { Action } from '../../../core/access/may.ts'
import type { BodyReader } from '../request/body-reader.ts'
import type { HeaderParameter, QueryParameter } from './openapi-parts.ts'

/**
 * Who may call a route, and for whom an answer differs.
 * - `everyone`: the actor is not looked up; with `moreTo` it is, and the answer to who may that is kept out of shared caches.
 * - an action: those who may it in the whole region.
 */
export type Access =
  | { readonly to: 'everyone'; readonly moreTo?: Action }
  | { readonly to: Action; readonly moreTo?: undefined }

export type Method = 'get' | 'post' | 'put' | 'delete'

/** What is known of a route without calling it: from this come its description, its guards and the tests of who may. */
export interface RouteFacts {
  readonly method: Method
  /** As OpenAPI writes it: /api/zones/{id}. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  /** The layer whose content it shows without naming it: while that is not published, the route is not there for the public. */
  readonly showsLayer?: string
  /** Whether it changes the store; every method but GET does unless it says that it only asks. */
  readonly writes?: boolean
  /** What each name in the path stands for. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: readonly QueryParameter[]
  readonly headers?: readonly HeaderParameter[]
  readonly body?: BodyReader<unknown>
  /** OpenAPI's responses by status; without them a 200 in JSON, in the summary's words. */
  readonly answers?: object
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
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

export interface Route<Services> extends RouteFacts {
  /** Comes before the body is read; throws to refuse. */
  before?(asked: Pick<Asked<Services>, 'services' | 'request' | 'response'>): void
  handle(asked: Asked<Services>): unknown
}

type Given<Services, Path extends string, Query extends string, Body> = Omit<
  Route<Services>,
  'path' | 'params' | 'query' | 'body' | 'handle'
> & {
  readonly path: Path
  readonly query?: readonly QueryParameter<Query>[]
  readonly body?: BodyReader<Body>
  handle(asked: Asked<Services, NamesIn<Path>, Query, Body>): unknown
} & ([NamesIn<Path>] extends [never]
    ? { readonly params?: undefined }
    : { readonly params: Readonly<Record<NamesIn<Path>, string>> })

/** Makes routes of handlers that need these services; path, query and body give the handler its types. */
export function routesFor<Services>() {
  return <const Path extends string, const Query extends string = never, Body = undefined>(
    given: Given<Services, Path, Query, Body>,
  ): Route<Services> => given as unknown as Route<Services>
}

export function changesStore({ method, writes }: RouteFacts): boolean {
  return writes ?? method !== 'get'
}
