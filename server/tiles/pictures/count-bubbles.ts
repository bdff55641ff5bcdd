import type { PicturePlane } from './picture-plane.ts'
import type { PlacedRows } from './placed-rows.ts'

/** Points within such a cell are counted together, in pixels: what lies closer cannot be told apart. */
const NEAR_PIXELS = 8
/** Bubbles stand in cells of this edge, a multiple of it: two largest ones just fit beside each other. */
const CELL_PIXELS = 56

export interface CountBubble {
  /** Units of the picture. */
  x: number
  y: number
  count: number
  /** Pixels. */
  radius: number
}

interface Cell {
  count: number
  sumX: number
  sumY: number
}

/** As the map draws them: 10 pixels for one, 26 from some 500 on. */
function bubbleRadius(count: number): number {
  return Math.min(26, 9 + Math.sqrt(count) * 0.75)
}

/**
 * Counts points that lie close together. Cells are anchored to the CRS, not to the picture, and a bubble stays within its own,
 * so that pictures side by side agree on every bubble that both show. Returns the bubbles, smallest first, and for each of
 * the placed rows one byte a point: 1 where it stands by itself. Points beyond the picture's bounds are neither.
 */
export function countBubbles(
  placed: readonly PlacedRows[],
  plane: PicturePlane,
): { bubbles: CountBubble[]; lone: Uint8Array[] } {
  const near = new NearCells(plane)
  const keys = placed.map(({ points }) => near.add(points))
  return {
    bubbles: bubblesOf(near, plane),
    lone: keys.map((own) => near.lone(own)),
  }
}

/** A grid over the picture's bounds, of cells anchored to the CRS. */
class NearCells {
  readonly counts: Uint32Array
  /** Pixels from the origin of the CRS. */
  readonly sumX: Float64Array
  readonly sumY: Float64Array
  readonly #plane: PicturePlane
  readonly #left: number
  readonly #top: number
  readonly #across: number
  readonly #down: number

  constructor(plane: PicturePlane) {
    this.#plane = plane
    const { minX, minY, maxX, maxY } = plane.bounds
    const [left, top] = pixelOf(plane, minX, minY)
    const [right, bottom] = pixelOf(plane, maxX, maxY)
    this.#left = Math.floor(left / NEAR_PIXELS)
    this.#top = Math.floor(top / NEAR_PIXELS)
    this.#across = Math.floor(right / NEAR_PIXELS) - this.#left + 1
    this.#down = Math.floor(bottom / NEAR_PIXELS) - this.#top + 1
    const cells = this.#across * this.#down
    this.counts = new Uint32Array(cells)
    this.sumX = new Float64Array(cells)
    this.sumY = new Float64Array(cells)
  }

  /** The cell of each point; -1 outside. */
  add(points: Float64Array): Int32Array {
    const keys = new Int32Array(points.length / 2)
    const { unitsPerPixelX, unitsPerPixelY, pixelOriginX, pixelOriginY } = this.#plane
    for (let i = 0; i < keys.length; i++) {
      const x = points[2 * i]! / unitsPerPixelX + pixelOriginX
      const y = points[2 * i + 1]! / unitsPerPixelY + pixelOriginY
      const column = Math.floor(x / NEAR_PIXELS) - this.#left
      const line = Math.floor(y / NEAR_PIXELS) - this.#top
      const inside = column >= 0 && line >= 0 && column < this.#across && line < this.#down
      const key = inside ? line * this.#across + column : -1
      keys[i] = key
      if (!inside) continue
      this.counts[key]!++
      this.sumX[key]! += x
      this.sumY[key]! += y
    }
    return keys
  }

  /** 1 for each point that is the only one of its cell. */
  lone(keys: Int32Array): Uint8Array {
    const alone = new Uint8Array(keys.length)
    for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0 && this.counts[keys[i]!] === 1) alone[i] = 1
    return alone
  }
}

function bubblesOf({ counts, sumX, sumY }: NearCells, plane: PicturePlane): CountBubble[] {
  const cells = new Map<number, Cell>()
  for (let key = 0; key < counts.length; key++) {
    const cell = { count: counts[key]!, sumX: sumX[key]!, sumY: sumY[key]! }
    if (cell.count < 2) continue
    gather(cells, cellKey(cell.sumX / cell.count, cell.sumY / cell.count), cell)
  }
  return [...cells.values()].map((cell) => bubbleOf(cell, plane)).sort((a, b) => a.count - b.count)
}

/** Pixels from the origin of the CRS, y downwards. */
function pixelOf(plane: PicturePlane, x: number, y: number): [number, number] {
  return [x / plane.unitsPerPixelX + plane.pixelOriginX, y / plane.unitsPerPixelY + plane.pixelOriginY]
}

const ROW_STRIDE = 2 ** 26

function cellKey(x: number, y: number): number {
  return Math.floor(y / CELL_PIXELS) * ROW_STRIDE + Math.floor(x / CELL_PIXELS)
}

function gather(cells: Map<number, Cell>, key: number, { count, sumX, sumY }: Cell): void {
  const cell = cells.get(key)
  if (!cell) {
    cells.set(key, { count, sumX, sumY })
    return
  }
  cell.count += count
  cell.sumX += sumX
  cell.sumY += sumY
}

function bubbleOf({ count, sumX, sumY }: Cell, plane: PicturePlane): CountBubble {
  const radius = bubbleRadius(count)
  const within = (at: number) => {
    const low = Math.floor(at / CELL_PIXELS) * CELL_PIXELS
    return Math.max(low + radius, Math.min(low + CELL_PIXELS - radius, at))
  }
  return {
    x: (within(sumX / count) - plane.pixelOriginX) * plane.unitsPerPixelX,
    y: (within(sumY / count) - plane.pixelOriginY) * plane.unitsPerPixelY,
    count,
    radius,
  }
}
