import { cutPolygon, same } from './cut-line.ts'
import { dropRepeats } from './draw-shapes.ts'
import { findLineCrossing } from './find-crossing.ts'
import {
  holdsPosition,
  type Position,
  type Ring,
  type RingSet,
  type Shape,
  shapeHolds,
  signedArea,
} from './shape.ts'
import { type Face, traceFaces } from './trace-faces.ts'
import { ZoneFaultError } from './zone-fault.ts'

/** The parts at the left and at the right of the line, seen along it. */
export interface SplitShape {
  readonly left: Shape
  readonly right: Shape
}

/**
 * Divides a shape by a line that crosses it from outside to outside, as often as it likes. No area is lost: both parts
 * share the line's own vertices. Polygons that it does not touch go to the side where they lie.
 * @throws ZoneFaultError when the line crosses itself, misses the shape or ends in it
 */
export function splitShape(shape: Shape, drawn: Ring): SplitShape {
  const line = dropRepeats(drawn)
  if (line.length < 2) throw new ZoneFaultError('too-few-points', line[0] ?? null)
  const crossing = findLineCrossing(line)
  if (crossing) throw new ZoneFaultError('line-crosses-itself', crossing)
  const parts: { left: RingSet[]; right: RingSet[] } = { left: [], right: [] }
  let isCut = false
  for (const rings of shape) {
    const pieces = cutPieces(rings, line)
    if (pieces.length > 1) isCut = true
    for (const { rings: piece, side } of pieces) parts[side].push(piece)
  }
  if (!isCut) throw missed(shape, line)
  return parts
}

function missed(shape: Shape, line: Ring): ZoneFaultError {
  const isVertex = (end: Position) => shape.flat(2).some((vertex) => same(vertex, end))
  const inside = [line[0], line.at(-1)].find((end) => end && shapeHolds(shape, end) && !isVertex(end))
  return inside ? new ZoneFaultError('line-ends-inside', inside) : new ZoneFaultError('line-misses', line[0])
}

interface Piece {
  readonly rings: RingSet
  readonly side: 'left' | 'right'
}

function cutPieces(rings: RingSet, line: Ring): Piece[] {
  const cut = cutPolygon(rings, line)
  const faces = cut.chords.length > 0 ? traceFaces(cut.rings, cut.chords) : []
  const outer = faces.filter(({ ring }) => signedArea(ring) > 0)
  if (outer.length < 2) return [{ rings, side: sideOfLine(line, middleOf(rings)) }]
  const holes = faces.filter(({ ring }) => signedArea(ring) < 0)
  return outer.map((face) => ({
    rings: [face.ring, ...holes.filter((hole) => ownerOf(hole, outer) === face).map(({ ring }) => ring)],
    side: sideOfFace(face, line),
  }))
}

/** The piece that a hole lies in; pieces do not overlap, so one vertex tells. */
function ownerOf(hole: Face, outer: readonly Face[]): Face | undefined {
  const [a, b] = hole.ring
  if (!a || !b) return undefined
  const edge: Position = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  return outer.find(({ ring }) => holdsPosition([ring], edge))
}

function sideOfFace({ ring, walks }: Face, line: Ring): Piece['side'] {
  if (walks.has('left')) return 'left'
  return walks.has('right') ? 'right' : sideOfLine(line, middleOf([ring]))
}

function middleOf([ring = []]: RingSet): Position {
  const sum = ring.reduce(([x, y], [lon, lat]): [number, number] => [x + lon, y + lat], [0, 0])
  return [sum[0] / ring.length, sum[1] / ring.length]
}

/** By the segment that lies nearest. */
function sideOfLine(line: Ring, point: Position): Piece['side'] {
  let nearest = { distance: Infinity, side: 0 }
  for (let index = 0; index + 1 < line.length; index++) {
    const [a, b] = [line[index] ?? point, line[index + 1] ?? point]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const side = dx * (point[1] - a[1]) - dy * (point[0] - a[0])
    const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy)
    const place = Math.max(0, Math.min(1, along))
    const distance = Math.hypot(point[0] - a[0] - place * dx, point[1] - a[1] - place * dy)
    if (distance < nearest.distance) nearest = { distance, side }
  }
  return nearest.side >= 0 ? 'left' : 'right'
}
