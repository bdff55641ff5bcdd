import { polygonsOf } from '../geometry/judge-geometry.ts'
import { mostCut } from '../geometry/most-cut.ts'
import { type FaultPlace, filterFault } from './filter-fault.ts'
import { type Filter, type FilterGeometry, isFilter, type Value } from './filter-tree.ts'

/**
 * Limits of one filter: generous for anything that a person or client program writes, and small enough that no filter overloads
 * the database.
 */
export const filterLimits = {
  /** Characters of its text. */
  length: 65_536,
  depth: 40,
  /** Conditions and values, each item of a list counted. */
  nodes: 2_000,
  vertices: 10_000,
  spatial: 20,
  /** Of points and multipoints: PostGIS tries each with each row, which took it 9 s for 4,000 of them and 8,494 villages. */
  points: 400,
  /**
   * Edges that one line along an axis cuts, of all geometries together: a village has 7, rarely 30. Of a comb with 1,000 slanted
   * teeth PostGIS looks at each for each edge of each village: 23 s for 8,494 of them.
   */
  cuts: 100,
  /** Together with the largest number of a column these stay within what PostgreSQL's numeric holds. */
  arithmetic: 20,
  textLength: 2_000,
  /** % and _ of one pattern: each % may multiply the work. */
  wildcards: 12,
} as const

interface Spent {
  nodes: number
  vertices: number
  points: number
  spatial: number
  arithmetic: number
}

/** Refuses a tree that is too deep, too large or too costly, whatever language it was read from. */
export function checkFilterSize(tree: Filter, parameter = 'filter'): void {
  const place = { parameter, at: '' }
  const spent: Spent = { nodes: 0, vertices: 0, points: 0, spatial: 0, arithmetic: 0 }
  visit(tree, 1, spent, place)
}

function visit(node: Filter | Value, depth: number, spent: Spent, place: FaultPlace): void {
  if (depth > filterLimits.depth) throw tooMuch(place, 'levels', filterLimits.depth)
  spend(spent, 'nodes', 1, place)
  if (node.kind === 'spatial') spend(spent, 'spatial', 1, place)
  if (node.kind === 'arithmetic') spend(spent, 'arithmetic', 1, place)
  if (node.kind === 'geometry') {
    spend(spent, 'vertices', countVertices(node.geometry), place)
    spend(spent, 'points', countPoints(node.geometry), place)
  }
  if (node.kind === 'text' && node.value.length > filterLimits.textLength)
    throw tooMuch(place, 'characters in a text', filterLimits.textLength)
  for (const child of childrenOf(node)) visit(child, depth + 1, spent, place)
}

/** Refuses geometries that tire an engine although they are small and simple; asked after these were judged. */
export function checkFilterCuts(tree: Filter, parameter: string): void {
  let cuts = 0
  const look = (node: Filter | Value): void => {
    if (node.kind === 'geometry') cuts += countCuts(node.geometry)
    for (const child of childrenOf(node)) look(child)
  }
  look(tree)
  if (cuts > filterLimits.cuts)
    throw tooMuch({ parameter, at: '' }, 'edges of geometries side by side', filterLimits.cuts)
}

function spend(spent: Spent, what: keyof Spent, amount: number, place: FaultPlace): void {
  spent[what] += amount
  if (spent[what] > filterLimits[what]) throw tooMuch(place, WORDS[what], filterLimits[what])
}

const WORDS: Record<keyof Spent, string> = {
  nodes: 'conditions and values',
  vertices: 'positions in geometries',
  points: 'points in multipoints',
  spatial: 'spatial conditions',
  arithmetic: 'arithmetic operations',
}

/** A 400 that names the bound. */
export function tooMuch(place: FaultPlace, what: string, most: number): Error {
  return filterFault(place, `more ${what}`, `at most ${most} ${what}`)
}

/** What hangs directly below a node, in the order of its text. */
export function childrenOf(node: Filter | Value): readonly (Filter | Value)[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.operands
    case 'not':
      return [node.operand]
    case 'like':
      return [node.value, node.pattern]
    case 'between':
      return [node.value, node.least, node.most]
    case 'in':
      return [node.value, ...node.list]
    case 'isNull':
      return [node.value]
    case 'compare':
    case 'spatial':
    case 'temporal':
    case 'arrays':
    case 'arithmetic':
      return [node.left, node.right]
    case 'list':
      return node.items
    case 'casei':
    case 'accenti':
      return [node.of]
    case 'interval':
      return [node.start, node.end].filter((end) => end.kind !== 'open')
    default:
      return []
  }
}

/** Names of the properties that a filter asks about, each once. */
export function propertiesOf(tree: Filter): string[] {
  const names = new Set<string>()
  const look = (node: Filter | Value): void => {
    if (!isFilter(node) && node.kind === 'property') names.add(node.name)
    for (const child of childrenOf(node)) look(child)
  }
  look(tree)
  return [...names]
}

function countVertices(geometry: FilterGeometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((sum, part) => sum + countVertices(part), 0)
  const count = (part: unknown): number => {
    if (!Array.isArray(part)) return 0
    return typeof part[0] === 'number' ? 1 : part.reduce<number>((sum, inner) => sum + count(inner), 0)
  }
  return count(geometry.coordinates)
}

function countPoints(geometry: FilterGeometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((sum, part) => sum + countPoints(part), 0)
  return geometry.type === 'Point' || geometry.type === 'MultiPoint' ? countVertices(geometry) : 0
}

function countCuts(geometry: FilterGeometry): number {
  if (geometry.type === 'GeometryCollection')
    return geometry.geometries.reduce((sum, part) => sum + countCuts(part), 0)
  return geometry.type === 'Point' || geometry.type === 'MultiPoint'
    ? 0
    : mostCut(polygonsOf(geometry).flat())
}
