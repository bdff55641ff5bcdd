import { bottom, left, right, top, untouch } from './edges'
import { cells, stride, words } from './room'

/** The first and third byte of each pixel, as halves of 16 bits. */
const EVEN_BYTES: i32 = 0x00ff00ff
/** Half of a 256th in every half, so that cutting off rounds. */
const HALVES: i32 = 0x00800080
/** A thousandth more than nothing is nothing: sums are of single precision. */
const NOTHING: f32 = 0.01

/** Cells visited so far: what painting costs. */
export let swept: f64 = 0

export function forgetSwept(): void {
  swept = 0
}

/**
 * Lays a colour over what is covered, and is empty after. `word` is its four bytes were it opaque, `alpha` 0 to 255. Windings of
 * either direction count alike and more than one count once: the nonzero rule, so far as sums can tell.
 */
export function sweep(word: u32, alpha: i32): void {
  const from = left & ~3
  for (let row = top; row < bottom; row++) {
    let cell = cells + 4 * <usize>(row * stride + from)
    let pixel = words + 4 * <usize>(row * stride + from)
    const end = cells + 4 * <usize>(row * stride + right)
    let sum = f32x4.splat(0)
    let cover = i32x4.splat(0)
    let isCovered: bool = false
    for (; cell < end; cell += 16) {
      const change = v128.load(cell)
      if (v128.any_true(change)) {
        v128.store(cell, i32x4.splat(0))
        const sums = f32x4.add(sum, runningSum(change))
        const covers = coverOf(sums, alpha)
        blend(pixel, word, covers)
        sum = v128.shuffle<i32>(sums, sums, 3, 3, 3, 3)
        cover = v128.shuffle<i32>(covers, covers, 3, 3, 3, 3)
        isCovered = v128.any_true(cover)
      } else if (isCovered) blend(pixel, word, cover)
      pixel += 16
    }
  }
  if (right > left && bottom > top) swept += <f64>(right - left) * <f64>(bottom - top)
  untouch()
}

/** Each of four with all before it. */
function runningSum(four: v128): v128 {
  const none = f32x4.splat(0)
  const two = f32x4.add(four, v128.shuffle<i32>(none, four, 0, 4, 5, 6))
  return f32x4.add(two, v128.shuffle<i32>(none, two, 0, 1, 4, 5))
}

/** 255ths of a pixel: of its coverage 256ths, cut off, and 255 for the whole; and of those the colour's alpha. */
function coverOf(sums: v128, alpha: i32): v128 {
  const parts = f32x4.add(f32x4.mul(f32x4.abs(sums), f32x4.splat(256)), f32x4.splat(NOTHING))
  const covers = i32x4.trunc_sat_f32x4_s(f32x4.pmin(parts, f32x4.splat(255)))
  if (alpha === 255) return covers
  const product = i32x4.add(i32x4.mul(covers, i32x4.splat(alpha)), i32x4.splat(128))
  return i32x4.shr_u(i32x4.add(product, i32x4.shr_u(product, 8)), 8)
}

/** Lays a colour over four pixels (Porter and Duff 1984), two channels of each at a time. */
function blend(at: usize, word: u32, covers: v128): void {
  const part = i32x4.add(covers, i32x4.shr_u(covers, 7))
  const parts = v128.or(part, i32x4.shl(part, 16))
  const rests = i16x8.sub(i16x8.splat(256), parts)
  const bytes = i32x4.splat(EVEN_BYTES)
  const halves = i32x4.splat(HALVES)
  const colour = i32x4.splat(word)
  const under = v128.load(at)
  const newEven = i16x8.add(i16x8.mul(v128.and(colour, bytes), parts), halves)
  const newOdd = i16x8.add(i16x8.mul(v128.and(i32x4.shr_u(colour, 8), bytes), parts), halves)
  const even = i16x8.add(i16x8.mul(v128.and(under, bytes), rests), newEven)
  const odd = i16x8.add(i16x8.mul(v128.and(i32x4.shr_u(under, 8), bytes), rests), newOdd)
  v128.store(at, v128.or(i16x8.shr_u(even, 8), v128.andnot(odd, bytes)))
}
