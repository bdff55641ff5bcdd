import { TILE_BUFFER as buffer } from '../../server/tiles/tile-units.ts'
import type { DecodedFeature } from '../unit/tiles/decode-tile.ts'

type Vertex = [number, number]

function toSegment([px, py]: Vertex, [ax, ay]: Vertex, [bx, by]: Vertex): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length))
  return Math.hypot(px - ax - along * dx, py - ay - along * dy)
}

function toParts(vertex: Vertex, parts: readonly Vertex[][]): number {
  let least = Number.POSITIVE_INFINITY
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      least = Math.min(least, toSegment(vertex, part[Math.max(0, i - 1)]!, part[i]!))
    }
  }
  return least
}

/** Whether cutting to the buffered tile made a vertex. */
export const onRim = (vertex: Vertex) => vertex.some((value) => value <= 1 - buffer || value >= 4095 + buffer)

/** Longer side of the envelope, in units. */
export function size(vertices: readonly Vertex[]): number {
  return Math.max(
    ...[0, 1].map((axis) => {
      const values = vertices.map((vertex) => vertex[axis]!)
      return Math.max(...values) - Math.min(...values)
    }),
  )
}

/**
 * Greatest distance of a vertex of one from the other, in units. Left out: vertices that only cutting made, and,
 * where outlines are generalised, parts smaller than `leastPart` units.
 */
export function distance(a: DecodedFeature, b: DecodedFeature, leastPart: number): number {
  const from = (one: DecodedFeature, other: DecodedFeature) => {
    const parts = one.parts.filter((part) => size(part) >= leastPart)
    const vertices = parts.flat().filter((vertex) => !onRim(vertex))
    return Math.max(0, ...vertices.map((vertex) => toParts(vertex, other.parts)))
  }
  return Math.max(from(a, b), from(b, a))
}
