import { POINT_NODE_SIZE, type Segment } from './snapshot.ts'

/** A reused list of row numbers. */
export class RowList {
  rows = new Uint32Array(4096)
  length = 0

  reserve(extra: number): void {
    if (this.length + extra <= this.rows.length) return
    const larger = new Uint32Array(Math.max(this.length + extra, this.rows.length * 2))
    larger.set(this.rows.subarray(0, this.length))
    this.rows = larger
  }
}

export interface SearchBox {
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** Rows that must not be served: dead ones, and those that the filter leaves out. */
export interface RowMasks {
  dead: Uint8Array | null
  pass: Uint8Array | null
}

const stack = new Uint32Array(192)

/**
 * Adds the single-point rows of a segment inside a box of EPSG:3857 (edges included) to `found`.
 * Walks the k-d order that KDBush made; row numbers are positions in it, so attributes lie near each other.
 */
export function searchPoints(
  segment: Segment,
  box: SearchBox,
  { dead, pass }: RowMasks,
  found: RowList,
): void {
  const { points, pointCount } = segment
  const { minX, minY, maxX, maxY } = box
  if (pointCount === 0) return
  let depth = 0
  stack.set([0, pointCount - 1, 0])
  depth = 3
  while (depth > 0) {
    const axis = stack[--depth]!
    const right = stack[--depth]!
    const left = stack[--depth]!
    if (right - left <= POINT_NODE_SIZE) {
      found.reserve(right - left + 1)
      const { rows } = found
      for (let i = left; i <= right; i++) {
        const x = points[2 * i]!
        const y = points[2 * i + 1]!
        if (x < minX || x > maxX || y < minY || y > maxY) continue
        if ((dead !== null && dead[i] === 1) || (pass !== null && pass[i] === 0)) continue
        rows[found.length++] = i
      }
      continue
    }
    const middle = (left + right) >> 1
    const x = points[2 * middle]!
    const y = points[2 * middle + 1]!
    const served = !(dead !== null && dead[middle] === 1) && !(pass !== null && pass[middle] === 0)
    if (served && x >= minX && x <= maxX && y >= minY && y <= maxY) {
      found.reserve(1)
      found.rows[found.length++] = middle
    }
    if (axis === 0 ? minX <= x : minY <= y) {
      stack[depth++] = left
      stack[depth++] = middle - 1
      stack[depth++] = 1 - axis
    }
    if (axis === 0 ? maxX >= x : maxY >= y) {
      stack[depth++] = middle + 1
      stack[depth++] = right
      stack[depth++] = 1 - axis
    }
  }
}
