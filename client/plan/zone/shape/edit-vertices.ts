import type { Position, Ring, Shape } from './shape.ts'

/** A vertex: polygon, ring and place in it. */
export interface VertexPlace {
  readonly polygon: number
  readonly ring: number
  readonly vertex: number
}

export function vertexAt(shape: Shape, { polygon, ring, vertex }: VertexPlace): Position | undefined {
  return shape[polygon]?.[ring]?.[vertex]
}

export function moveVertex(shape: Shape, place: VertexPlace, to: Position): Shape {
  return withRing(shape, place, (ring) => ring.with(place.vertex, to))
}

/** Puts a vertex after the one at `place`. */
export function insertVertex(shape: Shape, place: VertexPlace, at: Position): Shape {
  return withRing(shape, place, (ring) => ring.toSpliced(place.vertex + 1, 0, at))
}

/** Takes a vertex away; a ring of three goes with it, and a polygon with its outer ring. */
export function removeVertex(shape: Shape, place: VertexPlace): Shape {
  const ring = shape[place.polygon]?.[place.ring]
  if (!ring) return shape
  if (ring.length > 3) return withRing(shape, place, () => ring.toSpliced(place.vertex, 1))
  if (place.ring === 0) return shape.toSpliced(place.polygon, 1)
  return shape.map((rings, index) => (index === place.polygon ? rings.toSpliced(place.ring, 1) : rings))
}

/** The whole shape moved by degrees. */
export function moveShape(shape: Shape, [east, north]: Position): Shape {
  const moved = ([lon, lat]: Position): Position => [lon + east, lat + north]
  return shape.map((rings) => rings.map((ring) => ring.map(moved)))
}

function withRing(shape: Shape, { polygon, ring }: VertexPlace, change: (ring: Ring) => Ring): Shape {
  return shape.map((rings, index) =>
    index === polygon ? rings.map((old, place) => (place === ring ? change(old) : old)) : rings,
  )
}
