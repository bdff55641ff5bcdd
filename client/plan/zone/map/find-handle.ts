import { distanceToSegment } from '../shape/draw-shapes.ts'
import type { VertexPlace } from '../shape/edit-vertices.ts'
import type { Shape } from '../shape/shape.ts'
import { ringInMap } from './ring-cache.ts'

/** A vertex, or with `edge` the edge that begins at it. */
export interface Handle extends VertexPlace {
  readonly kind: 'vertex' | 'edge'
}

/**
 * What of a shape's outline lies under a place of the map (EPSG:3857): a vertex within `reach` metres of the map, else
 * the nearest edge within 0.7 of it.
 */
export function findHandle(shape: Shape, [x, y]: readonly [number, number], reach: number): Handle | null {
  let best: { handle: Handle; distance: number } | null = null
  let edge: { handle: Handle; distance: number } | null = null
  for (const [polygon, rings] of shape.entries()) {
    for (const [ring, positions] of rings.entries()) {
      const flat = ringInMap(positions)
      for (let vertex = 0; vertex < positions.length; vertex++) {
        const [x1, y1] = [flat[2 * vertex] ?? 0, flat[2 * vertex + 1] ?? 0]
        const distance = Math.hypot(x1 - x, y1 - y)
        if (distance <= reach && distance < (best?.distance ?? Infinity))
          best = { handle: { kind: 'vertex', polygon, ring, vertex }, distance }
        const next = (vertex + 1) % positions.length
        const along = distanceToSegment([x, y], [x1, y1], [flat[2 * next] ?? 0, flat[2 * next + 1] ?? 0])
        if (along <= reach * 0.7 && along < (edge?.distance ?? Infinity))
          edge = { handle: { kind: 'edge', polygon, ring, vertex }, distance: along }
      }
    }
  }
  return best?.handle ?? edge?.handle ?? null
}
