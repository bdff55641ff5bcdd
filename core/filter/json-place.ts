import { filterFault } from './filter-fault.ts'
import { filterLimits, tooMuch } from './filter-limits.ts'

/** Where in a JSON filter we are. */
export interface JsonPlace {
  parameter: string
  /** As in `args[0].args[1]`; empty at the top. */
  path: string
  depth: number
}

/** One step down; throws beyond the bound of depth. */
export function below({ parameter, path, depth }: JsonPlace, step: string): JsonPlace {
  if (depth >= filterLimits.depth) throw tooMuch({ parameter, at: '' }, 'levels', filterLimits.depth)
  const joint = path === '' || step.startsWith('[') ? '' : '.'
  return { parameter, path: `${path}${joint}${step}`, depth: depth + 1 }
}

export function faultAt({ parameter, path }: JsonPlace, received: unknown, expected: string): Error {
  return filterFault({ parameter, at: path === '' ? '' : `at ${path}` }, received, expected)
}

/** Whether it is an object with an operator: {"op": "…", "args": […]}. */
export function isOperation(json: unknown): json is { op: string; args: unknown } {
  return isObject(json) && typeof json.op === 'string'
}

export function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** The arguments of an operation, that many of them. */
export function needArguments(
  { op, args }: { op: string; args: unknown },
  count: number,
  place: JsonPlace,
): readonly unknown[] {
  if (!Array.isArray(args)) throw faultAt(below(place, 'args'), args, 'a list of arguments')
  if (args.length !== count) throw faultAt(place, `${args.length} arguments of ${op}`, `${count} of them`)
  return args
}
