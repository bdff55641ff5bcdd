import { Builder, type Offset } from 'flatbuffers'
import type { Geometry, Position } from 'geojson'
import { codeOfGeometryType } from '../../../geometry/geometry-types.ts'
import type { LayerField } from '../../../layers/layer.ts'
import type { CellValue } from '../source/download-source.ts'

/** Numbers of FlatGeobuf's schema (header.fbs, format version 3). */
export const columnTypes: Record<LayerField['type'], number> = {
  boolean: 2,
  integer: 7,
  number: 10,
  string: 11,
}

/** A feature as a size-prefixed flatbuffer: geometry, and the values that are there. */
export function featureBytes(
  geometry: Geometry | null,
  values: readonly CellValue[],
  fields: readonly LayerField[],
): Uint8Array {
  const builder = new Builder(1024)
  const shape = geometry ? addGeometry(builder, geometry) : 0
  const properties = builder.createByteVector(propertyBytes(values, fields))
  builder.startObject(3)
  if (shape) builder.addFieldOffset(0, shape, 0)
  builder.addFieldOffset(1, properties, 0)
  builder.finishSizePrefixed(builder.endObject())
  return builder.asUint8Array()
}

/** Pairs of column number (uint16) and value, little-endian. */
function propertyBytes(values: readonly CellValue[], fields: readonly LayerField[]): Buffer {
  const pieces = values.flatMap((value, at) => {
    if (value === null) return []
    const head = Buffer.allocUnsafe(2)
    head.writeUInt16LE(at)
    return [head, valueBytes(value, fields[at]?.type ?? 'string')]
  })
  return Buffer.concat(pieces)
}

function valueBytes(value: NonNullable<CellValue>, type: LayerField['type']): Buffer {
  if (type === 'boolean') return Buffer.from([value ? 1 : 0])
  const bytes = Buffer.allocUnsafe(8)
  if (type === 'number') bytes.writeDoubleLE(Number(value))
  else if (type === 'integer') bytes.writeBigInt64LE(BigInt(Math.round(Number(value))))
  else {
    const text = Buffer.from(String(value))
    const length = Buffer.allocUnsafe(4)
    length.writeUInt32LE(text.length)
    return Buffer.concat([length, text])
  }
  return bytes
}

function addGeometry(builder: Builder, geometry: Geometry): Offset {
  switch (geometry.type) {
    case 'Point':
      return addPaths(builder, geometry.type, [[geometry.coordinates]])
    case 'MultiPoint':
    case 'LineString':
      return addPaths(builder, geometry.type, [geometry.coordinates])
    case 'MultiLineString':
    case 'Polygon':
      return addPaths(builder, geometry.type, geometry.coordinates)
    case 'MultiPolygon':
      return addParts(
        builder,
        geometry.type,
        geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates })),
      )
    case 'GeometryCollection':
      return addParts(builder, geometry.type, geometry.geometries)
  }
}

/** Positions one after another; where there are several paths, also the count of positions up to the end of each. */
function addPaths(builder: Builder, type: Geometry['type'], paths: readonly (readonly Position[])[]): Offset {
  const ends = paths.length > 1 ? addEnds(builder, paths) : 0
  const count = paths.reduce((sum, path) => sum + path.length, 0)
  builder.startVector(8, count * 2, 8)
  // A flatbuffer is built from its end.
  for (const path of paths.toReversed())
    for (let at = path.length - 1; at >= 0; at--) {
      const [x = Number.NaN, y = Number.NaN] = path[at] ?? []
      builder.addFloat64(y)
      builder.addFloat64(x)
    }
  const positions = builder.endVector()
  builder.startObject(8)
  if (ends) builder.addFieldOffset(0, ends, 0)
  builder.addFieldOffset(1, positions, 0)
  builder.addFieldInt8(6, codeOfGeometryType(type), 0)
  return builder.endObject()
}

function addEnds(builder: Builder, paths: readonly (readonly Position[])[]): Offset {
  let end = 0
  const ends = paths.map((path) => {
    end += path.length
    return end
  })
  builder.startVector(4, ends.length, 4)
  for (const one of ends.toReversed()) builder.addInt32(one)
  return builder.endVector()
}

function addParts(builder: Builder, type: Geometry['type'], parts: readonly Geometry[]): Offset {
  const offsets = parts.map((part) => addGeometry(builder, part))
  builder.startVector(4, offsets.length, 4)
  for (const offset of offsets.toReversed()) builder.addOffset(offset)
  const vector = builder.endVector()
  builder.startObject(8)
  builder.addFieldInt8(6, codeOfGeometryType(type), 0)
  builder.addFieldOffset(7, vector, 0)
  return builder.endObject()
}
