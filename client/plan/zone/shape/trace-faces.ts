import type { Chord } from './cut-line.ts'
import type { Position, Ring, RingSet } from './shape.ts'

/** What an edge walked in its direction has at its left: the polygon by its border, or by either side of a chord. */
export type Walk = 'border' | 'left' | 'right'

export interface Face {
  readonly ring: Ring
  readonly walks: ReadonlySet<Walk>
}

interface HalfEdge {
  readonly from: Position
  readonly to: Position
  readonly walk: Walk
  readonly angle: number
  /** Which stretch of chord this and its counterpart are; -1 for borders. */
  readonly stretch: number
  face: number
}

/**
 * The rings that borders and chords divide the polygon's inside into, inside at the left: outer rings of pieces run
 * counter-clockwise, holes clockwise. A chord that divides nothing (it joins a hole to the border) is left out.
 */
export function traceFaces(rings: RingSet, chords: readonly Chord[]): Face[] {
  let stretches = chords.flatMap((chord) =>
    chord.slice(1).map((to, index): [Position, Position] => [chord[index] ?? to, to]),
  )
  for (;;) {
    const edges = [...rings.flatMap(borderEdges), ...stretches.flatMap(stretchEdges)]
    const faces = walkAll(edges)
    const bridges = bridgesOf(edges)
    if (bridges.size === 0) return faces
    stretches = stretches.filter((_, index) => !bridges.has(index))
  }
}

function borderEdges(ring: Ring): HalfEdge[] {
  return ring.map((from, index) => halfEdge(from, ring[(index + 1) % ring.length] ?? from, 'border', -1))
}

function stretchEdges([from, to]: readonly [Position, Position], index: number): HalfEdge[] {
  return [halfEdge(from, to, 'left', index), halfEdge(to, from, 'right', index)]
}

function halfEdge(from: Position, to: Position, walk: Walk, stretch: number): HalfEdge {
  return { from, to, walk, stretch, angle: Math.atan2(to[1] - from[1], to[0] - from[0]), face: -1 }
}

/** Stretches with one face on both sides. */
function bridgesOf(edges: readonly HalfEdge[]): Set<number> {
  const faces = new Map<number, number>()
  const bridges = new Set<number>()
  for (const { stretch, face } of edges) {
    if (stretch < 0) continue
    if (faces.get(stretch) === face) bridges.add(stretch)
    faces.set(stretch, face)
  }
  return bridges
}

function walkAll(edges: readonly HalfEdge[]): Face[] {
  const starts = Map.groupBy(edges, ({ from }) => keyOf(from))
  const faces: Face[] = []
  for (const first of edges) {
    if (first.face >= 0) continue
    const [ring, walks]: [Position[], Set<Walk>] = [[], new Set()]
    let edge: HalfEdge | undefined = first
    while (edge && edge.face < 0) {
      edge.face = faces.length
      ring.push(edge.from)
      walks.add(edge.walk)
      edge = nextEdge(edge, starts.get(keyOf(edge.to)) ?? [])
    }
    faces.push({ ring, walks })
  }
  return faces
}

/** Of the edges that leave here, the first clockwise from the way back: the sharpest turn to the left. */
function nextEdge(edge: HalfEdge, leaving: readonly HalfEdge[]): HalfEdge | undefined {
  const back = Math.atan2(edge.from[1] - edge.to[1], edge.from[0] - edge.to[0])
  let best: { edge: HalfEdge; turn: number } | undefined
  for (const candidate of leaving) {
    const turn = (back - candidate.angle + 4 * Math.PI) % (2 * Math.PI) || 2 * Math.PI
    if (!best || turn < best.turn) best = { edge: candidate, turn }
  }
  return best?.edge
}

function keyOf([lon, lat]: Position): string {
  return `${lon},${lat}`
}
