import type { Geometry, Position } from 'geojson'
import { RowFault } from './row-fault.ts'
import { assembleRings } from './shp-rings.ts'
import type { ReadLimits } from './source-file.ts'

/** Bytes before the points of a multipoint (type, box, count) and of a line or polygon (and the count of parts). */
const MULTIPOINT_HEAD = 40
const PARTS_HEAD = 44

function readPoints(record: Buffer, at: number, count: number): Position[] {
  if (at + 16 * count > record.length)
    throw new RowFault(`${count} points announced, more than the record holds`)
  return Array.from({ length: count }, (_, index) => [
    record.readDoubleLE(at + 16 * index),
    record.readDoubleLE(at + 16 * index + 8),
  ])
}

function readParts(record: Buffer, limits: ReadLimits): Position[][] {
  if (record.length < PARTS_HEAD) throw new RowFault('record too short for its shape')
  const partCount = record.readUInt32LE(36)
  const pointCount = record.readUInt32LE(40)
  if (pointCount > limits.maxVertices)
    throw new RowFault(`more than ${limits.maxVertices} vertices in one shape`)
  if (PARTS_HEAD + 4 * partCount > record.length)
    throw new RowFault(`${partCount} parts announced, more than the record holds`)
  const points = readPoints(record, PARTS_HEAD + 4 * partCount, pointCount)
  const starts = Array.from({ length: partCount }, (_, part) => record.readUInt32LE(PARTS_HEAD + 4 * part))
  if (starts.some((start, part) => start < (starts[part - 1] ?? 0) || start > pointCount))
    throw new RowFault('parts of the shape out of order')
  return starts
    .map((start, part) => points.slice(start, starts[part + 1] ?? pointCount))
    .filter((part) => part.length > 0)
}

function lines(parts: Position[][]): Geometry {
  const only = parts[0]
  return parts.length === 1 && only
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: parts }
}

/**
 * The shape of one record of a .shp (ESRI Shapefile Technical Description, 1998), 2D: the Z and M that follow the
 * points of some types are passed over. null for a null shape. Throws RowFault on what no reader can make sense of.
 */
export function readShape(record: Buffer, limits: ReadLimits): Geometry | null {
  if (record.length < 4) throw new RowFault('record too short for a shape')
  const type = record.readUInt32LE(0)
  switch (type) {
    case 0:
      return null
    case 1:
    case 11:
    case 21:
      return { type: 'Point', coordinates: readPoints(record, 4, 1)[0] ?? [] }
    case 8:
    case 18:
    case 28: {
      if (record.length < MULTIPOINT_HEAD) throw new RowFault('record too short for its shape')
      const count = record.readUInt32LE(36)
      if (count > limits.maxVertices)
        throw new RowFault(`more than ${limits.maxVertices} vertices in one shape`)
      return { type: 'MultiPoint', coordinates: readPoints(record, MULTIPOINT_HEAD, count) }
    }
    case 3:
    case 13:
    case 23:
      return lines(readParts(record, limits))
    case 5:
    case 15:
    case 25:
      return assembleRings(readParts(record, limits))
    default:
      throw new RowFault(`shape type ${type} (31 is a multipatch) cannot be read`)
  }
}
