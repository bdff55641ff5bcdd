import Flatbush from 'flatbush'
import { distanceToSegment } from '../shape/draw-shapes.ts'
import type { Position, Shape } from '../shape/shape.ts'

/** Edges of borders by place, to find the one nearest to a point. */
export class BorderIndex {
  readonly #edges: Float64Array
  readonly #tree: Flatbush | null

  constructor(shapes: readonly Shape[]) {
    const rings = shapes.flat(2)
    const count = rings.reduce((sum, ring) => sum + ring.length, 0)
    this.#edges = new Float64Array(count * 4)
    this.#tree = count > 0 ? new Flatbush(count) : null
    let edge = 0
    for (const ring of rings) {
      let [x1, y1] = ring.at(-1) ?? [0, 0]
      for (const [x2, y2] of ring) {
        this.#edges.set([x1, y1, x2, y2], 4 * edge++)
        this.#tree?.add(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2))
        ;[x1, y1] = [x2, y2]
      }
    }
    this.#tree?.finish()
  }

  /** The vertex within reach, or else the nearest place on a border; null where none is within `degrees`. */
  nearest(point: Position, degrees: number): Position | null {
    const [x, y] = point
    let vertex: { at: Position; distance: number } | null = null
    let place: { at: Position; distance: number } | null = null
    for (const edge of this.#tree?.search(x - degrees, y - degrees, x + degrees, y + degrees) ?? []) {
      const [from, to] = this.#edge(edge)
      for (const at of [from, to]) {
        const distance = Math.hypot(at[0] - x, at[1] - y)
        if (distance <= degrees && distance < (vertex?.distance ?? Infinity)) vertex = { at, distance }
      }
      const distance = distanceToSegment(point, from, to)
      if (distance <= degrees && distance < (place?.distance ?? Infinity))
        place = { at: closest(point, from, to), distance }
    }
    return vertex?.at ?? place?.at ?? null
  }

  #edge(edge: number): [Position, Position] {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = this.#edges.subarray(4 * edge, 4 * edge + 4)
    return [
      [x1, y1],
      [x2, y2],
    ]
  }
}

function closest([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): Position {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return [x1 + along * dx, y1 + along * dy]
}
