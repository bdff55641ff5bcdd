import type { Request, Response } from 'express'
import type { Actor } from '../../../core/access/actor.ts'
import type { Action } from '../../../core/access/may.ts'
import type { BodyReader } from '../request/body-reader.ts'
import type { HeaderParameter, QueryParameter } from './openapi-parts.ts'

/**
 * Who may call a route, and whether its answer depends on the actor.
 * - `everyone`: the actor is not looked up; with `moreTo` it is, and answers to actors who may that action are kept out of shared
 * caches.
 * - an action: only actors who may do it in the whole region.
 */
export type Access =
  | { readonly to: 'everyone'; readonly moreTo?: Action }
  | { readonly to: Action; readonly moreTo?: undefined }

export type Method = 'get' | 'post' | 'put' | 'delete'

/** The declaration of a route, without its handler: its OpenAPI description, its guards and the permission tests are derived from it. */
export interface RouteFacts {
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
  /** Descriptions of the path's parameters. */
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
  /** Runs before the body is read; throws to refuse the request. */
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

/** Makes routes whose handlers need these services; the declared path, query and body give the handler its types. */
export function routesFor<Services>() {
  return <const Path extends string, const Query extends string = never, Body = undefined>(
    given: Given<Services, Path, Query, Body>,
  ): Route<Services> => given as unknown as Route<Services>
}

export function changesStore({ method, writes }: RouteFacts): boolean {
  return writes ?? method !== 'get'
}
