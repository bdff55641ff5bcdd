import type { Filter, FilterGeometry, FilterPosition, IntervalEnd, Value } from './filter-tree.ts'
import { refuseOwnCrs } from './write-cql2-json.ts'

/**
 * A tree as CQL2 text that reads back as the same tree. Throws a RangeError as writeCql2Json does, and on a text that
 * the grammar cannot hold.
 */
export function writeCql2Text(tree: Filter): string {
  switch (tree.kind) {
    case 'always':
      return 'TRUE'
    case 'never':
      return 'FALSE'
    case 'and':
    case 'or':
      return tree.operands.map(inParentheses).join(tree.kind === 'and' ? ' AND ' : ' OR ')
    case 'not':
      return `NOT ${inParentheses(tree.operand)}`
    case 'compare':
      return `${writeValue(tree.left)} ${tree.operator} ${writeValue(tree.right)}`
    case 'like':
      return `${writeValue(tree.value)} LIKE ${writeValue(tree.pattern)}`
    case 'between':
      return `${writeValue(tree.value)} BETWEEN ${writeValue(tree.least)} AND ${writeValue(tree.most)}`
    case 'in':
      return `${writeValue(tree.value)} IN (${tree.list.map(writeValue).join(', ')})`
    case 'isNull':
      return `${writeValue(tree.value)} IS NULL`
    default:
      return `${tree.operator.toUpperCase()}(${writeValue(tree.left)}, ${writeValue(tree.right)})`
  }
}

function inParentheses(tree: Filter): string {
  return `(${writeCql2Text(tree)})`
}

function writeValue(value: Value): string {
  switch (value.kind) {
    case 'property':
      return name(value.name)
    case 'text':
      return quote(value.value)
    case 'number':
      return String(value.value)
    case 'boolean':
      return value.value ? 'TRUE' : 'FALSE'
    case 'date':
    case 'timestamp':
      return `${value.kind.toUpperCase()}('${value.value}')`
    case 'interval':
      return `INTERVAL(${writeEnd(value.start)}, ${writeEnd(value.end)})`
    case 'geometry':
      refuseOwnCrs(value.crs)
      return writeWkt(value.geometry)
    case 'bbox':
      refuseOwnCrs(value.crs)
      return `BBOX(${value.box.join(', ')})`
    case 'list':
      return `(${value.items.map(writeValue).join(', ')})`
    case 'arithmetic':
      return `(${writeValue(value.left)} ${value.operator} ${writeValue(value.right)})`
    default:
      return `${value.kind.toUpperCase()}(${writeValue(value.of)})`
  }
}

function writeEnd(end: IntervalEnd): string {
  if (end.kind === 'open') return `'..'`
  return end.kind === 'property' ? name(end.name) : `'${end.value}'`
}

/** Always in quotes, so that no name is ever taken for a word of the grammar. */
function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** The grammar takes a backslash before a quote for an escape and has none for the backslash itself. */
function quote(text: string): string {
  if (/\\('|$)/.test(text))
    throw new RangeError('a text with a backslash before a quote cannot be written as CQL2 text')
  return `'${text.replaceAll("'", "''")}'`
}

/** Well-known text of a geometry, ordinates as they are. */
export function writeWkt(geometry: FilterGeometry): string {
  const word = geometry.type.toUpperCase()
  switch (geometry.type) {
    case 'Point':
      return `${word}(${position(geometry.coordinates)})`
    case 'MultiPoint':
    case 'LineString':
      return `${word}${positions(geometry.coordinates)}`
    case 'MultiLineString':
    case 'Polygon':
      return `${word}(${geometry.coordinates.map(positions).join(', ')})`
    case 'MultiPolygon':
      return `${word}(${geometry.coordinates.map((polygon) => `(${polygon.map(positions).join(', ')})`).join(', ')})`
    default:
      return `${word}(${geometry.geometries.map(writeWkt).join(', ')})`
  }
}

function positions(list: readonly FilterPosition[]): string {
  return `(${list.map(position).join(', ')})`
}

function position([x, y]: FilterPosition): string {
  return `${x} ${y}`
}
