import { equalAreaX, equalAreaY } from '../../../../core/geo/equal-area.ts'
import { type Box, ringArea } from '../../../../core/zones/rings.ts'
import { readZoneShape, type ZoneShape } from '../../../../core/zones/zone-shape.ts'

/** Longitude and latitude in degrees (WGS 84). */
export type Position = readonly [lon: number, lat: number]

/** Vertices in order, the first not repeated at the end. */
export type Ring = readonly Position[]

/** An outer ring, counter-clockwise, and its holes, clockwise. */
export type RingSet = readonly Ring[]

/** The area of a zone while it is worked on; empty for a zone that has none yet. Never changed in place. */
export type Shape = readonly RingSet[]

export interface MultiPolygonGeometry {
  type: 'MultiPolygon'
  coordinates: [number, number][][][]
}

/**
 * Reads GeoJSON (Polygon or MultiPolygon, degrees) as the server would: rings opened and turned, repeated vertices
 * and spikes removed.
 * @throws Problem for what is no such GeoJSON, off the globe, too large or without area
 */
export function shapeOf(geometry: unknown): Shape {
  return fromFlat(readZoneShape(geometry).polygons)
}

function fromFlat(polygons: ZoneShape['polygons']): Shape {
  return polygons.map((rings) =>
    rings.map((ring) => {
      const positions: Position[] = []
      for (let i = 0; i < ring.length; i += 2) positions.push([ring[i] ?? 0, ring[i + 1] ?? 0])
      return positions
    }),
  )
}

/** GeoJSON with closed rings. */
export function geometryOf(shape: Shape): MultiPolygonGeometry {
  const close = (ring: Ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]): [number, number] => [x, y])
  return { type: 'MultiPolygon', coordinates: shape.map((rings) => rings.map(close)) }
}

/** Square metres, on the plane where areas are true (core/geo/equal-area). */
export function shapeArea(shape: Shape): number {
  return shape.flat().reduce((sum, ring) => sum + ringArea(flatPlane(ring)), 0)
}

function flatPlane(ring: Ring): number[] {
  return ring.flatMap(([lon, lat]) => [equalAreaX(lon), equalAreaY(lat)])
}

/** Area of a ring in square degrees, positive when counter-clockwise: for the turn of it, not for figures. */
export function signedArea(ring: Ring): number {
  return ringArea(ring.flat())
}

export function vertexCount(shape: Shape): number {
  return shape.reduce((sum, rings) => sum + rings.reduce((count, ring) => count + ring.length, 0), 0)
}

/** West, south, east, north; null for an empty shape. */
export function shapeBox(shape: Shape): Box | null {
  let box: [number, number, number, number] | null = null
  for (const rings of shape) {
    for (const [lon, lat] of rings[0] ?? []) {
      box ??= [lon, lat, lon, lat]
      box = [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)]
    }
  }
  return box
}

/** Even-odd rule over the rings; on an edge it may fall to either side. */
export function holdsPosition(rings: RingSet, [x, y]: Position): boolean {
  let inside = false
  for (const ring of rings) {
    let [x1, y1] = ring.at(-1) ?? [0, 0]
    for (const [x2, y2] of ring) {
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
      ;[x1, y1] = [x2, y2]
    }
  }
  return inside
}

export function shapeHolds(shape: Shape, position: Position): boolean {
  return shape.some((rings) => holdsPosition(rings, position))
}

/** Rings of one polygon turned as a shape needs them: the outer counter-clockwise, holes clockwise. */
export function turnRings(rings: RingSet): RingSet {
  return rings.map((ring, index) => (signedArea(ring) > 0 === (index === 0) ? ring : ring.toReversed()))
}
