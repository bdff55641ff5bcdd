import type { Position } from 'geojson'
import { type Envelope, envelopeOf } from '../../../../core/geo/envelope.ts'
import { growBy } from '../source/bounds-of.ts'
import { PieceFile } from '../source/scratch.ts'
import { type ShapeKind, type ShapePart, shapeTypes } from './shape-parts.ts'

const HEADER_BYTES = 100
const FILE_CODE = 9994
const VERSION = 1000

/** A .shp and its .shx (ESRI Shapefile Technical Description, July 1998), shape after shape. */
export class ShapeFile {
  readonly #kind: ShapeKind
  readonly #shapes: PieceFile
  readonly #index: PieceFile
  readonly #bounds: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  #records = 0

  private constructor(kind: ShapeKind, shapes: PieceFile, index: PieceFile) {
    this.#kind = kind
    this.#shapes = shapes
    this.#index = index
    shapes.write(Buffer.alloc(HEADER_BYTES))
    index.write(Buffer.alloc(HEADER_BYTES))
  }

  /** `stem` is the path without extension. */
  static async create(stem: string, kind: ShapeKind): Promise<ShapeFile> {
    return new ShapeFile(kind, await PieceFile.create(`${stem}.shp`), await PieceFile.create(`${stem}.shx`))
  }

  get bytes(): number {
    return this.#shapes.length
  }

  /** Null for a record without a place. Polygons come with outer rings clockwise. */
  add(part: ShapePart | null): void {
    const content = part ? this.#contentOf(part) : Buffer.alloc(4)
    const entry = Buffer.allocUnsafe(8)
    entry.writeInt32BE(this.#shapes.length / 2, 0)
    entry.writeInt32BE(content.length / 2, 4)
    this.#index.write(entry)
    const head = Buffer.allocUnsafe(8)
    head.writeInt32BE(++this.#records, 0)
    head.writeInt32BE(content.length / 2, 4)
    this.#shapes.write(head)
    this.#shapes.write(content)
  }

  async flush(): Promise<void> {
    await this.#shapes.flush()
    await this.#index.flush()
  }

  async close(): Promise<void> {
    for (const file of [this.#shapes, this.#index]) {
      await file.rewriteStart(this.#header(file.length))
      await file.close()
    }
  }

  #contentOf({ paths }: ShapePart): Buffer {
    const type = shapeTypes[this.#kind]
    const positions = paths.flat()
    const box = envelopeOf(positions) ?? [0, 0, 0, 0]
    growBy(this.#bounds, box)
    if (this.#kind === 'point') {
      const content = Buffer.allocUnsafe(20)
      content.writeInt32LE(type, 0)
      writePositions(positions.slice(0, 1), content, 4)
      return content
    }
    const starts = this.#kind === 'multipoint' ? [] : startsOf(paths)
    const counts = starts.length > 0 ? [starts.length, positions.length] : [positions.length]
    const content = Buffer.allocUnsafe(36 + 4 * (counts.length + starts.length) + 16 * positions.length)
    content.writeInt32LE(type, 0)
    for (const [at, value] of box.entries()) content.writeDoubleLE(value, 4 + 8 * at)
    let offset = 36
    for (const number of [...counts, ...starts]) offset = content.writeInt32LE(number, offset)
    writePositions(positions, content, offset)
    return content
  }

  #header(bytes: number): Buffer {
    const header = Buffer.alloc(HEADER_BYTES)
    header.writeInt32BE(FILE_CODE, 0)
    header.writeInt32BE(bytes / 2, 24)
    header.writeInt32LE(VERSION, 28)
    header.writeInt32LE(shapeTypes[this.#kind], 32)
    if (this.#bounds[0] <= this.#bounds[2])
      for (const [at, value] of this.#bounds.entries()) header.writeDoubleLE(value, 36 + 8 * at)
    return header
  }
}

function startsOf(paths: readonly Position[][]): number[] {
  let start = 0
  return paths.map((path) => {
    const own = start
    start += path.length
    return own
  })
}

function writePositions(positions: readonly Position[], into: Buffer, start: number): void {
  let offset = start
  for (const [x = Number.NaN, y = Number.NaN] of positions) {
    offset = into.writeDoubleLE(x, offset)
    offset = into.writeDoubleLE(y, offset)
  }
}
