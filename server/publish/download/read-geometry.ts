import type { Geometry, Position } from 'geojson'

const TYPES = [
  '',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const

interface Cursor {
  view: DataView
  at: number
  littleEndian: boolean
}

/** Well-known binary as ST_AsBinary writes it, first two ordinates. Null for a geometry without a position. */
export function readGeometry(wkb: Uint8Array): Geometry | null {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  const geometry = readAny({ view, at: 0, littleEndian: true })
  return isEmpty(geometry) ? null : geometry
}

function readAny(cursor: Cursor): Geometry {
  cursor.littleEndian = cursor.view.getUint8(cursor.at) === 1
  const code = cursor.view.getUint32(cursor.at + 1, cursor.littleEndian)
  cursor.at += 5
  const ordinates = 2 + [0, 1, 1, 2][Math.floor(code / 1000)]!
  const type = TYPES[code % 1000]
  switch (type) {
    case 'Point':
      return { type, coordinates: readPosition(cursor, ordinates) }
    case 'LineString':
      return { type, coordinates: readLine(cursor, ordinates) }
    case 'Polygon':
      return { type, coordinates: readMany(cursor, () => readLine(cursor, ordinates)) }
    case 'GeometryCollection':
      return { type, geometries: readMany(cursor, () => readAny(cursor)) }
    case 'MultiPoint':
    case 'MultiLineString':
    case 'MultiPolygon': {
      const parts = readMany(
        cursor,
        () => readAny(cursor) as Exclude<Geometry, { type: 'GeometryCollection' }>,
      )
      return { type, coordinates: parts.map(({ coordinates }) => coordinates) } as Geometry
    }
    default:
      throw new Error(`geometry type ${code}: expected one of ${TYPES.slice(1).join(', ')}`)
  }
}

function readMany<Item>(cursor: Cursor, read: () => Item): Item[] {
  const count = cursor.view.getUint32(cursor.at, cursor.littleEndian)
  cursor.at += 4
  return Array.from({ length: count }, read)
}

function readLine(cursor: Cursor, ordinates: number): Position[] {
  return readMany(cursor, () => readPosition(cursor, ordinates))
}

function readPosition(cursor: Cursor, ordinates: number): Position {
  const x = cursor.view.getFloat64(cursor.at, cursor.littleEndian)
  const y = cursor.view.getFloat64(cursor.at + 8, cursor.littleEndian)
  cursor.at += 8 * ordinates
  return [x, y]
}

function isEmpty(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.every(isEmpty)
  if (geometry.type === 'Point') return !Number.isFinite(geometry.coordinates[0])
  return geometry.coordinates.length === 0
}
