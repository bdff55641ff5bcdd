import type { Geometry } from 'geojson'
import { readWkb } from '../../../geometry/read-wkb.ts'

/** Of what the store gives, which was checked when it came in. */
const LIMITS = { maxVertices: Infinity, maxNesting: 100 }

/** Well-known binary as ST_AsBinary writes it, first two ordinates. Null for a geometry without a position. */
export function readGeometry(wkb: Uint8Array): Geometry | null {
  const geometry = readWkb(wkb, LIMITS)
  return isEmpty(geometry) ? null : geometry
}

function isEmpty(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.every(isEmpty)
  return geometry.coordinates.length === 0
}
