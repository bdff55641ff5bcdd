import type { Brush, Canvas } from './canvas.ts'

/**
 * How much of each pixel the outline of an area covers, exactly (Levien 2013, "Inside the fastest font renderer in the world":
 * each edge leaves the change of its coverage in the cells that it crosses; sums along a row give the coverage). Windings of either
 * direction count alike and more than one count once: the nonzero rule, so far as sums can tell.
 */
export class CoverageGrid {
  readonly width: number
  readonly height: number
  /** One cell more than pixels, and one that a last edge spills into. */
  readonly #stride: number
  readonly #cells: Float32Array
  /** The same cells two by two: 0 where both are. */
  readonly #pairs: Float64Array
  /** Cells touched in each row: from the first up to, not including, the second. */
  readonly #from: Int32Array
  readonly #to: Int32Array
  #top: number
  #bottom = -1
  /** Cells that sweeping has visited so far: what painting costs. */
  swept = 0

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.#stride = width + 2 + (width % 2)
    this.#cells = new Float32Array(this.#stride * height)
    this.#pairs = new Float64Array(this.#cells.buffer)
    this.#from = new Int32Array(height).fill(this.#stride)
    this.#to = new Int32Array(height)
    this.#top = height
  }

  /** Adds a closed outline: vertices `start` up to, not including, `end` of `xy`, in pixels; `sign` -1 turns its winding round. */
  ring(xy: Float64Array, { start, end, sign }: { start: number; end: number; sign: 1 | -1 }): void {
    const { width, height } = this
    const stride = this.#stride
    const cells = this.#cells
    const from = this.#from
    const to = this.#to
    let low = height
    let high = 0
    let lastX = xy[2 * end - 2]!
    let lastY = xy[2 * end - 1]!
    for (let i = start; i < end; i++) {
      const fromX = lastX
      const fromY = lastY
      lastX = xy[2 * i]!
      lastY = xy[2 * i + 1]!
      if (fromY === lastY) continue
      // Downwards, whichever way it goes.
      const isDown = fromY < lastY
      const way = isDown ? sign : -sign
      let x = isDown ? fromX : lastX
      let y = isDown ? fromY : lastY
      const endX = isDown ? lastX : fromX
      const endY = isDown ? lastY : fromY
      if (endY <= 0 || y >= height || (x >= width && endX >= width)) continue
      const slope = (endX - x) / (endY - y)
      if (y < 0) {
        x -= y * slope
        y = 0
      }
      const bottom = endY < height ? endY : height
      if (y < low) low = y
      if (bottom > high) high = bottom
      let row = y | 0
      while (y < bottom) {
        const nextY = row + 1 < bottom ? row + 1 : bottom
        const nextX = nextY === endY ? endX : x + (nextY - y) * slope
        const change = way * (nextY - y)
        const column = x | 0
        if (column === (nextX | 0) && x >= 0 && nextX >= 0 && column < width) {
          // Most pieces lie in one cell.
          const share = change * (0.5 * (x + nextX) - column)
          const at = row * stride + column
          cells[at]! += change - share
          cells[at + 1]! += share
          if (column < from[row]!) from[row] = column
          if (column + 2 > to[row]!) to[row] = column + 2
        } else this.#across(row, x, nextX, change)
        x = nextX
        y = nextY
        row++
      }
    }
    if ((low | 0) < this.#top) this.#top = low | 0
    if (Math.ceil(high) - 1 > this.#bottom) this.#bottom = Math.ceil(high) - 1
  }

  /** The piece of an edge within one row; `change` is its signed height. */
  #across(row: number, xa: number, xb: number, change: number): void {
    const { width } = this
    let left = xa < xb ? xa : xb
    let right = xa < xb ? xb : xa
    if (left >= width) return
    const cells = this.#cells
    const base = row * this.#stride
    let rest = change
    if (left < 0 || right > width) {
      // Beyond the sides only its height counts.
      const perPixel = change / (right - left)
      if (left < 0) {
        const before = right <= 0 ? change : perPixel * -left
        cells[base]! += before
        this.#touch(row, 0, 1)
        if (right <= 0) return
        rest -= before
        left = 0
      }
      if (right > width) {
        rest -= perPixel * (right - width)
        right = width
      }
    }
    const first = left | 0
    if (right <= first + 1) {
      const share = rest * (0.5 * (left + right) - first)
      cells[base + first]! += rest - share
      cells[base + first + 1]! += share
      this.#touch(row, first, first + 2)
      return
    }
    // Areas under the line, pixel for pixel: each cell takes the change from the one before.
    const perPixel = rest / (right - left)
    const inFirst = first + 1 - left
    let before = 0.5 * perPixel * inFirst * inFirst
    cells[base + first]! += before
    let height = perPixel * inFirst
    let at = first + 1
    for (; at + 1 < right; at++) {
      const area = height + 0.5 * perPixel
      cells[base + at]! += area - before
      before = area
      height += perPixel
    }
    const inLast = right - at
    const area = height + perPixel * inLast * (1 - 0.5 * inLast)
    cells[base + at]! += area - before
    cells[base + at + 1]! += rest - area
    this.#touch(row, first, at + 2)
  }

  #touch(row: number, from: number, to: number): void {
    if (from < this.#from[row]!) this.#from[row] = from
    if (to > this.#to[row]!) this.#to[row] = to
  }

  /** Lays a brush over what is covered, row by row, and is empty after. */
  sweep(canvas: Canvas, brush: Brush): void {
    const cells = this.#cells
    const pairs = this.#pairs
    const { width } = this
    for (let row = this.#top; row <= this.#bottom; row++) {
      const from = this.#from[row]!
      const to = this.#to[row]!
      if (from >= to) continue
      const base = row * this.#stride
      let sum = 0
      let start = from
      let cover = 0
      for (let x = from; x < to; x++) {
        // Within an area nothing changes for long.
        if ((x & 1) === 0) while (x < to && pairs[(base + x) >> 1] === 0) x += 2
        const change = cells[base + x]!
        if (change === 0) continue
        cells[base + x] = 0
        sum += change
        const share = coverOf(sum)
        if (share === cover) continue
        if (cover > 0) canvas.lay(brush, row * width + start, x - start, cover)
        start = x
        cover = share
      }
      // Outlines are closed: what is covered still is what goes on beyond the right side.
      if (cover > 0 && start < width) canvas.lay(brush, row * width + start, width - start, cover)
      this.swept += to - from
      this.#from[row] = this.#stride
      this.#to[row] = 0
    }
    this.#top = this.height
    this.#bottom = -1
  }

  /** Begins anew, whatever became of the picture before. */
  clear(): void {
    this.#cells.fill(0)
    this.#from.fill(this.#stride)
    this.#to.fill(0)
    this.#top = this.height
    this.#bottom = -1
    this.swept = 0
  }
}

/** 256ths of a pixel, cut off; 255 stands for the whole. A thousandth more than nothing is nothing: sums are of single precision. */
function coverOf(sum: number): number {
  const share = (sum < 0 ? -sum : sum) * 256 + 0.01
  return share >= 255 ? 255 : share | 0
}
