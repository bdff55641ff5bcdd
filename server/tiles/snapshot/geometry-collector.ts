import { growableFloat64, growableUint8, growableUint32 } from '../growable-array.ts'

/** Geometry as it came, by row in order of arrival, not yet ordered or indexed. */
export interface CollectedGeometry {
  /** Rows with a geometry. */
  located: number
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

/** Takes geometry row by row into typed arrays in shared memory. A row's point or shapes come one after another. */
export class GeometryCollector {
  readonly #pointRows = growableUint32()
  readonly #pointCoords = growableFloat64()
  readonly #shapeType = growableUint8()
  readonly #shapeRow = growableUint32()
  readonly #ringsOf = growableUint32()
  readonly #ringStart = growableUint32()
  readonly #outer = growableUint8()
  readonly #coords = growableFloat64()
  #located = 0
  #lastRow = -1

  constructor() {
    this.#ringsOf.push(0)
    this.#ringStart.push(0)
  }

  point(row: number, x: number, y: number): void {
    this.#locate(row)
    this.#pointRows.push(row)
    this.#pointCoords.push(x)
    this.#pointCoords.push(y)
  }

  /** Begins a shape of an MVT geometry type; its paths follow. */
  shape(row: number, type: number): void {
    this.#locate(row)
    this.#shapeType.push(type)
    this.#shapeRow.push(row)
    this.#ringsOf.push(this.#outer.length)
  }

  /** A path of the shape that was begun last, flat x and y; `outer` 0 for a hole. */
  path(coords: ArrayLike<number>, outer: number): void {
    this.#coords.pushAll(coords)
    this.#ringStart.push(this.#coords.length / 2)
    this.#outer.push(outer)
    this.#ringsOf.array[this.#ringsOf.length - 1] = this.#outer.length
  }

  get byteLength(): number {
    const lists = [this.#pointRows, this.#pointCoords, this.#shapeType, this.#shapeRow, this.#ringsOf]
    const more = [this.#ringStart, this.#outer, this.#coords]
    return [...lists, ...more].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  finish(): CollectedGeometry {
    return {
      located: this.#located,
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

  #locate(row: number): void {
    if (row !== this.#lastRow) this.#located++
    this.#lastRow = row
  }
}
