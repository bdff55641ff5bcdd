import { cells, height, stride, width } from './room'

/** Adds an edge that leaves the picture, downwards, row by row; `way` is 1 or -1. Beyond the sides only its height counts. */
export function addOutside(x: f32, y: f32, endX: f32, endY: f32, way: f32): void {
  const wide = <f32>width
  if (endY <= 0 || y >= <f32>height || (x >= wide && endX >= wide)) return
  const slope = (endX - x) / (endY - y)
  if (y < 0) {
    x -= y * slope
    y = 0
  }
  const end = min(endY, <f32>height)
  for (let row = <i32>y; y < end; row++) {
    const nextY = min(<f32>(row + 1), end)
    const nextX = nextY === endY ? endX : x + (nextY - y) * slope
    addAcross(row, x, nextX, way * (nextY - y))
    x = nextX
    y = nextY
  }
}

/** Adds the piece of an edge within one row, between two places of it; `change` is its signed height. */
export function addAcross(row: i32, xa: f32, xb: f32, change: f32): void {
  if (change === 0) return
  const wide = <f32>width
  let left = min(xa, xb)
  let right = max(xa, xb)
  if (left >= wide) return
  const base = cells + 4 * <usize>(row * stride)
  let rest = change
  if (left < 0 || right > wide) {
    const perPixel = change / (right - left)
    if (left < 0) {
      const before = right <= 0 ? change : perPixel * -left
      add(base, 0, before)
      if (right <= 0) return
      rest -= before
      left = 0
    }
    if (right > wide) {
      rest -= perPixel * (right - wide)
      right = wide
    }
  }
  const first = <i32>left
  if (right <= <f32>(first + 1)) {
    const share = rest * (0.5 * (left + right) - <f32>first)
    add(base, first, rest - share)
    add(base, first + 1, share)
    return
  }
  // Areas under the line, pixel for pixel: each cell takes the change from the one before.
  const perPixel = rest / (right - left)
  const inFirst = <f32>(first + 1) - left
  let before: f32 = 0.5 * perPixel * inFirst * inFirst
  add(base, first, before)
  let tall = perPixel * inFirst
  let at = first + 1
  for (; <f32>(at + 1) < right; at++) {
    const area = tall + 0.5 * perPixel
    add(base, at, area - before)
    before = area
    tall += perPixel
  }
  const inLast = right - <f32>at
  const area = tall + perPixel * inLast * (1 - 0.5 * inLast)
  add(base, at, area - before)
  add(base, at + 1, rest - area)
}

function add(base: usize, column: i32, value: f32): void {
  const at = base + 4 * <usize>column
  store<f32>(at, load<f32>(at) + value)
}
