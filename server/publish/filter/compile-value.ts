import { filterLimits, tooMuch } from '../../../core/filter/filter-limits.ts'
import type { Value } from '../../../core/filter/filter-tree.ts'
import { bound, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import { compileArithmetic } from './compile-arithmetic.ts'
import {
  type FilterScope,
  fieldNamed,
  type Typed,
  type ValueType,
  wordsOf,
  wrongType,
} from './filter-scope.ts'

const LARGEST_INTEGER = 2 ** 31 - 1

/** A scalar (text, number, true or false) as SQL; anything else is a 400. */
export function compileScalar(value: Value, scope: FilterScope): Typed {
  switch (value.kind) {
    case 'property':
      return compileProperty(value.name, scope)
    case 'text':
      return { type: 'text', fragment: bound(value.value, 'text') }
    case 'number':
      return { type: 'number', fragment: compileNumber(value.value) }
    case 'boolean':
      return { type: 'boolean', fragment: catalogued(value.value ? 'TRUE' : 'FALSE') }
    case 'casei':
    case 'accenti':
      return { type: 'text', fragment: fold(value.kind, compileText(value.of, scope)) }
    case 'arithmetic':
      return {
        type: 'number',
        exact: true,
        fragment: compileArithmetic(value, (operand) => exactNumber(operand, scope), scope),
      }
    default:
      throw wrongType(scope, value, 'a property, a text, a number, true or false')
  }
}

/** An integer keeps an index on an integer column usable. */
function compileNumber(value: number): SqlFragment {
  return bound(value, Number.isInteger(value) && Math.abs(value) <= LARGEST_INTEGER ? 'int' : 'float8')
}

function compileProperty(name: string, scope: FilterScope): Typed {
  const { sql: expression, type } = fieldNamed(scope, name)
  if (type === 'string') return { type: 'text', fragment: catalogued(`(${expression})::text`) }
  return { type: type === 'boolean' ? 'boolean' : 'number', fragment: catalogued(`(${expression})`) }
}

/** A scalar of one type; a 400 for another. */
export function compileAs(type: ValueType, value: Value, scope: FilterScope): Typed {
  const typed = compileScalar(value, scope)
  if (typed.type !== type) throw wrongType(scope, value, wordsOf(type))
  return typed
}

function compileText(value: Value, scope: FilterScope): SqlFragment {
  return compileAs('text', value, scope).fragment
}

/** A number as numeric, which neither overflows nor rounds within the bounds of a filter. */
export function exactNumber(value: Value, scope: FilterScope): SqlFragment {
  if (value.kind === 'number') return bound(String(value.value), 'numeric')
  return sql`(${compileAs('number', value, scope).fragment})::numeric`
}

/** ICU's rules and code points, so that both engines agree whatever the locale of the database is. */
function fold(kind: 'casei' | 'accenti', text: SqlFragment): SqlFragment {
  if (kind === 'casei') return sql`(lower((${text}) COLLATE "und-x-icu") COLLATE "C")`
  return sql`normalize(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'), NFC)`
}

/** The pattern of LIKE: a literal, folded or not, in which a backslash that escapes nothing is one. */
export function compilePattern(pattern: Value, scope: FilterScope): SqlFragment {
  if (pattern.kind === 'casei' || pattern.kind === 'accenti')
    return fold(pattern.kind, compilePattern(pattern.of, scope))
  if (pattern.kind !== 'text') throw wrongType(scope, pattern, 'a pattern: a text with % and _')
  const place = { parameter: scope.parameter, at: '' }
  const wildcards = pattern.value.match(/[%_]/g)?.length ?? 0
  if (wildcards > filterLimits.wildcards)
    throw tooMuch(place, 'wildcards in a pattern', filterLimits.wildcards)
  return bound(pattern.value.replace(/\\(.?)/gsu, escaped), 'text')
}

function escaped(_whole: string, after: string): string {
  return after === '%' || after === '_' || after === '\\' || after === '' ? `\\${after || '\\'}` : after
}

/** Two scalars of one type. A number that was computed is compared as it is, without rounding the other side. */
export function compilePair(
  left: Value,
  right: Value,
  scope: FilterScope,
): { type: ValueType; left: SqlFragment; right: SqlFragment } {
  const [a, b] = [compileScalar(left, scope), compileScalar(right, scope)]
  if (a.type !== b.type) {
    const [odd, model] = left.kind === 'property' ? [right, a] : [left, b]
    throw wrongType(scope, odd, `${wordsOf(model.type)}, as on the other side of the comparison`)
  }
  if (!a.exact && !b.exact) return { type: a.type, left: a.fragment, right: b.fragment }
  return { type: a.type, left: exactNumber(left, scope), right: exactNumber(right, scope) }
}
