import { evaluateFilter, type Known } from '../../../core/filter/evaluate-filter.ts'
import type { Filter, Value } from '../../../core/filter/filter-tree.ts'
import type { CatalogueEntry } from '../records/catalogue-entry.ts'
import { isPlace, QUERYABLES, queryableOf, readQueryable, subjectOf } from '../records/entry-queryables.ts'
import { invalid } from './csw-fault.ts'
import type { SortKey } from './csw-request.ts'

/** The matching entries in the requested order, which is the same each time. */
export function findEntries(
  entries: readonly CatalogueEntry[],
  filter: Filter | undefined,
  sort: readonly SortKey[],
): CatalogueEntry[] {
  if (filter) checkPlaces(filter)
  const wide = filter && lookAnywhere(filter)
  const found = wide
    ? entries.filter((entry) => evaluateFilter(wide, subjectOf(entry, 'constraint')))
    : [...entries]
  const keys = sort.map(({ property, descending }) => {
    const queryable = queryableOf(property)
    if (queryable === undefined) throw invalid('sortby', property, `one of ${QUERYABLES.join(', ')}`)
    return { queryable, sign: descending ? -1 : 1 }
  })
  return found.sort((a, b) => {
    for (const { queryable, sign } of keys) {
      const order = compareKnown(readQueryable(a, queryable), readQueryable(b, queryable))
      if (order !== 0) return order * sign
    }
    return 0
  })
}

/** Refuses a spatial condition on what is no place; of each record alone it would only be false. */
function checkPlaces(tree: Filter): void {
  if (tree.kind === 'and' || tree.kind === 'or') for (const operand of tree.operands) checkPlaces(operand)
  if (tree.kind === 'not') checkPlaces(tree.operand)
  if (tree.kind !== 'spatial') return
  for (const side of [tree.left, tree.right])
    if (side.kind === 'property' && !isPlace(side.name))
      throw invalid('constraint', side.name, 'ows:BoundingBox')
}

/**
 * AnyText is a search for words: whatever operator a client asks it with, the words may stand anywhere and in any case.
 */
function lookAnywhere(tree: Filter): Filter {
  if (tree.kind === 'and' || tree.kind === 'or') return { ...tree, operands: tree.operands.map(lookAnywhere) }
  if (tree.kind === 'not') return { ...tree, operand: lookAnywhere(tree.operand) }
  if (tree.kind === 'compare' && tree.operator === '=' && isAnyText(tree.left))
    return anywhere(tree.left, escapePattern(textOf(tree.right)))
  if (tree.kind === 'like' && isAnyText(tree.value)) return anywhere(tree.value, textOf(tree.pattern))
  return tree
}

function anywhere(value: Value, pattern: string): Filter {
  const folded = (of: Value): Value => ({ kind: 'casei', of })
  return { kind: 'like', value: folded(value), pattern: folded({ kind: 'text', value: `%${pattern}%` }) }
}

function isAnyText(value: Value): boolean {
  if (value.kind === 'casei' || value.kind === 'accenti') return isAnyText(value.of)
  return value.kind === 'property' && queryableOf(value.name) === 'anytext'
}

function textOf(value: Value): string {
  if (value.kind === 'casei' || value.kind === 'accenti') return textOf(value.of)
  return value.kind === 'text' || value.kind === 'number' ? String(value.value) : ''
}

const escapePattern = (text: string) => text.replaceAll(/[%_\\]/g, '\\$&')

/** Missing values come first, as if less than any value. */
function compareKnown(a: Known, b: Known): number {
  const [x, y] = [sortable(a), sortable(b)]
  if (x === y) return 0
  if (x === null || y === null) return x === null ? -1 : 1
  return typeof x === 'string' && typeof y === 'string' ? x.localeCompare(y, 'id') : x < y ? -1 : 1
}

function sortable(value: Known): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return Number(value)
  if (Array.isArray(value)) return value.join(', ')
  if ('span' in value) return value.span[0] ?? Number.NEGATIVE_INFINITY
  // By the western side: boxes have no order of their own.
  return 'box' in value ? value.box[0] : null
}
