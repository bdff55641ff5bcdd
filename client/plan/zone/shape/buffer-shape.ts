import { buffer, multiPolygon } from '@turf/turf'
import { geometryOf, type Shape, shapeOf } from './shape.ts'
import { ZoneFaultError } from './zone-fault.ts'

/**
 * The shape widened by `metres` all round, or narrowed when negative (turf's buffer on a plane around its middle).
 * @throws ZoneFaultError when nothing is left
 */
export function bufferShape(shape: Shape, metres: number): Shape {
  if (shape.length === 0 || metres === 0) return shape
  const widened = buffer(multiPolygon(geometryOf(shape).coordinates), metres, { units: 'meters', steps: 8 })
  const { geometry } = widened ?? {}
  if (!geometry || geometry.coordinates.flat(3).length === 0) throw new ZoneFaultError('shrunk-away')
  return shapeOf(geometry)
}
