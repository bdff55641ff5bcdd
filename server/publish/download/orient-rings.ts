import type { Geometry, Position } from 'geojson'

/** Outer rings counterclockwise and holes clockwise (RFC 7946, 3.1.6), or all the other way (as shapefiles have it). */
export function orientRings(geometry: Geometry, outer: 'counterclockwise' | 'clockwise'): Geometry {
  const turn = (rings: Position[][]) =>
    rings.map((ring, at) => {
      const counterclockwise = signedArea(ring) > 0
      const wanted = (at === 0) === (outer === 'counterclockwise')
      return counterclockwise === wanted ? ring : ring.toReversed()
    })
  switch (geometry.type) {
    case 'Polygon':
      return { type: geometry.type, coordinates: turn(geometry.coordinates) }
    case 'MultiPolygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map(turn) }
    case 'GeometryCollection':
      return { type: geometry.type, geometries: geometry.geometries.map((part) => orientRings(part, outer)) }
    default:
      return geometry
  }
}

/** Twice the area, positive for a counterclockwise ring; about the first vertex, so that large eastings lose no digits. */
function signedArea(ring: readonly Position[]): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let sum = 0
  for (let at = 1; at < ring.length; at++) {
    const [x1 = 0, y1 = 0] = ring[at - 1] ?? []
    const [x2 = 0, y2 = 0] = ring[at] ?? []
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}
