import { untouch } from './edges'
import { addGeometry, setScale } from './geometry'
import { raw, stride, takeRoom, tile, words } from './room'
import { colours } from './rows'
import { setWidth } from './stroke'
import { forgetSwept, sweep, swept } from './sweep'

export { unmultiply, writeChannels, writeIndexes } from './rows'

/**
 * Begins a picture of so many pixels on a ground: a colour's four bytes, 0 for none. Where the bytes of its tile, `extent` units
 * wide and high, are to be put; 0 where there is no memory.
 */
export function begin(width: i32, height: i32, ground: u32, extent: i32, tileBytes: i32): usize {
  setScale(<f32>width / <f32>extent, <f32>height / <f32>extent)
  if (!takeRoom(width, height, tileBytes)) return 0
  const end = words + 4 * <usize>(stride * height)
  for (let at = words; at < end; at += 16) v128.store(at, i32x4.splat(ground))
  untouch()
  forgetSwept()
  return tile
}

/**
 * Lays a colour over the polygon whose geometry stands in bytes `start` up to `end` of the tile, or over its outline where `width`,
 * in pixels, is not 0. `word` is the colour's four bytes were it opaque, `alpha` 0 to 255.
 */
export function lay(start: i32, end: i32, width: f32, word: u32, alpha: i32): void {
  if (width > 0) setWidth(width)
  addGeometry(start, end, width > 0)
  sweep(word, alpha)
}

/** Cells visited for this picture: what painting it costs. */
export function sweptCells(): f64 {
  return swept
}

export function rawAt(): usize {
  return raw
}

export function coloursAt(): usize {
  return colours
}
