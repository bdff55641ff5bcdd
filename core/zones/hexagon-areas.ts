import { clipToBox, clipToHalfPlane } from './clip-rings.ts'
import { type Rings, ringsArea } from './rings.ts'

/** Half the height of a hexagon whose edge is 1. */
const HALF_HEIGHT = Math.sqrt(3) / 2

/** Middles of hexagons. */
export interface Middles {
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
}

/**
 * Area of the rings within each of these regular hexagons, in the square of their unit. Hexagons have two horizontal edges, as
 * PostGIS's ST_HexagonGrid lays them. Rings are cut into columns of hexagons first, so that the time grows with their vertices and columns
 * rather than with all hexagons; yields the places of the hexagons of a column with their areas.
 */
export function* hexagonAreas(
  rings: Rings,
  edge: number,
  { x, y }: Middles,
): Generator<readonly { place: number; area: number }[]> {
  for (const places of columnsOf(x, edge)) {
    const middle = x[places[0]!]!
    const column = clipToBox(rings, [middle - edge, -Infinity, middle + edge, Infinity])
    yield places.map((place) => ({ place, area: areaWithin(column, edge, x[place]!, y[place]!) }))
  }
}

/** Places of hexagons by their column. Middles of one column may differ by rounding, those of two by one and a half edges. */
function columnsOf(x: ArrayLike<number>, edge: number): Iterable<number[]> {
  const columns = new Map<number, number[]>()
  for (let place = 0; place < x.length; place++) {
    const column = Math.round(x[place]! / (1.5 * edge))
    const known = columns.get(column)
    if (known) known.push(place)
    else columns.set(column, [place])
  }
  return columns.values()
}

function areaWithin(column: Rings, edge: number, x: number, y: number): number {
  const half = HALF_HEIGHT * edge
  let part: Rings = clipToBox(column, [x - edge, y - half, x + edge, y + half])
  for (const [nx, ny] of [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const) {
    if (part.length === 0) return 0
    const slope = nx * 2 * HALF_HEIGHT
    part = clipToHalfPlane(part, slope, ny, slope * x + ny * y + 2 * HALF_HEIGHT * edge)
  }
  return ringsArea(part)
}
