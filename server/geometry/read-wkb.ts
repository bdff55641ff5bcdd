import type { Geometry, Position } from 'geojson'
import { geometryTypeOf } from './geometry-types.ts'

export interface WkbLimits {
  /** Of one geometry. */
  maxVertices: number
  /** Depth of nested collections. */
  maxNesting: number
}

/** Bytes that are no geometry that can be read, or one beyond the limits. */
export class WkbFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'WkbFault'
  }
}

/** A cursor over untrusted bytes; reading past their end throws DataView's RangeError. */
interface Cursor {
  view: DataView
  at: number
  vertices: number
}

interface Head {
  type: Geometry['type']
  littleEndian: boolean
  ordinates: number
}

/** Byte order and type (OGC 06-103r4, 8.2; the high bits are PostGIS's older marks of Z, M and SRID). */
function readHead(cursor: Cursor): Head {
  const littleEndian = cursor.view.getUint8(cursor.at) === 1
  const code = cursor.view.getUint32(cursor.at + 1, littleEndian)
  cursor.at += code & 0x20000000 ? 9 : 5
  const plain = code & 0x0fffffff
  const dimension = Math.floor(plain / 1000)
  const type = geometryTypeOf(plain % 1000)
  if (!type || dimension > 3) throw new WkbFault(`geometry type ${plain} (a curve or surface) cannot be read`)
  const hasZ = dimension === 1 || dimension === 3 || (code & 0x80000000) !== 0
  const hasM = dimension >= 2 || (code & 0x40000000) !== 0
  return { type, littleEndian, ordinates: 2 + Number(hasZ) + Number(hasM) }
}

function readPosition(cursor: Cursor, { littleEndian, ordinates }: Head): Position {
  const x = cursor.view.getFloat64(cursor.at, littleEndian)
  const y = cursor.view.getFloat64(cursor.at + 8, littleEndian)
  cursor.at += 8 * ordinates
  return [x, y]
}

/** Reads a count of items; refuses one that the remaining bytes cannot hold, given the least size of an item. */
function readCount(cursor: Cursor, head: Head, itemBytes: number): number {
  const count = cursor.view.getUint32(cursor.at, head.littleEndian)
  cursor.at += 4
  if (count * itemBytes > cursor.view.byteLength - cursor.at)
    throw new WkbFault(`geometry announces ${count} parts, more than its bytes hold`)
  return count
}

function readLine(cursor: Cursor, head: Head): Position[] {
  const count = readCount(cursor, head, 8 * head.ordinates)
  cursor.vertices -= count
  if (cursor.vertices < 0) throw new WkbFault('too many vertices in one geometry')
  return Array.from({ length: count }, () => readPosition(cursor, head))
}

function readPolygon(cursor: Cursor, head: Head): Position[][] {
  return Array.from({ length: readCount(cursor, head, 4) }, () => readLine(cursor, head))
}

function readMembers(cursor: Cursor, head: Head, depth: number): Geometry[] {
  return Array.from({ length: readCount(cursor, head, 5) }, () => readGeometry(cursor, depth - 1))
}

function readGeometry(cursor: Cursor, depth: number): Geometry {
  if (depth < 0) throw new WkbFault('geometry collections nested too deeply')
  const head = readHead(cursor)
  switch (head.type) {
    case 'Point': {
      const position = readPosition(cursor, head)
      // WKB has no other way to write an empty point.
      return { type: 'Point', coordinates: position.every(Number.isNaN) ? [] : position }
    }
    case 'LineString':
      return { type: 'LineString', coordinates: readLine(cursor, head) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: readPolygon(cursor, head) }
    case 'GeometryCollection':
      return { type: 'GeometryCollection', geometries: readMembers(cursor, head, depth) }
    default:
      return multi(head.type, readMembers(cursor, head, depth))
  }
}

function multi(type: Head['type'], members: Geometry[]): Geometry {
  const partType = type.replace('Multi', '')
  const coordinates = members.map((member) => {
    if (member.type !== partType || member.type === 'GeometryCollection')
      throw new WkbFault(`${member.type} inside a ${type}`)
    return member.coordinates
  })
  // Each part's type was just compared with the type of the whole.
  return { type, coordinates } as Geometry
}

/**
 * Reads well-known binary (OGC 06-103r4 clause 8, ISO Z/M codes, PostGIS's EWKB) of any origin into a 2D geometry in the
 * CRS that it was written in. Throws WkbFault on curves, truncation and impossible counts. Finiteness is not checked here.
 */
export function readWkb(bytes: Uint8Array, limits: WkbLimits): Geometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readGeometry({ view, at: 0, vertices: limits.maxVertices }, limits.maxNesting)
  } catch (error) {
    if (error instanceof RangeError)
      throw new WkbFault('geometry ends before its announced length', { cause: error })
    throw error
  }
}
