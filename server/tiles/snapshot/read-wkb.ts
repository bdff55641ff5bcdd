/**
 * One row's geometry taken apart by type, coordinates flat (x, y, x, y …) in EPSG:3857.
 * `ends` are vertex counts up to the end of each line or ring. Rings are not closed: the last vertex
 * is not the first again. A ring with `outer` 1 starts a new polygon, those after it are its holes.
 */
export interface ParsedGeometry {
  points: number[]
  lines: number[]
  lineEnds: number[]
  rings: number[]
  ringEnds: number[]
  ringOuter: number[]
}

export function emptyGeometry(): ParsedGeometry {
  return { points: [], lines: [], lineEnds: [], rings: [], ringEnds: [], ringOuter: [] }
}

class WkbCursor {
  readonly view: DataView
  offset = 0
  littleEndian = true

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  uint32(): number {
    const value = this.view.getUint32(this.offset, this.littleEndian)
    this.offset += 4
    return value
  }

  double(): number {
    const value = this.view.getFloat64(this.offset, this.littleEndian)
    this.offset += 8
    return value
  }

  /** A count that the bytes left can hold, so that a damaged one cannot make us loop or allocate. */
  count(bytesEach: number): number {
    const value = this.uint32()
    if (value * bytesEach > this.view.byteLength - this.offset) {
      throw new Error(
        `WKB announces ${value} items where ${this.view.byteLength - this.offset} bytes are left`,
      )
    }
    return value
  }
}

interface WkbType {
  type: number
  extraOrdinates: number
}

/** ISO 13249-3 codes types as 1001 (Z), 2001 (M), 3001 (ZM); PostGIS's EWKB sets high bits instead. */
function readType(cursor: WkbCursor): WkbType {
  cursor.littleEndian = cursor.view.getUint8(cursor.offset++) === 1
  const raw = cursor.uint32()
  if (raw & 0x20000000) cursor.offset += 4
  const code = raw & 0x0fffffff
  const iso = Math.floor(code / 1000)
  const flags = (raw & 0x80000000 ? 1 : 0) + (raw & 0x40000000 ? 1 : 0)
  return { type: code % 1000, extraOrdinates: flags + (iso === 3 ? 2 : iso > 0 ? 1 : 0) }
}

function readVertex(cursor: WkbCursor, extraOrdinates: number, into: number[]): void {
  const x = cursor.double()
  const y = cursor.double()
  cursor.offset += extraOrdinates * 8
  // ISO writes an empty point as NaN NaN; any other number that is not finite is a fault.
  if (Number.isNaN(x) && Number.isNaN(y)) return
  if (!Number.isFinite(x) || !Number.isFinite(y)) throw new Error(`WKB coordinate ${x} ${y} is not finite`)
  into.push(x, y)
}

function readPath(cursor: WkbCursor, extraOrdinates: number, into: number[]): number {
  const before = into.length
  const count = cursor.count(16 + extraOrdinates * 8)
  for (let i = 0; i < count; i++) readVertex(cursor, extraOrdinates, into)
  return (into.length - before) / 2
}

function readLine(cursor: WkbCursor, extraOrdinates: number, into: ParsedGeometry): void {
  const vertices = readPath(cursor, extraOrdinates, into.lines)
  if (vertices < 2) into.lines.length -= vertices * 2
  else into.lineEnds.push(into.lines.length / 2)
}

function readPolygon(cursor: WkbCursor, extraOrdinates: number, into: ParsedGeometry): void {
  const ringCount = cursor.count(4)
  let hasOuter = false
  for (let ring = 0; ring < ringCount; ring++) {
    const start = into.rings.length
    let vertices = readPath(cursor, extraOrdinates, into.rings)
    const closed =
      vertices > 1 && into.rings[start] === into.rings.at(-2) && into.rings[start + 1] === into.rings.at(-1)
    if (closed) {
      into.rings.length -= 2
      vertices--
    }
    if (vertices < 3 || (ring > 0 && !hasOuter)) {
      into.rings.length = start
      continue
    }
    hasOuter ||= ring === 0
    into.ringEnds.push(into.rings.length / 2)
    into.ringOuter.push(ring === 0 ? 1 : 0)
  }
}

function readGeometry(cursor: WkbCursor, into: ParsedGeometry, depth: number): void {
  if (depth > 16) throw new Error('WKB nests collections deeper than 16')
  const { type, extraOrdinates } = readType(cursor)
  if (type === 1) readVertex(cursor, extraOrdinates, into.points)
  else if (type === 2) readLine(cursor, extraOrdinates, into)
  else if (type === 3) readPolygon(cursor, extraOrdinates, into)
  else if (type >= 4 && type <= 7) {
    const parts = cursor.count(5)
    for (let i = 0; i < parts; i++) readGeometry(cursor, into, depth + 1)
  } else throw new Error(`WKB geometry type ${type} is none of point, line, polygon, multi or collection`)
}

/**
 * Reads ISO WKB or EWKB (either byte order, Z and M are skipped) of any simple type, multi or collection.
 * Empty parts are left out; lines below two and rings below three vertices too, since they have no extent.
 * Throws on unknown types, coordinates that are not finite and counts beyond the bytes.
 */
export function readWkb(bytes: Uint8Array): ParsedGeometry {
  const geometry = emptyGeometry()
  readGeometry(new WkbCursor(bytes), geometry, 0)
  return geometry
}
