import { checkFilterSize } from './filter-limits.ts'
import {
  arrayOperators,
  comparisons,
  type Filter,
  spatialOperators,
  temporalOperators,
  type Value,
} from './filter-tree.ts'
import { below, faultAt, isOperation, type JsonPlace, needArguments } from './json-place.ts'
import { readJsonValue } from './json-values.ts'

/**
 * Reads CQL2 JSON (OGC 21-065r2, clause 8) that JSON.parse has made a value of. Throws Problem (400) that tells the
 * path to what is wrong, as in `args[0].args[1]`.
 */
export function parseCql2Json(json: unknown, parameter = 'filter'): Filter {
  const tree = readFilter(json, { parameter, path: '', depth: 0 })
  checkFilterSize(tree, parameter)
  return tree
}

interface Operation {
  op: string
  args: unknown
}

function readFilter(json: unknown, place: JsonPlace): Filter {
  if (typeof json === 'boolean') return { kind: json ? 'always' : 'never' }
  const filter = isOperation(json) ? (readPair(json, place) ?? readOther(json, place)) : undefined
  if (filter) return filter
  throw faultAt(place, json, 'a condition: {"op": …, "args": […]} with an operator of CQL2, or true or false')
}

/** Operators that stand between two values. */
function readPair(operation: Operation, place: JsonPlace): Filter | undefined {
  const { op } = operation
  const find = <Name extends string>(names: readonly Name[]) => names.find((known) => known === op)
  const [compared, spatial] = [find(comparisons), find(spatialOperators)]
  const [temporal, arrays] = [find(temporalOperators), find(arrayOperators)]
  if (!compared && !spatial && !temporal && !arrays && op !== 'like') return undefined
  const args = needArguments(operation, 2, place)
  const [left, right] = [readArgument(args, 0, place), readArgument(args, 1, place)]
  if (compared) return { kind: 'compare', operator: compared, left, right }
  if (spatial) return { kind: 'spatial', operator: spatial, left, right }
  if (temporal) return { kind: 'temporal', operator: temporal, left, right }
  if (arrays) return { kind: 'arrays', operator: arrays, left, right }
  return { kind: 'like', value: left, pattern: right }
}

function readOther(operation: Operation, place: JsonPlace): Filter | undefined {
  switch (operation.op) {
    case 'and':
    case 'or':
      return { kind: operation.op, operands: readOperands(operation, place) }
    case 'not': {
      const [operand] = needArguments(operation, 1, place)
      return { kind: 'not', operand: readFilter(operand, below(place, 'args[0]')) }
    }
    case 'between': {
      const args = needArguments(operation, 3, place)
      const [value, least] = [readArgument(args, 0, place), readArgument(args, 1, place)]
      return { kind: 'between', value, least, most: readArgument(args, 2, place) }
    }
    case 'in': {
      const args = needArguments(operation, 2, place)
      return {
        kind: 'in',
        value: readArgument(args, 0, place),
        list: readList(args[1], below(place, 'args[1]')),
      }
    }
    case 'isNull':
      return { kind: 'isNull', value: readArgument(needArguments(operation, 1, place), 0, place) }
    default:
      return undefined
  }
}

function readOperands({ op, args }: Operation, place: JsonPlace): Filter[] {
  if (!Array.isArray(args) || args.length < 2)
    throw faultAt(place, args, `two or more arguments of ${op} in a list`)
  return args.map((arg, index) => readFilter(arg, below(place, `args[${index}]`)))
}

function readArgument(args: readonly unknown[], index: number, place: JsonPlace): Value {
  return readJsonValue(args[index], below(place, `args[${index}]`))
}

function readList(list: unknown, place: JsonPlace): Value[] {
  if (!Array.isArray(list) || list.length === 0) throw faultAt(place, list, 'a list that is not empty')
  return list.map((item, index) => readJsonValue(item, below(place, `[${index}]`)))
}
