import type { Filter, Value } from '../../../core/filter/filter-tree.ts'
import { badParameter } from '../../../core/problem.ts'
import type { LayerField } from '../../layers/layer.ts'

const NUMBER = /^[-+]?\d{1,20}(\.\d{1,20})?([eE][-+]?\d{1,2})?$/
const MOST_YEARS = 60

/** `?name=value`: the property is that value; years may be several, joined by commas. Throws Problem (400). */
export function propertyCondition(field: LayerField, text: string): Filter {
  const property = { kind: 'property', name: field.name } as const
  if (field.name === 'year' && text.includes(',')) {
    const list = text.split(',').map((year) => literal(field, year))
    if (list.length > MOST_YEARS) throw badParameter('year', text, `at most ${MOST_YEARS} years`)
    return { kind: 'in', value: property, list }
  }
  return { kind: 'compare', operator: '=', left: property, right: literal(field, text) }
}

function literal({ name, type }: LayerField, text: string): Value {
  switch (type) {
    case 'string':
      return { kind: 'text', value: text }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw badParameter(name, text, 'true or false')
      return { kind: 'boolean', value: text === 'true' }
    default:
      if (!NUMBER.test(text)) throw badParameter(name, text, 'a number')
      return { kind: 'number', value: Number(text) }
  }
}
