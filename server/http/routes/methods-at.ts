import { isDescribed } from '../routing/route.ts'
import { routeTable } from './route-table.ts'

/** The methods that a path of the public interface takes; none for a path that is no part of it. */
export function methodsAt(path: string): string[] {
  const methods = routeTable
    .filter((route) => isDescribed(route) && patternOf(route.path).test(path))
    .map(({ method }) => method)
  return [...new Set(methods)].flatMap((method) =>
    method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  )
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
