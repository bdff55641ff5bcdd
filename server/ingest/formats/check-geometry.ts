import type { Geometry, Position } from 'geojson'
import { RowFault } from './row-fault.ts'
import type { ReadLimits } from './source-file.ts'

/** Vertices still allowed in this geometry. */
interface Budget {
  vertices: number
  limit: number
}

function asArray(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new RowFault(`${what}: expected an array of coordinates`)
  return value
}

function checkPosition(value: unknown, budget: Budget): Position {
  const [x, y] = asArray(value, 'position')
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    throw new RowFault(`coordinate ${x}, ${y} is not a pair of finite numbers`)
  budget.vertices -= 1
  if (budget.vertices < 0) throw new RowFault(`more than ${budget.limit} vertices in one geometry`)
  return [x, y]
}

function checkLine(value: unknown, budget: Budget): Position[] {
  const line = asArray(value, 'line').map((position) => checkPosition(position, budget))
  if (line.length < 2) throw new RowFault(`line of ${line.length} positions, expected at least 2`)
  return line
}

/** A ring that was left open is closed: its outline is the same, and no outline is possible without it. */
function checkRing(value: unknown, budget: Budget): Position[] {
  const ring = asArray(value, 'ring').map((position) => checkPosition(position, budget))
  const [first, last] = [ring[0], ring.at(-1)]
  if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push([...first])
  if (ring.length < 4) throw new RowFault(`ring of ${ring.length} positions, expected at least 4`)
  return ring
}

const isFilled = (value: unknown) => !Array.isArray(value) || value.length > 0

function checkPolygon(value: unknown, budget: Budget): Position[][] {
  return asArray(value, 'polygon').map((ring) => checkRing(ring, budget))
}

function checkCoordinates(type: string, coordinates: unknown, budget: Budget): Geometry | null {
  const parts = asArray(coordinates, type)
  if (parts.length === 0) return null
  switch (type) {
    case 'Point':
      return { type, coordinates: checkPosition(parts, budget) }
    case 'MultiPoint':
      return { type, coordinates: parts.map((part) => checkPosition(part, budget)) }
    case 'LineString':
      return { type, coordinates: checkLine(parts, budget) }
    case 'Polygon':
      return { type, coordinates: checkPolygon(parts, budget) }
    case 'MultiLineString': {
      const lines = parts.filter(isFilled).map((part) => checkLine(part, budget))
      return lines.length > 0 ? { type, coordinates: lines } : null
    }
    case 'MultiPolygon': {
      const polygons = parts.filter(isFilled).map((part) => checkPolygon(part, budget))
      return polygons.length > 0 ? { type, coordinates: polygons } : null
    }
    default:
      throw new RowFault(`geometry type ${String(type).slice(0, 40)} is not one of GeoJSON`)
  }
}

function check(value: unknown, budget: Budget, depth: number): Geometry | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object' || !('type' in value))
    throw new RowFault('geometry: expected an object with a type')
  if (value.type !== 'GeometryCollection')
    return checkCoordinates(
      String(value.type),
      'coordinates' in value ? value.coordinates : undefined,
      budget,
    )
  if (depth <= 0) throw new RowFault('geometry collections nested too deeply')
  const members = asArray('geometries' in value ? value.geometries : undefined, 'geometries')
  const geometries = members
    .map((member) => check(member, budget, depth - 1))
    .filter((member): member is Geometry => member !== null)
  return geometries.length > 0 ? { type: 'GeometryCollection', geometries } : null
}

/**
 * A geometry of unknown honesty as a plain 2D GeoJSON geometry (in the CRS that it came in): further ordinates
 * are dropped, open rings closed, an empty geometry becomes null.
 * Throws RowFault on anything that is no geometry: wrong shape, NaN or infinite coordinates, too many vertices.
 */
export function checkGeometry(value: unknown, limits: ReadLimits): Geometry | null {
  const limit = limits.maxVertices
  return check(value, { vertices: limit, limit }, limits.maxNesting)
}
