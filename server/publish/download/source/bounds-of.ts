import type { Geometry, Position } from 'geojson'
import type { Envelope } from '../../../../core/geo/envelope.ts'

/** The box around a geometry, in its own units. */
export function boundsOf(geometry: Geometry): Envelope {
  const box: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  stretch(box, geometry)
  return box
}

/** Makes the box hold another too. */
export function growBy(box: Envelope, other: Envelope): void {
  if (other[0] < box[0]) box[0] = other[0]
  if (other[1] < box[1]) box[1] = other[1]
  if (other[2] > box[2]) box[2] = other[2]
  if (other[3] > box[3]) box[3] = other[3]
}

function stretch(box: Envelope, geometry: Geometry): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) stretch(box, part)
    return
  }
  stretchTo(box, geometry.coordinates)
}

type Nested = Position | readonly Nested[]

function stretchTo(box: Envelope, nested: Nested): void {
  const [first, second] = nested
  if (typeof first === 'number') {
    const [x, y] = [first, second as number]
    growBy(box, [x, y, x, y])
  } else for (const inner of nested as readonly Nested[]) stretchTo(box, inner)
}
