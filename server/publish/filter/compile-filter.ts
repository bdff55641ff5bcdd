import { checkFilterCuts, checkFilterSize } from '../../../core/filter/filter-limits.ts'
import type { Comparison, Filter, Value } from '../../../core/filter/filter-tree.ts'
import { crs84, type PublicCrs } from '../../../core/geo/crs-uris.ts'
import { bound, catalogued, joinSql, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { compileArrays } from './compile-arrays.ts'
import { compileGeometry, compileSpatial } from './compile-spatial.ts'
import { compileTemporal } from './compile-temporal.ts'
import { compileAs, compilePair, compilePattern, compileScalar } from './compile-value.ts'
import { type FilterScope, isGeometryName, wordsOf, wrongType } from './filter-scope.ts'

export interface CompileOptions {
  /** CRS, with its order of axes, of geometries that name none. */
  crs?: PublicCrs
  /** The parameter that brought the filter, for errors. */
  parameter?: string
}

/**
 * A filter as a condition on a layer's rows. Properties are the layer's public fields and "geometry"; everything that a
 * client sent is a binding. Rows on which the condition is unknown (a missing value) do not match, as in SQL.
 * Throws Problem (400) on an unknown property, on types that do not fit, and on a tree beyond the bounds.
 */
export function compileFilter(
  tree: Filter,
  layer: LayerDefinition,
  { crs = crs84, parameter = 'filter' }: CompileOptions = {},
): SqlFragment {
  checkFilterSize(tree, parameter)
  const fields = new Map(publicFields(layer).map((field) => [field.name, field]))
  const condition = compile(tree, { layer, fields, crs, parameter })
  checkFilterCuts(tree, parameter)
  return condition
}

function compile(tree: Filter, scope: FilterScope): SqlFragment {
  switch (tree.kind) {
    case 'always':
      return catalogued('TRUE')
    case 'never':
      return catalogued('FALSE')
    case 'and':
    case 'or': {
      const operands = tree.operands.map((operand) => compile(operand, scope))
      return sql`(${joinSql(operands, tree.kind === 'and' ? ' AND ' : ' OR ')})`
    }
    case 'not':
      return sql`(NOT ${compile(tree.operand, scope)})`
    case 'compare':
      return compileComparison(tree.operator, tree.left, tree.right, scope)
    case 'like':
      return sql`(${compileAs('text', tree.value, scope).fragment} LIKE ${compilePattern(tree.pattern, scope)})`
    case 'between': {
      const least = compileComparison('>=', tree.value, tree.least, scope)
      return sql`(${least} AND ${compileComparison('<=', tree.value, tree.most, scope)})`
    }
    case 'in':
      return compileIn(tree.value, tree.list, scope)
    case 'isNull':
      return sql`(${compileAny(tree.value, scope)} IS NULL)`
    case 'spatial':
      return compileSpatial(tree, scope)
    case 'temporal':
      return compileTemporal(tree, scope)
    case 'arrays':
      return compileArrays(tree, scope)
  }
}

/** Texts are ordered by code points, so that both engines agree whatever the locale of the database is. */
function compileComparison(operator: Comparison, left: Value, right: Value, scope: FilterScope): SqlFragment {
  const pair = compilePair(left, right, scope)
  const sign = catalogued(operator)
  const ordered = operator !== '=' && operator !== '<>'
  if (ordered && pair.type === 'boolean')
    throw wrongType(scope, left, `${wordsOf('text')} or ${wordsOf('number')} before ${operator}`)
  if (ordered && pair.type === 'text')
    return sql`((${pair.left}) COLLATE "C" ${sign} (${pair.right}) COLLATE "C")`
  return sql`(${pair.left} ${sign} ${pair.right})`
}

/** One list to compare with where all are literals, so that an index serves. */
function compileIn(value: Value, list: readonly Value[], scope: FilterScope): SqlFragment {
  const { type, exact, fragment } = compileScalar(value, scope)
  const texts = list.flatMap((item) => (item.kind === 'text' ? [item.value] : []))
  if (type === 'text' && texts.length === list.length)
    return sql`(${fragment} = ANY (${bound(texts, 'text[]')}))`
  const numbers = list.flatMap((item) => (item.kind === 'number' ? [item.value] : []))
  if (type === 'number' && !exact && numbers.length === list.length) {
    const whole = numbers.every((number) => Number.isInteger(number) && Math.abs(number) < 2 ** 31)
    return sql`(${fragment} = ANY (${bound(numbers, whole ? 'int[]' : 'float8[]')}))`
  }
  return sql`(${joinSql(
    list.map((item) => compileComparison('=', value, item, scope)),
    ' OR ',
  )})`
}

/** What IS NULL asks about: a scalar or the geometry. */
function compileAny(value: Value, scope: FilterScope): SqlFragment {
  const asksGeometry =
    value.kind === 'geometry' ||
    value.kind === 'bbox' ||
    (value.kind === 'property' && isGeometryName(scope, value.name) && !scope.fields.has(value.name))
  return asksGeometry ? compileGeometry(value, scope) : compileScalar(value, scope).fragment
}
