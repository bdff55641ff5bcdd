import { ok, path as pathParameter } from '../routing/openapi-parts.ts'
import type { RouteFacts } from '../routing/route.ts'

/** OpenAPI's paths of these routes. */
export function describeRoutes(routes: readonly RouteFacts[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method] = describe(route)
  }
  return paths
}

function describe({
  method,
  summary,
  params = {},
  query = [],
  headers = [],
  body,
  answers,
}: RouteFacts): object {
  const inPath = Object.entries(params).map(([name, description]) => pathParameter(name, description))
  const parameters = [...inPath, ...query, ...headers]
  return {
    summary,
    ...(method === 'get' || parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body.description } : {}),
    responses: answers ?? ok(summary),
  }
}
