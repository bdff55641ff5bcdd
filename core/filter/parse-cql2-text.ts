import { checkFilterSize } from './filter-limits.ts'
import type { Filter } from './filter-tree.ts'
import { readCondition } from './text-conditions.ts'
import { asFilter, faultAt, peek, type TextReader } from './text-reader.ts'
import { readTokens } from './tokens.ts'

/**
 * Reads CQL2 text (OGC 21-065r2, clause 7), and of its forerunner (E)CQL what can mean but one thing: BBOX(geom, …),
 * INTERSECTS(…) and its like, ILIKE, INCLUDE, EXCLUDE, SRID=…;. Throws Problem (400) that tells the place.
 */
export function parseCql2Text(text: string, parameter = 'filter'): Filter {
  const tokens = readTokens(text, parameter)
  const reader: TextReader = { tokens, parameter, readCondition, at: 0, depth: 0, arithmetic: 0 }
  const begin = peek(reader)
  const node = readCondition(reader)
  const rest = peek(reader)
  const tree = rest.kind === 'end' ? asFilter(reader, node, begin) : undefined
  if (!tree) throw faultAt(reader, rest, 'an operator, AND, OR or the end')
  checkFilterSize(tree, parameter)
  return tree
}
