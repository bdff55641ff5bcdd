import type { Geometry, Position } from 'geojson'
import { geometryTypeOf } from '../../geometry/geometry-types.ts'
import type { FlatTable } from './flatbuffer.ts'
import { RowFault } from './row-fault.ts'
import type { ReadLimits } from './source-file.ts'

/** Fields of the schema's table Geometry. */
const ENDS = 0
const XY = 1
const TYPE = 6
const PARTS = 7

interface Bounds {
  vertices: number
  depth: number
}

function positionsOf(table: FlatTable, bounds: Bounds): Position[] {
  bounds.vertices -= table.doubleCount(XY) / 2
  if (bounds.vertices < 0) throw new RowFault('too many vertices in one geometry')
  const xy = table.doubles(XY)
  return Array.from({ length: Math.floor(xy.length / 2) }, (_, index) => [
    xy[2 * index] ?? 0,
    xy[2 * index + 1] ?? 0,
  ])
}

/** Lines or rings: one after another in the coordinates, each up to its end; without ends there is one. */
function partsOf(table: FlatTable, bounds: Bounds): Position[][] {
  const positions = positionsOf(table, bounds)
  const ends = table.uint32s(ENDS)
  if (ends.length === 0) return positions.length > 0 ? [positions] : []
  if (ends.some((end, index) => end < (ends[index - 1] ?? 0) || end > positions.length))
    throw new RowFault('parts of the geometry out of order')
  return ends.map((end, index) => positions.slice(ends[index - 1] ?? 0, end))
}

function membersOf(table: FlatTable, bounds: Bounds): FlatTable[] {
  if (bounds.depth <= 0) throw new RowFault('geometry collections nested too deeply')
  const members = table.tables(PARTS, bounds.vertices)
  bounds.vertices -= members.length
  return members
}

function build(table: FlatTable, code: number, bounds: Bounds): Geometry {
  const type = geometryTypeOf(code)
  switch (type) {
    case 'Point':
      return { type, coordinates: positionsOf(table, bounds)[0] ?? [] }
    case 'LineString':
    case 'MultiPoint':
      return { type, coordinates: positionsOf(table, bounds) }
    case 'Polygon':
    case 'MultiLineString':
      return { type, coordinates: partsOf(table, bounds) }
    case 'MultiPolygon':
      return { type, coordinates: membersOf(table, bounds).map((part) => partsOf(part, bounds)) }
    case 'GeometryCollection': {
      const members = membersOf(table, bounds)
      const inner = { vertices: bounds.vertices, depth: bounds.depth - 1 }
      const geometries = members.map((member) => build(member, member.uint8(TYPE), inner))
      bounds.vertices = inner.vertices
      return { type, geometries }
    }
    default:
      throw new RowFault(`geometry type ${code} (a curve or surface) cannot be read`)
  }
}

/** A FlatGeobuf geometry as 2D GeoJSON in the layer's CRS; `layerType` serves where the geometry has no type of its own. */
export function buildGeometry(table: FlatTable, layerType: number, limits: ReadLimits): Geometry {
  const bounds = { vertices: limits.maxVertices, depth: limits.maxNesting }
  return build(table, table.uint8(TYPE) || layerType, bounds)
}
