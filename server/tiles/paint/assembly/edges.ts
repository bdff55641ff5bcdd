import { addAcross, addOutside } from './lone-rows'
import { cells, height, ROWS_AT_ONCE, stride, width } from './room'

/**
 * How much of each pixel an outline covers, exactly (Levien 2013, "Inside the fastest font renderer in the world": each edge leaves
 * the change of its coverage in the cells that it crosses; sums along a row give the coverage). Four rows at a time, and by masks
 * where one would branch: where an edge goes cannot be foreseen.
 */

/** Twice 2^22 and its half: a number up to 2^22 that is added keeps no fraction, and the last 22 bits are its whole. */
const WHOLE: f32 = 12582912
const WHOLE_BITS: i32 = 0x3fffff

/** Cells touched since `untouch`: columns and rows from the first up to, not including, the second. */
export let left: i32 = 0
export let right: i32 = 0
export let top: i32 = 0
export let bottom: i32 = 0

export function untouch(): void {
  left = stride
  right = 0
  top = height
  bottom = 0
}

/** Adds the edges between `count` vertices, x and y an f32 each in pixels; `sign` -1 turns their winding round. */
export function addPath(at: usize, count: i32, sign: f32): void {
  const end = at + 8 * <usize>count
  let from = v128.load64_zero(at)
  let least = from
  let most = from
  for (at += 8; at < end; at += 8) {
    const to = v128.load64_zero(at)
    least = f32x4.pmin(least, to)
    most = f32x4.pmax(most, to)
    addEdge(from, to, sign)
    from = to
  }
  touch(least, most)
}

/** Widens what is touched by the box of a path; an edge spills up to three cells further. */
function touch(least: v128, most: v128): void {
  const first = i32x4.trunc_sat_f32x4_s(f32x4.max(least, f32x4.splat(0)))
  const end = i32x4.trunc_sat_f32x4_s(f32x4.ceil(f32x4.max(most, f32x4.splat(0))))
  left = min(left, i32x4.extract_lane(first, 0))
  right = max(right, min(i32x4.extract_lane(end, 0), width) + 3)
  top = min(top, i32x4.extract_lane(first, 1))
  bottom = max(bottom, min(i32x4.extract_lane(end, 1), height))
}

function addEdge(from: v128, to: v128, sign: f32): void {
  const isBelow = f32x4.lt(from, to)
  const isDown = v128.shuffle<i32>(isBelow, isBelow, 1, 1, 1, 1)
  const upper = v128.bitselect(from, to, isDown)
  const lower = v128.bitselect(to, from, isDown)
  const span = f32x4.sub(lower, upper)
  const dx = f32x4.extract_lane(span, 0)
  const dy = f32x4.extract_lane(span, 1)
  if (dy === 0) return
  const x = f32x4.extract_lane(upper, 0)
  const y = f32x4.extract_lane(upper, 1)
  const endX = f32x4.extract_lane(lower, 0)
  const endY = f32x4.extract_lane(lower, 1)
  const wide = <f32>width
  const way = sign * copysign<f32>(1, f32x4.extract_lane(to, 1) - f32x4.extract_lane(from, 1))
  if (x < 0 || endX < 0 || x > wide || endX > wide || y < 0 || endY > <f32>height) {
    addOutside(x, y, endX, endY, way)
    return
  }
  const ys = f32x4.splat(y)
  const xs = f32x4.splat(x)
  const ends = f32x4.splat(endY)
  const slopes = f32x4.splat(dx / dy)
  // The height of what lies beyond a pixel's right border, for each pixel of it.
  const steep = f32x4.splat(dy / (abs(dx) + 1e-20))
  let row = <i32>y
  let tops = f32x4.add(f32x4.splat(<f32>row), f32x4(0, 1, 2, 3))
  for (; <f32>row < endY; row += ROWS_AT_ONCE) {
    const starts = f32x4.pmin(ends, f32x4.pmax(ys, tops))
    const untils = f32x4.pmin(ends, f32x4.add(tops, f32x4.splat(1)))
    const heights = f32x4.sub(untils, starts)
    const a = f32x4.add(xs, f32x4.mul(f32x4.sub(starts, ys), slopes))
    const b = f32x4.add(xs, f32x4.mul(f32x4.sub(untils, ys), slopes))
    const lefts = f32x4.pmax(f32x4.splat(0), f32x4.pmin(a, b))
    const rights = f32x4.pmax(a, b)
    const shifted = f32x4.add(f32x4.sub(lefts, f32x4.splat(0.5)), f32x4.splat(WHOLE))
    const borders = f32x4.sub(shifted, f32x4.splat(WHOLE - 1))
    const over = f32x4.pmax(f32x4.splat(0), f32x4.sub(rights, borders))
    if (v128.any_true(f32x4.gt(over, f32x4.splat(1)))) addFlat(row, a, b, heights, way)
    else {
      const second = f32x4.pmin(heights, f32x4.mul(steep, over))
      const reach = f32x4.add(f32x4.sub(borders, lefts), f32x4.sub(f32x4.add(borders, over), rights))
      const ways = f32x4.splat(way)
      const half = f32x4.splat(0.5 * way)
      const firstCells = f32x4.mul(f32x4.mul(f32x4.sub(heights, second), reach), half)
      const thirdCells = f32x4.mul(f32x4.mul(over, second), half)
      const middleCells = f32x4.sub(f32x4.sub(f32x4.mul(heights, ways), firstCells), thirdCells)
      addCells(row, columnsOf(shifted), firstCells, middleCells, thirdCells)
    }
    tops = f32x4.add(tops, f32x4.splat(4))
  }
}

