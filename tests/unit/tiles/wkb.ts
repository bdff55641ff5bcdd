import { lonLatToMercator } from '../../../core/geo/tile.ts'

export type Position = [number, number]

/** Geometry of tests in GeoJSON's form; coordinates in whatever CRS the test speaks. */
export type TestGeometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString' | 'MultiPoint'; coordinates: Position[] }
  | { type: 'Polygon' | 'MultiLineString'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }
  | { type: 'GeometryCollection'; geometries: TestGeometry[] }

const codes = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const

class Sink {
  readonly #chunks: Buffer[] = []
  readonly #little: boolean

  constructor(little: boolean) {
    this.#little = little
  }

  head(type: keyof typeof codes): void {
    this.#chunks.push(Buffer.from([this.#little ? 1 : 0]))
    this.count(codes[type])
  }

  count(value: number): void {
    const chunk = Buffer.alloc(4)
    if (this.#little) chunk.writeUInt32LE(value)
    else chunk.writeUInt32BE(value)
    this.#chunks.push(chunk)
  }

  position(position: Position): void {
    const chunk = Buffer.alloc(16)
    for (const [i, value] of position.entries()) {
      if (this.#little) chunk.writeDoubleLE(value, 8 * i)
      else chunk.writeDoubleBE(value, 8 * i)
    }
    this.#chunks.push(chunk)
  }

  path(positions: readonly Position[]): void {
    this.count(positions.length)
    for (const position of positions) this.position(position)
  }

  bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#chunks))
  }
}

function writeParts(geometry: TestGeometry, sink: Sink): void {
  if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) write(part, sink)
  else if (geometry.type === 'Polygon') for (const ring of geometry.coordinates) sink.path(ring)
  else if (geometry.type === 'MultiPoint') {
    for (const coordinates of geometry.coordinates) write({ type: 'Point', coordinates }, sink)
  } else if (geometry.type === 'MultiLineString') {
    for (const coordinates of geometry.coordinates) write({ type: 'LineString', coordinates }, sink)
  } else if (geometry.type === 'MultiPolygon') {
    for (const coordinates of geometry.coordinates) write({ type: 'Polygon', coordinates }, sink)
  }
}

function write(geometry: TestGeometry, sink: Sink): void {
  sink.head(geometry.type)
  if (geometry.type === 'Point') sink.position(geometry.coordinates)
  else if (geometry.type === 'LineString') sink.path(geometry.coordinates)
  else {
    sink.count(
      geometry.type === 'GeometryCollection' ? geometry.geometries.length : geometry.coordinates.length,
    )
    writeParts(geometry, sink)
  }
}

/** A geometry as ISO WKB. */
export function toWkb(geometry: TestGeometry, littleEndian = true): Uint8Array {
  const sink = new Sink(littleEndian)
  write(geometry, sink)
  return sink.bytes()
}

export function pointWkb(position: Position): Uint8Array {
  return toWkb({ type: 'Point', coordinates: position })
}

/** WKB in EPSG:3857 of a point in degrees. */
export function lonLatPoint(lon: number, lat: number): Uint8Array {
  return pointWkb(lonLatToMercator(lon, lat))
}
