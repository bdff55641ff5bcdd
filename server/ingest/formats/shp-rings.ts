import type { Geometry, Position } from 'geojson'
import { RowFault } from './row-fault.ts'

interface Ring {
  positions: Position[]
  /** Twice the signed area: negative for clockwise, which is the outside of a shapefile's polygon. */
  area2: number
  west: number
  south: number
  east: number
  north: number
}

/** Vertices looked at while assigning holes; a drawing that needs more is made to waste time. */
const MOST_WORK = 500_000_000

function measure(positions: Position[]): Ring {
  const ring = { positions, area2: 0, west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  let [px = 0, py = 0] = positions.at(-1) ?? []
  const [ox = 0, oy = 0] = positions[0] ?? []
  for (const [x = 0, y = 0] of positions) {
    // Relative to the first vertex: products of UTM coordinates would lose the area of a small ring.
    ring.area2 += (px - ox) * (y - oy) - (x - ox) * (py - oy)
    ring.west = Math.min(ring.west, x)
    ring.east = Math.max(ring.east, x)
    ring.south = Math.min(ring.south, y)
    ring.north = Math.max(ring.north, y)
    px = x
    py = y
  }
  return ring
}

/** 1 inside, -1 outside, 0 on the boundary (crossing number). */
function side([x = 0, y = 0]: Position, positions: Position[]): 1 | 0 | -1 {
  let inside = false
  let [px = 0, py = 0] = positions.at(-1) ?? []
  for (const [qx = 0, qy = 0] of positions) {
    const cross = (qx - px) * (y - py) - (qy - py) * (x - px)
    const between =
      Math.min(px, qx) <= x && x <= Math.max(px, qx) && Math.min(py, qy) <= y && y <= Math.max(py, qy)
    if (cross === 0 && between) return 0
    if (qy > y !== py > y && cross > 0 === qy > py) inside = !inside
    px = qx
    py = qy
  }
  return inside ? 1 : -1
}

/** True if the hole lies in the ring: its first vertex that is not on the ring's boundary decides. */
function isWithin(hole: Ring, outer: Ring, work: { left: number }): boolean {
  const boxed =
    hole.west >= outer.west &&
    hole.east <= outer.east &&
    hole.south >= outer.south &&
    hole.north <= outer.north
  if (!boxed) return false
  for (const position of hole.positions) {
    work.left -= outer.positions.length
    if (work.left < 0) throw new RowFault('polygon with too many rings inside each other')
    const where = side(position, outer.positions)
    if (where !== 0) return where === 1
  }
  return true
}

/** The hole's smallest enclosing outer ring, if any. */
function outerOf(hole: Ring, outers: Ring[], work: { left: number }): number {
  let best = -1
  let bestArea = Number.POSITIVE_INFINITY
  outers.forEach((outer, index) => {
    work.left -= 1
    const area = Math.abs(outer.area2)
    if (area < bestArea && isWithin(hole, outer, work)) {
      best = index
      bestArea = area
    }
  })
  return best
}

/**
 * Assembles the rings of a shapefile's polygon (ESRI 1998: clockwise outside, anticlockwise holes, in any order)
 * into a polygon or multipolygon wound as RFC 7946 wants. A hole in no outer ring was drawn the wrong way round
 * and becomes a polygon of its own. Throws RowFault when the rings take too much work.
 */
export function assembleRings(rings: Position[][], mostWork = MOST_WORK): Geometry {
  const measured = rings.map(measure)
  const outers = measured.filter(({ area2 }) => area2 <= 0)
  const polygons: Position[][][] = outers.map(({ positions }) => [positions.toReversed()])
  const work = { left: mostWork }
  for (const hole of measured.filter(({ area2 }) => area2 > 0)) {
    const polygon = polygons[outerOf(hole, outers, work)]
    if (polygon) polygon.push(hole.positions.toReversed())
    else polygons.push([hole.positions])
  }
  const only = polygons[0]
  return polygons.length === 1 && only
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}
