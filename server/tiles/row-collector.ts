import { ColumnBuilder } from './column-builder.ts'
import { growableFloat64, growableUint8, growableUint32 } from './growable-array.ts'
import type { SourceRow, TileAttribute } from './layer-source.ts'
import { type ParsedGeometry, readWkb } from './read-wkb.ts'
import { type Column, lineType, pointType, polygonType } from './snapshot.ts'

/** Rows as they came, columnar, not yet ordered or indexed: what buildSegment takes. */
export interface CollectedRows {
  rowCount: number
  located: number
  ids: Float64Array
  columns: Column[]
  /** Rows that are one single point, and its x and y in EPSG:3857. */
  pointRows: Uint32Array
  pointCoords: Float64Array
  shapeType: Uint8Array
  shapeRow: Uint32Array
  /** As in ShapeLevel, of the original geometry. */
  ringsOf: Uint32Array
  ringStart: Uint32Array
  outer: Uint8Array
  coords: Float64Array
}

interface Paths {
  coords: number[]
  /** Vertex count up to the end of each path. */
  ends: number[]
  outer?: number[]
}

/** Takes a layer's rows batch by batch into typed arrays, so that no row object outlives its batch. */
export class RowCollector {
  readonly #columns: ColumnBuilder[]
  readonly #ids = growableFloat64()
  readonly #pointRows = growableUint32()
  readonly #pointCoords = growableFloat64()
  readonly #shapeType = growableUint8()
  readonly #shapeRow = growableUint32()
  readonly #ringsOf = growableUint32()
  readonly #ringStart = growableUint32()
  readonly #outer = growableUint8()
  readonly #coords = growableFloat64()
  #located = 0

  constructor(attributes: readonly TileAttribute[]) {
    this.#columns = attributes.map((attribute) => new ColumnBuilder(attribute))
    this.#ringsOf.push(0)
    this.#ringStart.push(0)
  }

  /** Throws with the row's id when its geometry is no readable WKB or the id is no whole number. */
  add(row: SourceRow): void {
    if (!Number.isSafeInteger(row.id) || row.id < 0) {
      throw new Error(`row id ${row.id} is not a whole number from 0 to 2^53 - 1`)
    }
    const index = this.#ids.length
    this.#ids.push(row.id)
    for (let i = 0; i < this.#columns.length; i++) this.#columns[i]!.add(row.values[i])
    if (row.wkb === null) return
    try {
      this.#addGeometry(index, readWkb(row.wkb))
    } catch (cause) {
      throw new Error(`row ${row.id} has no readable geometry: ${(cause as Error).message}`, { cause })
    }
  }

  /** A row without attributes whose geometry is taken apart already. */
  addParsed(id: number, geometry: ParsedGeometry): void {
    this.#ids.push(id)
    this.#addGeometry(this.#ids.length - 1, geometry)
  }

  get rowCount(): number {
    return this.#ids.length
  }

  /** Bytes taken so far, for the budget check while loading. */
  get byteLength(): number {
    let bytes = this.#coords.byteLength + this.#pointCoords.byteLength + this.#ringStart.byteLength
    bytes += this.#ids.byteLength + this.#pointRows.byteLength
    for (const column of this.#columns) bytes += column.byteLength
    return bytes
  }

  finish(): CollectedRows {
    return {
      rowCount: this.#ids.length,
      located: this.#located,
      ids: this.#ids.finish(),
      columns: this.#columns.map((column) => column.finish()),
      pointRows: this.#pointRows.finish(),
      pointCoords: this.#pointCoords.finish(),
      shapeType: this.#shapeType.finish(),
      shapeRow: this.#shapeRow.finish(),
      ringsOf: this.#ringsOf.finish(),
      ringStart: this.#ringStart.finish(),
      outer: this.#outer.finish(),
      coords: this.#coords.finish(),
    }
  }

  #addGeometry(row: number, geometry: ParsedGeometry): void {
    const { points, lineEnds, ringEnds } = geometry
    if (points.length + lineEnds.length + ringEnds.length === 0) return
    this.#located++
    if (points.length === 2 && lineEnds.length + ringEnds.length === 0) {
      this.#pointRows.push(row)
      this.#pointCoords.push(points[0]!)
      this.#pointCoords.push(points[1]!)
      return
    }
    if (points.length > 0) this.#addShape(row, pointType, { coords: points, ends: [points.length / 2] })
    if (lineEnds.length > 0) this.#addShape(row, lineType, { coords: geometry.lines, ends: lineEnds })
    if (ringEnds.length > 0) {
      const { rings, ringOuter } = geometry
      this.#addShape(row, polygonType, { coords: rings, ends: ringEnds, outer: ringOuter })
    }
  }

  #addShape(row: number, type: number, { coords, ends, outer }: Paths): void {
    const first = this.#coords.length / 2
    this.#shapeType.push(type)
    this.#shapeRow.push(row)
    this.#coords.pushAll(coords)
    for (let i = 0; i < ends.length; i++) {
      this.#ringStart.push(first + ends[i]!)
      this.#outer.push(outer?.[i] ?? 1)
    }
    this.#ringsOf.push(this.#outer.length)
  }
}
