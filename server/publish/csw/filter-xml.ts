import { checkFilterSize } from '../../../core/filter/filter-limits.ts'
import type { Comparison, Filter, SpatialOperator, Value } from '../../../core/filter/filter-tree.ts'
import type { XmlNode } from '../../requests/read-xml.ts'
import { childNamed } from '../../requests/read-xml.ts'
import { invalid } from './csw-fault.ts'
import { readEnvelope } from './gml-envelope.ts'

const OGC = 'http://www.opengis.net/ogc'

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  PropertyIsEqualTo: '=',
  PropertyIsNotEqualTo: '<>',
  PropertyIsLessThan: '<',
  PropertyIsLessThanOrEqualTo: '<=',
  PropertyIsGreaterThan: '>',
  PropertyIsGreaterThanOrEqualTo: '>=',
}
const SPATIAL: Readonly<Record<string, SpatialOperator>> = {
  BBOX: 's_intersects',
  Intersects: 's_intersects',
  Equals: 's_equals',
  Disjoint: 's_disjoint',
  Touches: 's_touches',
  Within: 's_within',
  Overlaps: 's_overlaps',
  Crosses: 's_crosses',
  Contains: 's_contains',
}
const ARITHMETIC = { Add: '+', Sub: '-', Mul: '*', Div: '/' } as const

/**
 * Reads ogc:Filter (Filter Encoding 1.1.0, OGC 04-095) into the same tree as the texts of CQL. Functions are refused: this
 * catalogue has none. Throws Problem (400).
 */
export function readFilterXml(root: XmlNode): Filter {
  if (root.uri !== OGC || root.name !== 'Filter')
    throw invalid('constraint', `{${root.uri}}${root.name}`, `Filter of ${OGC}`)
  const ids = root.children.filter(({ name }) => name === 'FeatureId' || name === 'GmlObjectId')
  const [condition, ...more] = root.children
  if (!condition) throw invalid('constraint', 'an empty Filter', 'one condition')
  const tree = ids.length === root.children.length ? readIds(ids) : readCondition(condition)
  if (ids.length !== root.children.length && more.length > 0)
    throw invalid('constraint', `${root.children.length} conditions`, 'one, or several within And or Or')
  checkFilterSize(tree, 'constraint')
  return tree
}

function readIds(ids: readonly XmlNode[]): Filter {
  const list = ids.map(
    ({ attributes }): Value => ({ kind: 'text', value: attributes.fid ?? attributes.id ?? '' }),
  )
  return { kind: 'in', value: { kind: 'property', name: 'dc:identifier' }, list }
}

function readCondition(node: XmlNode): Filter {
  const { name, children } = node
  if (node.uri !== OGC) throw invalid('constraint', `{${node.uri}}${name}`, `elements of ${OGC}`)
  if (name === 'And' || name === 'Or') {
    if (children.length < 2)
      throw invalid('constraint', `${name} of ${children.length}`, 'two conditions or more')
    return { kind: name === 'And' ? 'and' : 'or', operands: children.map(readCondition) }
  }
  if (name === 'Not') {
    const [operand] = needChildren(node, 1)
    return { kind: 'not', operand: readCondition(operand) }
  }
  const comparison = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined
  if (comparison) return readComparison(node, comparison)
  if (name === 'PropertyIsLike') return readLike(node)
  if (name === 'PropertyIsNull') {
    const [value] = needChildren(node, 1)
    return { kind: 'isNull', value: readValue(value) }
  }
  if (name === 'PropertyIsBetween') return readBetween(node)
  const operator = Object.hasOwn(SPATIAL, name) ? SPATIAL[name] : undefined
  if (operator) return readSpatial(node, operator)
  throw invalid('constraint', name, 'a logical, comparison or spatial operator of Filter 1.1.0')
}

function readComparison(node: XmlNode, operator: Comparison): Filter {
  const [left, right] = needChildren(node, 2)
  const fold = ignoresCase(node)
  return { kind: 'compare', operator, left: fold(readValue(left)), right: fold(readValue(right as XmlNode)) }
}

