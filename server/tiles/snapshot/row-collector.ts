import { toError } from '../../../core/to-error.ts'
import { growableFloat64 } from '../growable-array.ts'
import type { SourceRow, TileAttribute } from '../layer-source.ts'
import { ColumnBuilder } from './column-builder.ts'
import { type CollectedGeometry, GeometryCollector } from './geometry-collector.ts'
import { type ParsedGeometry, readWkb } from './read-wkb.ts'
import { type Column, LINE_TYPE, POINT_TYPE, POLYGON_TYPE } from './snapshot.ts'

/** Rows as they came, columnar, not yet ordered or indexed: what buildSegment takes. */
export interface CollectedRows extends CollectedGeometry {
  rowCount: number
  ids: Float64Array
  columns: Column[]
}

/** Takes a layer's rows batch by batch into typed arrays, so that no row object outlives its batch. */
export class RowCollector {
  readonly #columns: ColumnBuilder[]
  readonly #ids = growableFloat64()
  readonly #geometry = new GeometryCollector()

  constructor(attributes: readonly TileAttribute[]) {
    this.#columns = attributes.map((attribute) => new ColumnBuilder(attribute))
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
      throw new Error(`row ${row.id} has no readable geometry: ${toError(cause).message}`, { cause })
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
    const columns = this.#columns.reduce((sum, column) => sum + column.byteLength, 0)
    return this.#ids.byteLength + this.#geometry.byteLength + columns
  }

  finish(): CollectedRows {
    return {
      rowCount: this.#ids.length,
      ids: this.#ids.finish(),
      columns: this.#columns.map((column) => column.finish()),
      ...this.#geometry.finish(),
    }
  }

  #addGeometry(row: number, geometry: ParsedGeometry): void {
    const { points, lines, lineEnds, rings, ringEnds, ringOuter } = geometry
    if (points.length === 2 && lineEnds.length + ringEnds.length === 0) {
      this.#geometry.point(row, points[0]!, points[1]!)
      return
    }
    if (points.length > 0) {
      this.#geometry.shape(row, POINT_TYPE)
      this.#geometry.path(points, 1)
    }
    if (lineEnds.length > 0) this.#addPaths({ row, type: LINE_TYPE }, lines, lineEnds)
    if (ringEnds.length > 0) this.#addPaths({ row, type: POLYGON_TYPE }, rings, ringEnds, ringOuter)
  }

  #addPaths(
    { row, type }: { row: number; type: number },
    coords: readonly number[],
    ends: readonly number[],
    outer?: readonly number[],
  ): void {
    this.#geometry.shape(row, type)
    let start = 0
    for (const [i, end] of ends.entries()) {
      const whole = start === 0 && 2 * end === coords.length
      this.#geometry.path(whole ? coords : coords.slice(2 * start, 2 * end), outer?.[i] ?? 1)
      start = end
    }
  }
}
