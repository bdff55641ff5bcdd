import { BoxClipper, type ClipBounds, VertexBuffer } from '../clip-path.ts'
import { LINE_TYPE, POLYGON_TYPE, type ShapeLevel } from '../snapshot/snapshot.ts'
import { type ToUnits, tileBounds } from '../tile-units.ts'
import type { ByteWriter } from './byte-writer.ts'

/** Command integers of MVT 2.1, 4.3.1: command id in the low three bits, count above. */
const moveTo = (count: number) => (count << 3) | 1
const lineTo = (count: number) => (count << 3) | 2
const CLOSE_PATH = 15

/** Twice the signed area of whole-numbered vertices; positive is an outer ring (MVT 2.1, 4.3.4.4; y points down). */
function doubleArea(xy: Int32Array, count: number): number {
  let sum = 0
  let px = xy[2 * count - 2]!
  let py = xy[2 * count - 1]!
  for (let i = 0; i < count; i++) {
    const x = xy[2 * i]!
    const y = xy[2 * i + 1]!
    sum += px * y - x * py
    px = x
    py = y
  }
  return sum
}

/** Writes shapes as geometry commands: to tile units, cut to the buffered tile, rounded, deduplicated, wound. */
export class GeometryWriter {
  readonly #bounds: ClipBounds
  /** Twice the area of the buffered tile. */
  readonly #wholeArea: number
  readonly #clipper: BoxClipper
  readonly #path = new VertexBuffer()
  readonly #piece = new VertexBuffer()
  #rounded = new Int32Array(4096)
  #x = 0
  #y = 0
  #outerWritten = false
  /** Position of the first part that rounding removed, for a placeholder in case nothing else is left. */
  #collapsedX = 0
  #collapsedY = 0
  #collapsed = false

  constructor(bounds: ClipBounds = tileBounds) {
    this.#bounds = bounds
    const { minX, minY, maxX, maxY } = bounds
    this.#wholeArea = 2 * (Math.round(maxX) - Math.round(minX)) * (Math.round(maxY) - Math.round(minY))
    this.#clipper = new BoxClipper(bounds)
  }

  point(out: ByteWriter, x: number, y: number): void {
    out.reserve(16)
    out.varint(moveTo(1))
    out.zigzag(x)
    out.zigzag(y)
  }

  /** Writes the first `length` coordinates, whole numbers with x and y in turn, as points of one feature. */
  points(out: ByteWriter, coords: ArrayLike<number>, length = coords.length): void {
    this.#x = 0
    this.#y = 0
    out.reserve(8 + length * 5)
    out.varint(moveTo(length / 2))
    for (let i = 0; i < length; i += 2) this.#step(out, coords[i]!, coords[i + 1]!)
  }

