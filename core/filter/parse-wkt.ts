import { checkGeometry, GEOMETRY_TYPES } from './check-geometry.ts'
import { filterFault } from './filter-fault.ts'
import type { FilterGeometry } from './filter-tree.ts'
import {
  deeper,
  faultAt,
  isSymbol,
  isWord,
  needList,
  needNumber,
  peek,
  type TextReader,
} from './text-reader.ts'
import { placeAt, readTokens } from './tokens.ts'

const BY_WORD = new Map(GEOMETRY_TYPES.map((type) => [type.toUpperCase(), type]))

/** Whether well-known text begins here: POINT(…), POLYGON Z (…). */
export function beginsWkt(reader: TextReader): boolean {
  const { kind, value } = peek(reader)
  if (kind !== 'name' || !BY_WORD.has(value.toUpperCase())) return false
  return (
    isSymbol(reader, '(', 1) ||
    isWord(reader, 'EMPTY', 1) ||
    (isWord(reader, 'Z', 1) && isSymbol(reader, '(', 2))
  )
}

/** A geometry in well-known text (OGC 06-103r4). Empty geometries are refused: nothing has a relation to them. */
export function readWkt(reader: TextReader): FilterGeometry {
  const word = peek(reader)
  const type = BY_WORD.get(word.value.toUpperCase())
  if (!type) throw faultAt(reader, word, 'a geometry in well-known text')
  reader.at++
  if (isWord(reader, 'Z')) reader.at++
  if (!isSymbol(reader, '(')) throw faultAt(reader, peek(reader), '"(" and coordinates')
  if (type === 'GeometryCollection')
    return { type, geometries: deeper(reader, () => needList(reader, () => readWkt(reader))) }
  const parts = readParts(reader, DEPTHS[type])
  const fail = (received: unknown, expected: string) =>
    filterFault(placeAt(reader.parameter, word.from), received, expected)
  return checkGeometry(type, type === 'Point' ? parts[0] : parts, fail)
}

/** The geometry that a text is, and nothing besides. Throws Problem (400) with the place. */
export function parseWkt(text: string, parameter: string): FilterGeometry {
  const refuse = () => {
    throw faultAt(reader, peek(reader), 'well-known text without conditions')
  }
  const tokens = readTokens(text, parameter)
  const reader: TextReader = { tokens, parameter, readCondition: refuse, at: 0, depth: 0, arithmetic: 0 }
  const geometry = readWkt(reader)
  if (peek(reader).kind !== 'end') throw faultAt(reader, peek(reader), 'the end')
  return geometry
}

/** How many lists stand around a position. */
const DEPTHS = {
  Point: 1,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
} as const

function readParts(reader: TextReader, depth: number): unknown[] {
  return needList(reader, () => (depth > 1 ? readParts(reader, depth - 1) : readPosition(reader)))
}

/** Numbers side by side; MULTIPOINT may put each position in parentheses of its own. */
function readPosition(reader: TextReader): number[] {
  if (isSymbol(reader, '(')) {
    const [position = []] = needList(reader, () => readNumbers(reader))
    return position
  }
  return readNumbers(reader)
}

function readNumbers(reader: TextReader): number[] {
  const numbers = [needNumber(reader)]
  while (numbers.length < 4 && !isSymbol(reader, ',') && !isSymbol(reader, ')'))
    numbers.push(needNumber(reader))
  return numbers
}
