import { Problem } from '../../../core/problem.ts'
import type { StyleFilter } from '../../../core/style/layer-style.ts'
import { childNamed, type XmlNode } from '../../requests/read-xml.ts'

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
  return new StyleFilterReader(place, fields).readFilter(filter)
}

class StyleFilterReader {
  readonly #place: string
  readonly #fields: FieldTypes

  constructor(place: string, fields: FieldTypes) {
    this.#place = place
    this.#fields = fields
  }

  readFilter({ children }: XmlNode): StyleFilter {
    const [root] = children
    if (!root || children.length > 1) throw this.#refuse(`${children.length} conditions`, 'one condition')
    return this.#read(root)
  }

  #read(node: XmlNode): StyleFilter {
    if (node.name === 'And' || node.name === 'Or') {
      const parts = node.children.map((child) => this.#read(child))
      const [only] = parts
      if (!only) throw this.#refuse(`an empty ${node.name}`)
      return parts.length === 1 ? only : [node.name === 'And' ? '&&' : '||', ...parts]
    }
    if (node.name === 'Not') {
      const [inner] = node.children
      if (!inner) throw this.#refuse('an empty Not')
      const condition = this.#read(inner)
      const isNull = condition[0] === '==' && condition[2] === null
      return isNull ? ['!=', condition[1], null] : ['!', condition]
    }
    return this.#comparison(node)
  }

  #comparison(node: XmlNode): StyleFilter {
    const { name, type } = this.#propertyOf(node)
    switch (node.name) {
      case 'PropertyIsNull':
        return ['==', name, null]
      case 'PropertyIsEqualTo':
      case 'PropertyIsNotEqualTo': {
        const value = this.#typed(this.#literalOf(node), type)
        return [node.name === 'PropertyIsEqualTo' ? '==' : '!=', name, value]
      }
      case 'PropertyIsBetween': {
        const [low, high] = [childNamed(node, 'LowerBoundary'), childNamed(node, 'UpperBoundary')]
        if (!low || !high) throw this.#refuse('PropertyIsBetween without boundaries')
        return ['<=x<=', name, this.#number(this.#literalOf(low)), this.#number(this.#literalOf(high))]
      }
      default: {
        const operator = comparisons[node.name as keyof typeof comparisons]
        if (!operator) throw this.#refuse(node.name)
        return [operator, name, this.#number(this.#literalOf(node))]
      }
    }
  }

  #propertyOf(node: XmlNode): FieldTypes[number] {
    const named = childNamed(node, 'PropertyName')
    if (!named) throw this.#refuse(`${node.name} without PropertyName`)
    const known = this.#fields.find(({ name }) => name === named.text)
    const names = this.#fields.map(({ name }) => name).join(', ')
    if (!known) throw this.#refuse(named.text || 'an empty name', `one of ${names}`)
    return known
  }

  #literalOf(node: XmlNode): string {
    const literal = childNamed(node, 'Literal')
    // Boundaries may hold their value bare.
    if (!literal && node.children.length > 0) throw this.#refuse(`${node.name} without Literal`)
    return literal?.text ?? node.text
  }

  #number(text: string): number {
    const value = Number(text)
    if (text === '' || !Number.isFinite(value)) throw this.#refuse(text, 'a number')
    return value
  }

  #typed(text: string, type: FieldTypes[number]['type']): string | number | boolean {
    if (type === 'string') return text
    if (type !== 'boolean') return this.#number(text)
    if (text !== 'true' && text !== 'false') throw this.#refuse(text, 'true or false')
    return text === 'true'
  }

  #refuse(received: string, expected = 'comparisons, And, Or, Not'): Problem {
    return new Problem({
      title: 'Style not understood',
      status: 400,
      detail: `SLD: Filter of ${this.#place}: expected ${expected}, received ${received}`,
      parameter: 'body',
      received,
      expected,
    })
  }
}
