import { difference, featureCollection, multiPolygon, union } from '@turf/turf'
import { METRES_PER_DEGREE } from '../../../../core/geo/great-circle.ts'
import { isRepairable } from '../../../../core/geometry/count-meetings.ts'
import { findCrossing } from './find-crossing.ts'
import { geometryOf, type Ring, type RingSet, type Shape, shapeArea, shapeOf, signedArea } from './shape.ts'
import { ZoneFaultError } from './zone-fault.ts'

/** Holes and parts thinner than this are where two borders of one line differ by rounding. */
const SLIVER_METRES = 0.5

const featureOf = (shape: Shape) => multiPolygon(geometryOf(shape).coordinates)

/**
 * The area of all shapes together (turf's union). Borders that both sides drew alike vanish, with the slivers that
 * rounding leaves between them.
 */
export function mergeShapes(shapes: readonly Shape[]): Shape {
  const filled = shapes.filter((shape) => shape.length > 0)
  if (filled.length < 2) return filled[0] ?? []
  const merged = union(featureCollection(filled.map(featureOf)))
  return merged ? dropSlivers(shapeOf(merged.geometry)) : []
}

/**
 * A shape that crosses itself, as what its outlines hold when each crossing is a vertex; null if that is nothing, or
 * it crosses too often.
 */
export function repairShape(shape: Shape): Shape | null {
  if (!isRepairable(shape.flat())) return null
  const made = union(featureCollection([featureOf(shape), featureOf(shape)]))
  const repaired = made ? dropSlivers(shapeOf(made.geometry)) : []
  return repaired.length > 0 && !findCrossing(repaired) ? repaired : null
}

/** The part of a shape that lies outside `taken`; empty when nothing is left. */
export function subtractShape(shape: Shape, taken: Shape): Shape {
  if (shape.length === 0 || taken.length === 0) return shape
  const left = difference(featureCollection([featureOf(shape), featureOf(taken)]))
  return left ? dropSlivers(shapeOf(left.geometry)) : []
}

/**
 * Cuts the drawn ring out of a shape.
 * @throws ZoneFaultError when the ring crosses itself, lies outside the shape or covers all of it
 */
export function cutHole(shape: Shape, ring: Ring): Shape {
  const hole: Shape = [[signedArea(ring) > 0 ? ring : ring.toReversed()]]
  const crossing = findCrossing(hole)
  if (crossing) throw new ZoneFaultError('crosses-itself', crossing)
  const left = subtractShape(shape, hole)
  if (left.length === 0) throw new ZoneFaultError('nothing-left')
  const lost = shapeArea(shape) - shapeArea(left)
  if (lost < 1) throw new ZoneFaultError('hole-outside', ring[0])
  return left
}

function dropSlivers(shape: Shape): Shape {
  const kept: RingSet[] = []
  for (const [outer, ...holes] of shape) {
    if (outer && !isSliver(outer)) kept.push([outer, ...holes.filter((hole) => !isSliver(hole))])
  }
  return kept
}

/** Mean width, 2 × area ÷ length around, below the limit. */
function isSliver(ring: Ring): boolean {
  const area = Math.abs(shapeArea([[ring]]))
  let around = 0
  let [x1, y1] = ring.at(-1) ?? [0, 0]
  for (const [x2, y2] of ring) {
    around += Math.hypot((x2 - x1) * Math.cos((y1 * Math.PI) / 180), y2 - y1) * METRES_PER_DEGREE
    ;[x1, y1] = [x2, y2]
  }
  return (2 * area) / around < SLIVER_METRES
}
