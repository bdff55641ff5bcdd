import type { FilterGeometry, FilterPosition } from './filter-tree.ts'

type Fail = (received: unknown, expected: string) => Error

/**
 * A geometry from what GeoJSON (RFC 7946) or WKT gave: lists of finite numbers. Heights are dropped. `fail` makes the
 * error: called with what came and what was expected.
 */
export function checkGeometry(type: string, parts: unknown, fail: Fail): FilterGeometry {
  switch (type) {
    case 'Point':
      return { type, coordinates: position(parts, fail) }
    case 'MultiPoint':
      return { type, coordinates: positions(parts, 1, fail) }
    case 'LineString':
      return { type, coordinates: positions(parts, 2, fail) }
    case 'MultiLineString':
      return { type, coordinates: list(parts, fail).map((line) => positions(line, 2, fail)) }
    case 'Polygon':
      return { type, coordinates: rings(parts, fail) }
    case 'MultiPolygon':
      return { type, coordinates: list(parts, fail).map((polygon) => rings(polygon, fail)) }
    default:
      throw fail(type, GEOMETRY_TYPES.join(', '))
  }
}

export const GEOMETRY_TYPES = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
] as const

function list(parts: unknown, fail: Fail): readonly unknown[] {
  if (!Array.isArray(parts) || parts.length === 0) throw fail(parts, 'a list that is not empty')
  return parts
}

function position(part: unknown, fail: Fail): FilterPosition {
  const fine =
    Array.isArray(part) &&
    (part.length === 2 || part.length === 3) &&
    part.every((ordinate): ordinate is number => typeof ordinate === 'number' && Number.isFinite(ordinate))
  if (!fine) throw fail(part, 'a position of two (or, with height, three) finite numbers')
  const [first = 0, second = 0] = part
  return [first, second]
}

function positions(parts: unknown, least: number, fail: Fail): FilterPosition[] {
  const found = list(parts, fail).map((part) => position(part, fail))
  if (found.length < least) throw fail(parts, `at least ${least} positions`)
  return found
}

function rings(parts: unknown, fail: Fail): FilterPosition[][] {
  return list(parts, fail).map((part) => {
    const ring = positions(part, 4, fail)
    const [first, last] = [ring[0], ring.at(-1)]
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
      throw fail(part, 'a ring that ends where it begins')
    return ring
  })
}
