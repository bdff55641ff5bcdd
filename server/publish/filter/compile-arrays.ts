import type { Filter, Value } from '../../../core/filter/filter-tree.ts'
import { catalogued, joinSql, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { compileScalar, exactNumber } from './compile-value.ts'
import { type FilterScope, type ValueType, wordsOf, wrongType } from './filter-scope.ts'

/** Lists as sets: of texts, of numbers, or of true and false. A single value is a list of one. */
export function compileArrays(
  { operator, left, right }: Extract<Filter, { kind: 'arrays' }>,
  scope: FilterScope,
): SqlFragment {
  const type = typeOfItems([...itemsOf(left), ...itemsOf(right)], scope)
  const [a, b] = [compileList(left, type, scope), compileList(right, type, scope)]
  switch (operator) {
    case 'a_contains':
      return sql`(${a} @> ${b})`
    case 'a_containedBy':
      return sql`(${a} <@ ${b})`
    case 'a_equals':
      return sql`(${a} @> ${b} AND ${a} <@ ${b})`
    default:
      return sql`(${a} && ${b})`
  }
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value]
}

function typeOfItems(items: readonly Value[], scope: FilterScope): ValueType {
  const [first = { kind: 'text', value: '' } as const, ...rest] = items
  const { type } = compileScalar(first, scope)
  for (const item of rest)
    if (compileScalar(item, scope).type !== type)
      throw wrongType(scope, item, `${wordsOf(type)}, as the others of the lists`)
  return type
}

function compileList(value: Value, type: ValueType, scope: FilterScope): SqlFragment {
  const items = itemsOf(value).map((item) =>
    type === 'number' ? exactNumber(item, scope) : compileScalar(item, scope).fragment,
  )
  const element = catalogued(type === 'number' ? 'numeric' : type)
  return sql`ARRAY[${joinSql(items, ', ')}]::${element}[]`
}