/** The whole of each; never beyond the side, whatever rounding did. */
function columnsOf(shifted: v128): v128 {
  return i32x4.min_u(v128.and(shifted, i32x4.splat(WHOLE_BITS)), i32x4.splat(width))
}

/** Adds three neighbouring cells in each of four rows, beginning with these columns. */
function addCells(row: i32, columns: v128, first: v128, middle: v128, third: v128): void {
  const none = f32x4.splat(0)
  const upper = v128.shuffle<i32>(first, middle, 0, 4, 1, 5)
  const lower = v128.shuffle<i32>(first, middle, 2, 6, 3, 7)
  const upperEnd = v128.shuffle<i32>(third, none, 0, 4, 1, 4)
  const lowerEnd = v128.shuffle<i32>(third, none, 2, 4, 3, 4)
  const bytes: usize = 4 * <usize>stride
  let at = cells + <usize>row * bytes
  addTo(at + 4 * <usize>i32x4.extract_lane(columns, 0), v128.shuffle<i64>(upper, upperEnd, 0, 2))
  at += bytes
  addTo(at + 4 * <usize>i32x4.extract_lane(columns, 1), v128.shuffle<i64>(upper, upperEnd, 1, 3))
  at += bytes
  addTo(at + 4 * <usize>i32x4.extract_lane(columns, 2), v128.shuffle<i64>(lower, lowerEnd, 0, 2))
  at += bytes
  addTo(at + 4 * <usize>i32x4.extract_lane(columns, 3), v128.shuffle<i64>(lower, lowerEnd, 1, 3))
}

function addTo(at: usize, four: v128): void {
  v128.store(at, f32x4.add(v128.load(at), four))
}

/** Four rows of which one at least is crossed over more than two pixels. */
function addFlat(row: i32, a: v128, b: v128, heights: v128, way: f32): void {
  const changes = f32x4.mul(heights, f32x4.splat(way))
  addAcross(row, f32x4.extract_lane(a, 0), f32x4.extract_lane(b, 0), f32x4.extract_lane(changes, 0))
  addAcross(row + 1, f32x4.extract_lane(a, 1), f32x4.extract_lane(b, 1), f32x4.extract_lane(changes, 1))
  addAcross(row + 2, f32x4.extract_lane(a, 2), f32x4.extract_lane(b, 2), f32x4.extract_lane(changes, 2))
  addAcross(row + 3, f32x4.extract_lane(a, 3), f32x4.extract_lane(b, 3), f32x4.extract_lane(changes, 3))
}
