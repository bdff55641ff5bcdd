import type { GeometryFaultKind } from '../../../../core/geometry/geometry-fault.ts'
import { judgeGeometry } from '../../../../core/geometry/judge-geometry.ts'
import { geometryOf, type Position, type Ring, type Shape } from './shape.ts'

interface Edge {
  readonly from: Position
  readonly to: Position
  readonly west: number
  readonly east: number
  /** Place in the line, to know neighbours. */
  readonly place: number
}

/** What the server would refuse a zone for, and can be shown as a place on its outline. */
const SHOWN: ReadonlySet<GeometryFaultKind> = new Set([
  'crosses-itself',
  'runs-over-itself',
  'touches-itself',
  'too-many-meet',
  'hole-outside',
  'parts-overlap',
  'interior-parted',
])

/**
 * A place where rings of a shape cross or touch themselves, cross or run over each other, or lie in each other as they must not;
 * or null. By the judge that the server asks.
 */
export function findCrossing(shape: Shape): Position | null {
  const fault = judgeGeometry(geometryOf(shape))
  return fault && SHOWN.has(fault.kind) ? fault.at : null
}

/** Where a line crosses itself or runs over itself, or null. Meeting in a vertex of both is no crossing. */
export function findLineCrossing(line: Ring): Position | null {
  const edges: Edge[] = []
  addEdges(edges, line)
  return sweep(edges)
}

function addEdges(edges: Edge[], points: Ring): void {
  for (const [place, from] of points.slice(0, -1).entries()) {
    const to = points[place + 1] ?? from
    edges.push({ from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]), place })
  }
}

function sweep(edges: Edge[]): Position | null {
  edges.sort((a, b) => a.west - b.west)
  const open: Edge[] = []
  for (const edge of edges) {
    let kept = 0
    for (const other of open) {
      if (other.east < edge.west) continue
      open[kept++] = other
      const at = crossingOf(edge, other)
      if (at) return at
    }
    open.length = kept
    open.push(edge)
  }
  return null
}

function crossingOf(a: Edge, b: Edge): Position | null {
  const at = meetingOf(a, b)
  if (!at) return null
  if (!isFollowing(a, b)) return isEnd(at, a) && isEnd(at, b) ? null : at
  return null
}

function isEnd([x, y]: Position, { from, to }: Edge): boolean {
  return (x === from[0] && y === from[1]) || (x === to[0] && y === to[1])
}

function isFollowing(a: Edge, b: Edge): boolean {
  return Math.abs(a.place - b.place) === 1
}

/** Where two edges meet, exactly an end of one where it lies on the other. */
function meetingOf(a: Edge, b: Edge): Position | null {
  const apart =
    Math.max(a.from[1], a.to[1]) < Math.min(b.from[1], b.to[1]) ||
    Math.max(b.from[1], b.to[1]) < Math.min(a.from[1], a.to[1])
  if (apart) return null
  const [a1, a2] = [sideOf(b, a.from), sideOf(b, a.to)]
  const [b1, b2] = [sideOf(a, b.from), sideOf(a, b.to)]
  if (a1 === 0 && a2 === 0) return overlapOf(a, b)
  if (a1 > 0 === a2 > 0 && a1 !== 0 && a2 !== 0) return null
  if (b1 > 0 === b2 > 0 && b1 !== 0 && b2 !== 0) return null
  if (a1 === 0) return a.from
  if (a2 === 0) return a.to
  if (b1 === 0) return b.from
  if (b2 === 0) return b.to
  const along = a1 / (a1 - a2)
  return [a.from[0] + along * (a.to[0] - a.from[0]), a.from[1] + along * (a.to[1] - a.from[1])]
}

function sideOf({ from, to }: Edge, [x, y]: Position): number {
  return (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0])
}

/** The middle of what two edges on one line share; null when that is a point at most. */
function overlapOf(a: Edge, b: Edge): Position | null {
  const axis = Math.abs(a.to[0] - a.from[0]) > Math.abs(a.to[1] - a.from[1]) ? 0 : 1
  const sorted = [a.from, a.to, b.from, b.to].toSorted((p, q) => p[axis] - q[axis])
  const low = Math.max(Math.min(a.from[axis], a.to[axis]), Math.min(b.from[axis], b.to[axis]))
  const high = Math.min(Math.max(a.from[axis], a.to[axis]), Math.max(b.from[axis], b.to[axis]))
  const [, second, third] = sorted
  if (!second || !third || low >= high) return null
  return [(second[0] + third[0]) / 2, (second[1] + third[1]) / 2]
}
