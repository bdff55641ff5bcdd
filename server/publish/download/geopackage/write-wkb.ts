import type { Geometry, Position } from 'geojson'
import { codeOfGeometryType } from '../../../geometry/geometry-types.ts'

/** Little-endian well-known binary (OGC 06-103r4, 8.2) into a buffer from an offset. Returns where it ends. */
export function writeWkb(geometry: Geometry, into: Buffer, offset: number): number {
  into[offset] = 1
  into.writeUInt32LE(codeOfGeometryType(geometry.type), offset + 1)
  const at = offset + 5
  switch (geometry.type) {
    case 'Point':
      return writePosition(geometry.coordinates, into, at)
    case 'LineString':
      return writeLine(geometry.coordinates, into, at)
    case 'Polygon':
      return writeRings(geometry.coordinates, into, at)
    case 'GeometryCollection':
      return writeParts(geometry.geometries, into, at)
    case 'MultiPoint':
      return writeParts(partsOf('Point', geometry.coordinates), into, at)
    case 'MultiLineString':
      return writeParts(partsOf('LineString', geometry.coordinates), into, at)
    case 'MultiPolygon':
      return writeParts(partsOf('Polygon', geometry.coordinates), into, at)
  }
}

export function wkbBytes(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 21
    case 'LineString':
      return 9 + 16 * geometry.coordinates.length
    case 'Polygon':
      return 9 + ringBytes(geometry.coordinates)
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length
    case 'MultiLineString':
      return 9 + geometry.coordinates.reduce((sum, line) => sum + 9 + 16 * line.length, 0)
    case 'MultiPolygon':
      return 9 + geometry.coordinates.reduce((sum, rings) => sum + 9 + ringBytes(rings), 0)
    case 'GeometryCollection':
      return 9 + geometry.geometries.reduce((sum, part) => sum + wkbBytes(part), 0)
  }
}

function ringBytes(rings: readonly Position[][]): number {
  return rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0)
}

function partsOf(type: 'Point' | 'LineString' | 'Polygon', parts: readonly unknown[]): Geometry[] {
  return parts.map((coordinates) => ({ type, coordinates }) as Geometry)
}

function writeParts(parts: readonly Geometry[], into: Buffer, offset: number): number {
  into.writeUInt32LE(parts.length, offset)
  return parts.reduce((at, part) => writeWkb(part, into, at), offset + 4)
}

function writeRings(rings: readonly Position[][], into: Buffer, offset: number): number {
  into.writeUInt32LE(rings.length, offset)
  return rings.reduce((at, ring) => writeLine(ring, into, at), offset + 4)
}

function writeLine(line: readonly Position[], into: Buffer, offset: number): number {
  into.writeUInt32LE(line.length, offset)
  return line.reduce((at, position) => writePosition(position, into, at), offset + 4)
}

function writePosition([x = Number.NaN, y = Number.NaN]: Position, into: Buffer, offset: number): number {
  into.writeDoubleLE(x, offset)
  return into.writeDoubleLE(y, offset + 8)
}
