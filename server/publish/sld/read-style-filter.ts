import { Problem } from '../../../core/problem.ts'
import type { StyleFilter } from '../../../core/style/layer-style.ts'
import { childNamed, type XmlNode } from '../read-xml.ts'

/** Types of a layer's attributes, so that a literal becomes a number where the attribute is one. */
export type FieldTypes = readonly { name: string; type: 'string' | 'number' | 'integer' | 'boolean' }[]

const comparisons = {
  PropertyIsLessThan: '<',
  PropertyIsLessThanOrEqualTo: '<=',
  PropertyIsGreaterThan: '>',
  PropertyIsGreaterThanOrEqualTo: '>=',
} as const

/** A Filter element (1.0.0 or 1.1.0) as the neutral filter; throws Problem (400) on what cannot be kept. */
export function readStyleFilter(filter: XmlNode, place: string, fields: FieldTypes): StyleFilter {
  const refuse = (received: string, expected = 'comparisons, And, Or, Not') =>
    new Problem({
      title: 'Style not understood',
      status: 400,
      detail: `SLD: Filter of ${place}: expected ${expected}, received ${received}`,
      parameter: 'body',
      received,
      expected,
    })
  const [root] = filter.children
  if (!root || filter.children.length > 1)
    throw refuse(`${filter.children.length} conditions`, 'one condition')
  return read(root)

  function read(node: XmlNode): StyleFilter {
    if (node.name === 'And' || node.name === 'Or') {
      const parts = node.children.map(read)
      const [only] = parts
      if (!only) throw refuse(`an empty ${node.name}`)
      return parts.length === 1 ? only : [node.name === 'And' ? '&&' : '||', ...parts]
    }
    if (node.name === 'Not') {
      const [inner] = node.children
      if (!inner) throw refuse('an empty Not')
      const read1 = read(inner)
      const isNull = read1[0] === '==' && read1[2] === null
      return isNull ? ['!=', read1[1], null] : ['!', read1]
    }
    return comparison(node)
  }

  function comparison(node: XmlNode): StyleFilter {
    const { name, type } = propertyOf(node)
    switch (node.name) {
      case 'PropertyIsNull':
        return ['==', name, null]
      case 'PropertyIsEqualTo':
      case 'PropertyIsNotEqualTo':
        return [node.name === 'PropertyIsEqualTo' ? '==' : '!=', name, typed(literalOf(node), type)]
      case 'PropertyIsBetween': {
        const [low, high] = [childNamed(node, 'LowerBoundary'), childNamed(node, 'UpperBoundary')]
        if (!low || !high) throw refuse('PropertyIsBetween without boundaries')
        return ['<=x<=', name, number(literalOf(low)), number(literalOf(high))]
      }
      default: {
        const operator = comparisons[node.name as keyof typeof comparisons]
        if (!operator) throw refuse(node.name)
        return [operator, name, number(literalOf(node))]
      }
    }
  }

  function propertyOf(node: XmlNode): FieldTypes[number] {
    const named = childNamed(node, 'PropertyName')
    if (!named) throw refuse(`${node.name} without PropertyName`)
    const known = fields.find(({ name }) => name === named.text)
    if (!known)
      throw refuse(named.text || 'an empty name', `one of ${fields.map(({ name }) => name).join(', ')}`)
    return known
  }

  function literalOf(node: XmlNode): string {
    const literal = childNamed(node, 'Literal')
    // Boundaries may hold their value bare.
    if (!literal && node.children.length > 0) throw refuse(`${node.name} without Literal`)
    return literal?.text ?? node.text
  }

  function number(text: string): number {
    const value = Number(text)
    if (text === '' || !Number.isFinite(value)) throw refuse(text, 'a number')
    return value
  }

  function typed(text: string, type: FieldTypes[number]['type']): string | number | boolean {
    if (type === 'string') return text
    if (type !== 'boolean') return number(text)
    if (text !== 'true' && text !== 'false') throw refuse(text, 'true or false')
    return text === 'true'
  }
}
