import type { Router } from 'express'
import { mount, type RouteGate } from './mount.ts'
import type { Route, RouteFacts } from './route.ts'

/** Routes with what they need of all services; which those are, each group says for itself. */
export interface RouteGroup<All> {
  readonly routes: readonly RouteFacts[]
  /** Undefined for routes that are answered ahead of Express. */
  readonly mountWith?: (all: All, gate: RouteGate) => Router
}

export function group<All, Needs>(
  routes: readonly Route<Needs>[],
  needs: (all: All) => Needs,
): RouteGroup<All> {
  return { routes, mountWith: (all, gate) => mount(routes, needs(all), gate) }
}