  /**
   * Writes one shape; false when nothing of it is in the buffered tile. One that is there but smaller than
   * the grid becomes the least that can be drawn: it must not vanish.
   * `inside` says that its envelope lies within the buffered tile, so that no cutting is needed.
   */
  shape(out: ByteWriter, { level, shape, type }: LevelShape, toUnits: ToUnits, inside: boolean): boolean {
    this.#x = 0
    this.#y = 0
    this.#outerWritten = false
    this.#collapsed = false
    const before = out.length
    if (type === POLYGON_TYPE) this.#polygon(out, { level, shape, type }, toUnits, inside)
    else if (type === LINE_TYPE) this.#lines(out, { level, shape, type }, toUnits, inside)
    else this.#multipoint(out, { level, shape, type }, toUnits)
    if (out.length === before && this.#collapsed) this.#placeholder(out, type)
    return out.length > before
  }

  #placeholder(out: ByteWriter, type: number): void {
    const [x, y] = [this.#collapsedX, this.#collapsedY]
    const ring = type === POLYGON_TYPE
    this.#rounded.set(ring ? [x, y, x + 1, y, x + 1, y + 1, x, y + 1] : [x, y, x + 1, y])
    this.#emit(out, ring ? 4 : 2, ring)
  }

  /** Records a part that rounding removed; parts on the rim of the buffer are only remnants of clipping. */
  #noteCollapse(count: number): void {
    if (count === 0 || this.#collapsed) return
    const [x, y] = [this.#rounded[0]!, this.#rounded[1]!]
    const { minX, minY, maxX, maxY } = this.#bounds
    if (x <= minX || y <= minY || x >= maxX || y >= maxY) return
    this.#collapsed = true
    this.#collapsedX = x
    this.#collapsedY = y
  }

  #polygon(out: ByteWriter, { level, shape }: LevelShape, toUnits: ToUnits, inside: boolean): void {
    let [start, startX, startY] = [out.length, this.#x, this.#y]
    for (let ring = level.ringsOf[shape]!; ring < level.ringsOf[shape + 1]!; ring++) {
      const outer = level.outer[ring] === 1
      if (outer) {
        this.#outerWritten = false
        start = out.length
        startX = this.#x
        startY = this.#y
      } else if (!this.#outerWritten) continue
      this.#toUnits(level, ring, toUnits)
      if (!inside) this.#clipper.ring(this.#path)
      let count = this.#round(this.#path)
      while (count > 1 && this.#sameVertex(count - 1, 0)) count--
      const area = count < 3 ? 0 : doubleArea(this.#rounded, count)
      if (area === 0) {
        if (outer) this.#noteCollapse(count)
        continue
      }
      // The tile lies within the hole, so nothing of the polygon is visible.
      if (!outer && Math.abs(area) === this.#wholeArea) {
        out.length = start
        this.#x = startX
        this.#y = startY
        this.#outerWritten = false
        continue
      }
      if (area > 0 !== outer) this.#reverse(count)
      this.#emit(out, count, true)
      if (outer) this.#outerWritten = true
    }
  }

  #lines(out: ByteWriter, { level, shape }: LevelShape, toUnits: ToUnits, inside: boolean): void {
    const write = (path: VertexBuffer) => {
      const count = this.#round(path)
      if (count > 1) this.#emit(out, count, false)
      else this.#noteCollapse(count)
    }
    for (let ring = level.ringsOf[shape]!; ring < level.ringsOf[shape + 1]!; ring++) {
      this.#toUnits(level, ring, toUnits)
      if (inside) write(this.#path)
      else this.#clipper.line(this.#path, this.#piece, write)
    }
  }

  #multipoint(out: ByteWriter, { level, shape }: LevelShape, toUnits: ToUnits): void {
    this.#toUnits(level, level.ringsOf[shape]!, toUnits)
    const { coords, length } = this.#path
    const { minX, minY, maxX, maxY } = this.#bounds
    let kept = 0
    for (let i = 0; i < length; i += 2) {
      const x = coords[i]!
      const y = coords[i + 1]!
      if (x < minX || x > maxX || y < minY || y > maxY) continue
      coords[kept++] = Math.round(x)
      coords[kept++] = Math.round(y)
    }
    if (kept > 0) this.points(out, coords, kept)
  }

  #toUnits(level: ShapeLevel, ring: number, toUnits: ToUnits): void {
    this.#path.length = 0
    toUnits(level.coords, level.ringStart[ring]!, level.ringStart[ring + 1]!, this.#path)
  }

  /** Rounds to the grid without repeating a vertex; returns how many are left. */
  #round(path: VertexBuffer): number {
    if (path.length > this.#rounded.length) this.#rounded = new Int32Array(path.length * 2)
    const rounded = this.#rounded
    let count = 0
    for (let i = 0; i < path.length; i += 2) {
      const x = Math.round(path.coords[i]!)
      const y = Math.round(path.coords[i + 1]!)
      if (count > 0 && rounded[2 * count - 2] === x && rounded[2 * count - 1] === y) continue
      rounded[2 * count] = x
      rounded[2 * count + 1] = y
      count++
    }
    return count
  }

  #sameVertex(a: number, b: number): boolean {
    const xy = this.#rounded
    return xy[2 * a] === xy[2 * b] && xy[2 * a + 1] === xy[2 * b + 1]
  }

  #reverse(count: number): void {
    const xy = this.#rounded
    for (let a = 0, b = count - 1; a < b; a++, b--) {
      const x = xy[2 * a]!
      const y = xy[2 * a + 1]!
      xy[2 * a] = xy[2 * b]!
      xy[2 * a + 1] = xy[2 * b + 1]!
      xy[2 * b] = x
      xy[2 * b + 1] = y
    }
  }

  #emit(out: ByteWriter, count: number, ring: boolean): void {
    const xy = this.#rounded
    out.reserve(count * 10 + 16)
    out.varint(moveTo(1))
    this.#step(out, xy[0]!, xy[1]!)
    out.varint(lineTo(count - 1))
    for (let i = 1; i < count; i++) this.#step(out, xy[2 * i]!, xy[2 * i + 1]!)
    if (ring) out.varint(CLOSE_PATH)
  }

  #step(out: ByteWriter, x: number, y: number): void {
    out.zigzag(x - this.#x)
    out.zigzag(y - this.#y)
    this.#x = x
    this.#y = y
  }
}

/** A shape of a level, with its MVT geometry type. */
export interface LevelShape {
  level: ShapeLevel
  shape: number
  type: number
}
