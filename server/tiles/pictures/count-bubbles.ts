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
 * the placed rows one byte a point: 1 where it stands by itself.
 */
export function countBubbles(
  placed: readonly PlacedRows[],
  plane: PicturePlane,
): { bubbles: CountBubble[]; lone: Uint8Array[] } {
  const near = new Map<number, Cell>()
  const keys = placed.map(({ points, pointRows }) => {
    const own = new Float64Array(pointRows.length)
    for (let i = 0; i < own.length; i++) {
      const [x, y] = pixelOf(plane, points.coords[2 * i]!, points.coords[2 * i + 1]!)
      own[i] = cellKey(x, y, NEAR_PIXELS)
      if (!Number.isNaN(own[i])) gather(near, own[i]!, { count: 1, sumX: x, sumY: y })
    }
    return own
  })
  const cells = new Map<number, Cell>()
  for (const cell of near.values()) {
    if (cell.count === 1) continue
    gather(cells, cellKey(cell.sumX / cell.count, cell.sumY / cell.count, CELL_PIXELS), cell)
  }
  return {
    bubbles: [...cells.values()].map((cell) => bubbleOf(cell, plane)).sort((a, b) => a.count - b.count),
    lone: keys.map((own) => Uint8Array.from(own, (key) => (near.get(key)?.count === 1 ? 1 : 0))),
  }
}

/** Pixels from the origin of the CRS, y downwards. */
function pixelOf(plane: PicturePlane, x: number, y: number): [number, number] {
  return [x / plane.unitsPerPixelX + plane.pixelOriginX, y / plane.unitsPerPixelY + plane.pixelOriginY]
}

const ROW_STRIDE = 2 ** 26

function cellKey(x: number, y: number, edge: number): number {
  return Math.floor(y / edge) * ROW_STRIDE + Math.floor(x / edge)
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
