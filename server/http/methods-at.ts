import { describeApi } from './openapi.ts'

/** The methods that a path of the public interface takes; none for a path that is no part of it. */
export function methodsAt(path: string): string[] {
  for (const [template, operations] of Object.entries(describeApi('').paths)) {
    if (!patternOf(template).test(path)) continue
    const methods = Object.keys(operations).map((method) => method.toUpperCase())
    return methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  }
  return []
}

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