/** Wildcards of the client's choosing become % and _. */
function readLike(node: XmlNode): Filter {
  const [value, literal] = needChildren(node, 2)
  const { wildCard = '*', singleChar = '?', escapeChar = node.attributes.escape ?? '\\' } = node.attributes
  for (const [name, sign] of Object.entries({ wildCard, singleChar, escapeChar }))
    if (sign.length > 1) throw invalid('constraint', `${name} ${sign}`, 'one character')
  const fold = ignoresCase(node)
  const pattern = translate((literal as XmlNode).text, { wildCard, singleChar, escapeChar })
  return { kind: 'like', value: fold(readValue(value)), pattern: fold({ kind: 'text', value: pattern }) }
}

function translate(
  text: string,
  { wildCard, singleChar, escapeChar }: { wildCard: string; singleChar: string; escapeChar: string },
): string {
  const literal = (character: string) => (/[%_\\]/.test(character) ? `\\${character}` : character)
  let escaped = false
  let pattern = ''
  for (const character of text) {
    if (escaped) {
      pattern += literal(character)
      escaped = false
    } else if (character === escapeChar) escaped = true
    else if (character === wildCard) pattern += '%'
    else if (character === singleChar) pattern += '_'
    else pattern += literal(character)
  }
  return escaped ? `${pattern}${literal(escapeChar)}` : pattern
}

function readBetween(node: XmlNode): Filter {
  const [value] = needChildren(node, 3)
  const end = (name: string): Value => {
    const inner = childNamed(node, name)?.children[0]
    if (!inner) throw invalid('constraint', 'PropertyIsBetween', `a ${name}`)
    return readValue(inner)
  }
  return { kind: 'between', value: readValue(value), least: end('LowerBoundary'), most: end('UpperBoundary') }
}

/** The property may be left out of BBOX: a record has one place. */
function readSpatial(node: XmlNode, operator: SpatialOperator): Filter {
  const property = childNamed(node, 'PropertyName')
  const place = node.children.find((child) => child !== property)
  if (!place || node.children.length > (property ? 2 : 1))
    throw invalid('constraint', node.name, 'a PropertyName and an Envelope')
  return {
    kind: 'spatial',
    operator,
    left: { kind: 'property', name: property?.text || 'ows:BoundingBox' },
    right: readEnvelope(place),
  }
}

function readValue(node: XmlNode): Value {
  const { name, text, children } = node
  if (name === 'PropertyName') {
    if (text === '' || text.length > 200) throw invalid('constraint', text, 'the name of a property')
    return { kind: 'property', name: text }
  }
  if (name === 'Literal') {
    if (children.length > 0) throw invalid('constraint', `Literal with ${children[0]?.name}`, 'text')
    return { kind: 'text', value: text }
  }
  if (Object.hasOwn(ARITHMETIC, name)) {
    const [left, right] = needChildren(node, 2)
    const operator = ARITHMETIC[name as keyof typeof ARITHMETIC]
    return {
      kind: 'arithmetic',
      operator,
      left: number(readValue(left)),
      right: number(readValue(right as XmlNode)),
    }
  }
  throw invalid('constraint', name, 'PropertyName or Literal')
}

function number(value: Value): Value {
  const digits = value.kind === 'text' && /^[-+]?\d{1,15}(\.\d{1,15})?$/.test(value.value)
  return digits ? { kind: 'number', value: Number(value.value) } : value
}

function ignoresCase({ attributes }: XmlNode): (value: Value) => Value {
  return attributes.matchCase === 'false' ? (value) => ({ kind: 'casei', of: value }) : (value) => value
}

function needChildren(node: XmlNode, count: number): [XmlNode, ...XmlNode[]] {
  const [first, ...rest] = node.children
  if (!first || node.children.length !== count)
    throw invalid('constraint', `${node.name} with ${node.children.length} elements`, `${count}`)
  return [first, ...rest]
}
