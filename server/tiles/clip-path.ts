/** A reused run of vertices, flat x and y. */
export class VertexBuffer {
  coords = new Float64Array(4096)
  length = 0

  push(x: number, y: number): void {
    if (this.length + 2 > this.coords.length) {
      const larger = new Float64Array(this.coords.length * 2)
      larger.set(this.coords)
      this.coords = larger
    }
    this.coords[this.length++] = x
    this.coords[this.length++] = y
  }
}

/** Sides of the clip box: axis 0 is x, 1 is y; `keep` 1 keeps what is above the bound, -1 what is below. */
interface Side {
  axis: 0 | 1
  bound: number
  keep: 1 | -1
}

/**
 * Where segment a–b crosses a side. Ends are taken in one fixed order, so that the shared border of two
 * neighbours, which walk it in opposite directions, is cut at bitwise the same vertex.
 */
function pushCrossing(
  out: VertexBuffer,
  coords: Float64Array,
  [a, b]: [number, number],
  { axis, bound }: Side,
) {
  const aFirst = coords[a]! < coords[b]! || (coords[a] === coords[b] && coords[a + 1]! <= coords[b + 1]!)
  const from = aFirst ? a : b
  const to = aFirst ? b : a
  const along = (bound - coords[from + axis]!) / (coords[to + axis]! - coords[from + axis]!)
  const other = 1 - axis
  const value = coords[from + other]! + along * (coords[to + other]! - coords[from + other]!)
  if (axis === 0) out.push(bound, value)
  else out.push(value, bound)
}

function clipRingToSide(ring: VertexBuffer, out: VertexBuffer, side: Side): void {
  out.length = 0
  const { axis, bound, keep } = side
  const { coords, length } = ring
  if (length === 0) return
  let previous = length - 2
  let previousInside = (coords[previous + axis]! - bound) * keep >= 0
  for (let i = 0; i < length; i += 2) {
    const inside = (coords[i + axis]! - bound) * keep >= 0
    if (inside !== previousInside) pushCrossing(out, coords, [previous, i], side)
    if (inside) out.push(coords[i]!, coords[i + 1]!)
    previous = i
    previousInside = inside
  }
}

/** A box that paths are cut to, in whatever units the paths have. */
export interface ClipBounds {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** Cuts rings and lines to a box. */
export class BoxClipper {
  readonly #sides: Side[]
  readonly #low: readonly [number, number]
  readonly #high: readonly [number, number]
  readonly #spare = new VertexBuffer()

  constructor({ minX, minY, maxX, maxY }: ClipBounds) {
    this.#low = [minX, minY]
    this.#high = [maxX, maxY]
    this.#sides = [
      { axis: 0, bound: minX, keep: 1 },
      { axis: 0, bound: maxX, keep: -1 },
      { axis: 1, bound: minY, keep: 1 },
      { axis: 1, bound: maxY, keep: -1 },
    ]
  }

  /**
   * Cuts an unclosed ring in place (Sutherland and Hodgman 1974). Where a ring leaves and comes back, its pieces
   * stay joined along the edge of the buffer, which no viewer draws.
   */
  ring(ring: VertexBuffer): void {
    for (const side of this.#sides) {
      clipRingToSide(ring, this.#spare, side)
      const cut = this.#spare.coords
      this.#spare.coords = ring.coords
      ring.coords = cut
      ring.length = this.#spare.length
    }
  }

  /** Cuts a line (Liang and Barsky 1984) and hands over each piece that is inside. */
  line(line: VertexBuffer, piece: VertexBuffer, emit: (piece: VertexBuffer) => void): void {
    piece.length = 0
    const { coords } = line
    for (let i = 2; i < line.length; i += 2) {
      const range = this.#insideRange(coords, i - 2, i)
      if (range === null) {
        this.#flush(piece, emit)
        continue
      }
      const [from, to] = range
      const dx = coords[i]! - coords[i - 2]!
      const dy = coords[i + 1]! - coords[i - 1]!
      if (piece.length === 0) piece.push(coords[i - 2]! + from * dx, coords[i - 1]! + from * dy)
      piece.push(coords[i - 2]! + to * dx, coords[i - 1]! + to * dy)
      if (to < 1) this.#flush(piece, emit)
    }
    this.#flush(piece, emit)
  }

  #flush(piece: VertexBuffer, emit: (piece: VertexBuffer) => void): void {
    if (piece.length >= 4) emit(piece)
    piece.length = 0
  }

  /** The part of segment a–b inside the box as fractions of its length, or null. */
  #insideRange(coords: Float64Array, a: number, b: number): [number, number] | null {
    let from = 0
    let to = 1
    for (let axis = 0; axis < 2; axis++) {
      const start = coords[a + axis]!
      const delta = coords[b + axis]! - start
      const low = this.#low[axis]!
      const high = this.#high[axis]!
      if (delta === 0) {
        if (start < low || start > high) return null
        continue
      }
      const one = (low - start) / delta
      const two = (high - start) / delta
      from = Math.max(from, Math.min(one, two))
      to = Math.min(to, Math.max(one, two))
    }
    return from <= to ? [from, to] : null
  }
}
