import { filterFault } from './filter-fault.ts'
import {
  arrayOperators,
  type Instant,
  type IntervalEnd,
  type SpatialOperator,
  spatialOperators,
  temporalOperators,
  type Value,
} from './filter-tree.ts'
import { DATE_FORM, isDate, isTimestamp, TIMESTAMP_FORM } from './instant.ts'
import { isCrsCode, readLegacyBox } from './legacy-box.ts'
import { beginsWkt, readWkt } from './parse-wkt.ts'
import {
  faultAt,
  isSymbol,
  isWord,
  type Node,
  needList,
  needNumber,
  needSymbol,
  needText,
  next,
  peek,
  readArgument,
  type TextReader,
  takeSymbol,
} from './text-reader.ts'
import { placeAt, type Token } from './tokens.ts'

/** Names of functions in CQL2 by their upper case, and those that (E)CQL has for the same. */
const SPATIAL = new Map<string, SpatialOperator>(
  spatialOperators.flatMap((operator) => {
    const name = operator.toUpperCase()
    return [
      [name, operator],
      [name.slice('S_'.length), operator],
    ] as const
  }),
)
const TEMPORAL = new Map(temporalOperators.map((operator) => [operator.toUpperCase(), operator]))
const ARRAYS = new Map(arrayOperators.map((operator) => [operator.toUpperCase(), operator]))
const FUNCTIONS = 'CASEI, ACCENTI, DATE, TIMESTAMP, INTERVAL, BBOX, and S_…, T_… and A_… of CQL2'

/** What a name begins: TRUE, a geometry or a function of the closed list; undefined when it is a property. */
export function readCall(reader: TextReader): Node | undefined {
  const name = peek(reader)
  const word = name.value.toUpperCase()
  if (word === 'TRUE' || word === 'FALSE') {
    reader.at++
    return { kind: 'boolean', value: word === 'TRUE' }
  }
  if (beginsWkt(reader)) return { kind: 'geometry', geometry: readWkt(reader) }
  if (word === 'SRID' && isSymbol(reader, ';', 3)) return readEwkt(reader)
  if ((word === 'INCLUDE' || word === 'EXCLUDE') && peek(reader, 1).kind === 'end') {
    reader.at++
    return { kind: word === 'INCLUDE' ? 'always' : 'never' }
  }
  // A word of the grammar before a parenthesis, as in NOT (…) or x IN (…), is no call.
  if (!isSymbol(reader, '(', 1) || /^(AND|OR|NOT|IN|LIKE|ILIKE|BETWEEN|DIV)$/.test(word)) return undefined
  reader.at++
  return readFunction(reader, word, name)
}

function readFunction(reader: TextReader, word: string, name: Token): Node {
  if (word === 'BBOX') return readLegacyBox(reader) ?? readBox(reader, name)
  if (word === 'DATE' || word === 'TIMESTAMP') return readInstant(reader, word)
  if (word === 'INTERVAL') return readInterval(reader, name)
  if (word === 'CASEI' || word === 'ACCENTI') {
    const [of] = readArguments(reader, name, 1)
    return { kind: word === 'CASEI' ? 'casei' : 'accenti', of: of as Value }
  }
  const [spatial, temporal, arrays] = [SPATIAL.get(word), TEMPORAL.get(word), ARRAYS.get(word)]
  if (!spatial && !temporal && !arrays) throw faultAt(reader, name, `one of the functions ${FUNCTIONS}`)
  const [left, right] = readArguments(reader, name, 2) as [Value, Value]
  if (spatial) return { kind: 'spatial', operator: spatial, left, right }
  if (temporal) return { kind: 'temporal', operator: temporal, left, right }
  return { kind: 'arrays', operator: arrays as (typeof arrayOperators)[number], left, right }
}

function readArguments(reader: TextReader, name: Token, count: number): Value[] {
  const values = needList(reader, () => readArgument(reader))
  if (values.length === count) return values
  const received = `${values.length} arguments of ${name.value}`
  throw filterFault(placeAt(reader.parameter, name.from), received, `${count} of them`)
}

/** BBOX(minimum of both axes, maximum of both), or with heights, which are left aside. */
function readBox(reader: TextReader, name: Token): Value {
  const numbers = needList(reader, () => needNumber(reader))
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = numbers
  if (numbers.length === 4) return { kind: 'bbox', box: [a, b, c, d] }
  if (numbers.length === 6) return { kind: 'bbox', box: [a, b, d, e] }
  throw filterFault(
    placeAt(reader.parameter, name.from),
    `${numbers.length} numbers`,
    '4 numbers, or 6 with heights',
  )
}

function readInstant(reader: TextReader, word: 'DATE' | 'TIMESTAMP'): Instant {
  needSymbol(reader, '(')
  const form = word === 'DATE' ? DATE_FORM : TIMESTAMP_FORM
  const token = needText(reader, form)
  const fine = word === 'DATE' ? isDate(token.value) : isTimestamp(token.value)
  if (!fine) throw faultAt(reader, token, form)
  needSymbol(reader, ')')
  return { kind: word === 'DATE' ? 'date' : 'timestamp', value: token.value }
}

function readInterval(reader: TextReader, name: Token): Value {
  const ends = needList(reader, () => readIntervalEnd(reader))
  const [start, end] = ends
  if (start && end && ends.length === 2) return { kind: 'interval', start, end }
  throw filterFault(placeAt(reader.parameter, name.from), `${ends.length} ends`, 'a start and an end')
}

function readIntervalEnd(reader: TextReader): IntervalEnd {
  for (const word of ['DATE', 'TIMESTAMP'] as const)
    if (isWord(reader, word) && isSymbol(reader, '(', 1)) {
      reader.at++
      return readInstant(reader, word)
    }
  const token = next(reader)
  if (token.kind === 'name' || token.kind === 'quoted') return { kind: 'property', name: token.value }
  if (token.kind === 'text') {
    if (token.value === '..') return { kind: 'open' }
    if (isDate(token.value)) return { kind: 'date', value: token.value }
    if (isTimestamp(token.value)) return { kind: 'timestamp', value: token.value }
  }
  throw faultAt(reader, token, `${DATE_FORM}, ${TIMESTAMP_FORM}, '..' or a property`)
}

/** SRID=3857;POINT(…), as PostGIS and GeoServer write it: always x before y. */
function readEwkt(reader: TextReader): Value {
  reader.at++
  needSymbol(reader, '=')
  const token = peek(reader)
  const crs = `EPSG:${needNumber(reader)}`
  if (!isCrsCode(crs))
    throw faultAt(reader, token, 'the EPSG code of a coordinate reference system that is known here')
  takeSymbol(reader, ';')
  if (!beginsWkt(reader)) throw faultAt(reader, peek(reader), 'a geometry in well-known text')
  return { kind: 'geometry', geometry: readWkt(reader), crs }
}
