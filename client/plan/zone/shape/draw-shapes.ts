import { repairShape } from './combine-shapes.ts'
import { findCrossing } from './find-crossing.ts'
import { type Position, type Ring, type Shape, turnRings } from './shape.ts'
import { ZoneFaultError } from './zone-fault.ts'

const CIRCLE_STEPS = 64

/**
 * A zone of one drawn ring. Points that repeat the one before (a double click) are dropped.
 * @throws ZoneFaultError for fewer than three points, or where the ring crosses itself
 */
export function ringShape(points: Ring): Shape {
  const ring = dropRepeats(points)
  if (ring.length < 3) throw new ZoneFaultError('too-few-points', ring[0] ?? null)
  const shape = [turnRings([ring])]
  const crossing = findCrossing(shape)
  if (crossing) throw new ZoneFaultError('crosses-itself', crossing, repairShape(shape))
  return shape
}

export function dropRepeats(points: Ring): Ring {
  return points.filter((point, index) => {
    const before = points.at(index - 1)
    return !before || points.length === 1 || before[0] !== point[0] || before[1] !== point[1]
  })
}

export function rectangleRing([x1, y1]: Position, [x2, y2]: Position): Ring {
  return [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ]
}

/** Metres of a degree eastwards and northwards at a latitude of WGS 84 (series of Snyder 1987, p. 25 f.). */
function degreeMetres(lat: number): { east: number; north: number } {
  const phi = (lat * Math.PI) / 180
  return {
    east: 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    north: 111_132.95 - 559.85 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  }
}

/** 64 points at `metres` from the centre, on a plane that touches the globe there. */
export function circleRing([lon, lat]: Position, metres: number): Ring {
  const { east, north } = degreeMetres(lat)
  return Array.from({ length: CIRCLE_STEPS }, (_, step): Position => {
    const turn = (2 * Math.PI * step) / CIRCLE_STEPS
    return [
      lon + (Math.cos(turn) * metres) / east,
      Math.max(-90, Math.min(90, lat + (Math.sin(turn) * metres) / north)),
    ]
  })
}

/** Metres between two places near each other. */
export function metresBetween([x1, y1]: Position, [x2, y2]: Position): number {
  const { east, north } = degreeMetres((y1 + y2) / 2)
  return Math.hypot((x2 - x1) * east, (y2 - y1) * north)
}

/** A freehand line without the vertices that lie within `degrees` of it (Douglas & Peucker 1973). */
export function thinLine(line: Ring, degrees: number): Ring {
  const keep = new Uint8Array(line.length)
  const spans: [number, number][] = [[0, line.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [start, end] = span
    keep[start] = keep[end] = 1
    const farthest = farthestFrom(line, start, end)
    if (farthest.distance > degrees) spans.push([start, farthest.index], [farthest.index, end])
  }
  return line.filter((_, index) => keep[index] === 1)
}

function farthestFrom(line: Ring, start: number, end: number): { index: number; distance: number } {
  const origin: Position = [0, 0]
  const [a, b] = [line[start] ?? origin, line[end] ?? origin]
  let found = { index: start, distance: -1 }
  for (let index = start + 1; index < end; index++) {
    const distance = distanceToSegment(line[index] ?? a, a, b)
    if (distance > found.distance) found = { index, distance }
  }
  return found
}

/** In the unit of the positions. */
export function distanceToSegment([x, y]: Position, [x1, y1]: Position, [x2, y2]: Position): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}
