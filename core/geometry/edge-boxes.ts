import type { Place } from './geometry-fault.ts'

/** West, south, east and north of each edge, in columns. */
export interface EdgeBoxes {
  readonly west: Float64Array
  readonly south: Float64Array
  readonly east: Float64Array
  readonly north: Float64Array
}

/** Rings that are not closed lack an edge. */
export function edgeBoxes(paths: readonly (readonly Place[])[]): EdgeBoxes {
  const count = paths.reduce((sum, path) => sum + Math.max(0, path.length - 1), 0)
  const column = () => new Float64Array(count)
  const boxes = { west: column(), south: column(), east: column(), north: column() }
  let edge = 0
  for (const path of paths) {
    for (let i = 1; i < path.length; i++, edge++) {
      const [[x1, y1], [x2, y2]] = [path[i - 1]!, path[i]!]
      boxes.west[edge] = Math.min(x1, x2)
      boxes.south[edge] = Math.min(y1, y2)
      boxes.east[edge] = Math.max(x1, x2)
      boxes.north[edge] = Math.max(y1, y2)
    }
  }
  return boxes
}
