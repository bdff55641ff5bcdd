import type { GeometryFault, Place } from './geometry-fault.ts'

type Path = readonly Place[]

/**
 * Rings or lines as columns. An edge is known by the vertex that it starts from; vertices that repeat the one before them, and the
 * one that closes a ring, are left out.
 */
export interface EdgeTable {
  readonly x: Float64Array
  readonly y: Float64Array
  /** Vertex before and after on the path; -1 beyond the ends of a line. */
  readonly previous: Int32Array
  readonly next: Int32Array
  readonly path: Int32Array
  readonly count: number
}

/** Rings are closed, lines are not. A fault where a path has too few different positions left. */
export function tableOf(paths: readonly Path[], isClosed: boolean): EdgeTable | GeometryFault {
  const most = paths.reduce((sum, path) => sum + path.length, 0)
  const column = () => new Int32Array(most).fill(-1)
  const x = new Float64Array(most)
  const y = new Float64Array(most)
  const [previous, next, pathOf] = [column(), column(), column()]
  let count = 0
  for (const [p, path] of paths.entries()) {
    const first = count
    for (const [px, py] of path) {
      if (count > first && x[count - 1] === px && y[count - 1] === py) continue
      x[count] = px
      y[count] = py
      pathOf[count] = p
      if (count > first) {
        previous[count] = count - 1
        next[count - 1] = count
      }
      count++
    }
    if (isClosed) count = close({ x, y, previous, next }, first, count)
    if (count - first < (isClosed ? 3 : 2)) return { kind: 'too-few-positions', at: path[0] ?? [0, 0] }
  }
  return { x, y, previous, next, path: pathOf, count }
}

function close(
  { x, y, previous, next }: Pick<EdgeTable, 'x' | 'y' | 'previous' | 'next'>,
  first: number,
  end: number,
): number {
  const repeats = end - first > 1 && x[first] === x[end - 1] && y[first] === y[end - 1]
  const last = repeats ? end - 2 : end - 1
  if (repeats) previous[end - 1] = -1
  previous[first] = last
  next[last] = first
  return last + 1
}
