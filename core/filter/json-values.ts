import { checkGeometry } from './check-geometry.ts'
import {
  arithmetics,
  type FilterGeometry,
  type Instant,
  type IntervalEnd,
  type Value,
} from './filter-tree.ts'
import { DATE_FORM, isDate, isTimestamp, TIMESTAMP_FORM } from './instant.ts'
import { below, faultAt, isObject, isOperation, type JsonPlace, needArguments } from './json-place.ts'

const VALUES =
  'a text, a number, true, false, {"property": …}, {"date": …}, {"timestamp": …}, {"interval": […]}, {"bbox": […]}, GeoJSON, a list, or an operation that gives a value'

/** Reads what is no condition: a literal, a property, a geometry, arithmetic, CASEI or ACCENTI. */
export function readJsonValue(json: unknown, place: JsonPlace): Value {
  if (typeof json === 'string') {
    if (json.includes('\0')) throw faultAt(place, json, 'text without NUL')
    return { kind: 'text', value: json }
  }
  if (typeof json === 'number' && Number.isFinite(json)) return { kind: 'number', value: json }
  if (typeof json === 'boolean') return { kind: 'boolean', value: json }
  if (Array.isArray(json))
    return {
      kind: 'list',
      items: json.map((item, index) => readJsonValue(item, below(place, `[${index}]`))),
    }
  if (isOperation(json)) return readOperation(json, place)
  if (!isObject(json)) throw faultAt(place, json, VALUES)
  return readObject(json, place)
}

function readOperation(json: { op: string; args: unknown }, place: JsonPlace): Value {
  const { op } = json
  const value = (args: readonly unknown[], index: number) =>
    readJsonValue(args[index], below(place, `args[${index}]`))
  if (op === 'casei' || op === 'accenti') {
    const args = needArguments(json, 1, place)
    return { kind: op, of: value(args, 0) }
  }
  const operator = arithmetics.find((known) => known === op)
  if (!operator) throw faultAt(place, op, 'an operator of CQL2 that gives a value here')
  const args = needArguments(json, 2, place)
  return { kind: 'arithmetic', operator, left: value(args, 0), right: value(args, 1) }
}

function readObject(json: Record<string, unknown>, place: JsonPlace): Value {
  if ('property' in json) {
    if (typeof json.property !== 'string') throw faultAt(below(place, 'property'), json.property, 'a name')
    return { kind: 'property', name: json.property }
  }
  if ('date' in json || 'timestamp' in json) return readInstant(json, place)
  if ('interval' in json) return readInterval(json.interval, below(place, 'interval'))
  if ('bbox' in json) return readBox(json.bbox, below(place, 'bbox'))
  if (typeof json.type === 'string') return { kind: 'geometry', geometry: readGeometry(json, place) }
  throw faultAt(place, json, VALUES)
}

function readInstant(json: Record<string, unknown>, place: JsonPlace): Instant {
  const kind = 'date' in json ? 'date' : 'timestamp'
  const value = json[kind]
  const fine = typeof value === 'string' && (kind === 'date' ? isDate(value) : isTimestamp(value))
  if (!fine) throw faultAt(below(place, kind), value, kind === 'date' ? DATE_FORM : TIMESTAMP_FORM)
  return { kind, value }
}

function readInterval(json: unknown, place: JsonPlace): Value {
  if (!Array.isArray(json) || json.length !== 2) throw faultAt(place, json, 'a list of a start and an end')
  return {
    kind: 'interval',
    start: readIntervalEnd(json[0], below(place, '[0]')),
    end: readIntervalEnd(json[1], below(place, '[1]')),
  }
}

function readIntervalEnd(json: unknown, place: JsonPlace): IntervalEnd {
  if (json === '..') return { kind: 'open' }
  if (typeof json === 'string' && isDate(json)) return { kind: 'date', value: json }
  if (typeof json === 'string' && isTimestamp(json)) return { kind: 'timestamp', value: json }
  if (isObject(json)) {
    const value = readObject(json, place)
    if (value.kind === 'property' || value.kind === 'date' || value.kind === 'timestamp') return value
  }
  throw faultAt(place, json, `${DATE_FORM}, ${TIMESTAMP_FORM}, '..' or a property`)
}

function readBox(json: unknown, place: JsonPlace): Value {
  const numbers: unknown[] = Array.isArray(json) ? json : []
  const fine = numbers.every(
    (number): number is number => typeof number === 'number' && Number.isFinite(number),
  )
  if (!fine || (numbers.length !== 4 && numbers.length !== 6))
    throw faultAt(place, json, '4 numbers, or 6 with heights')
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbers
  return { kind: 'bbox', box: numbers.length === 4 ? [a, b, c, d] : [a, b, d, e] }
}

function readGeometry(json: Record<string, unknown>, place: JsonPlace): FilterGeometry {
  const type = String(json.type)
  const fail = (received: unknown, expected: string) => faultAt(place, received, expected)
  if (type !== 'GeometryCollection') return checkGeometry(type, json.coordinates, fail)
  const parts = json.geometries
  if (!Array.isArray(parts) || parts.length === 0) throw fail(parts, 'a list of geometries that is not empty')
  return {
    type,
    geometries: parts.map((part: unknown, index) => {
      const inner = below(place, `geometries[${index}]`)
      if (!isObject(part)) throw faultAt(inner, part, 'a geometry')
      return readGeometry(part, inner)
    }),
  }
}
