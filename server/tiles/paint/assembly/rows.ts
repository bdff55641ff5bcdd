import { height, raw, stride, width, words } from './room'

const MOST_COLOURS: i32 = 256
/** Places of the table, a power of two; a quarter of them are taken at most. */
const PLACES: i32 = 1024
const PLACE_BITS: i32 = 10
/** By place of an open-addressed table: a colour, and one more than its index; 0 where none is. */
const keys = memory.data(4 * 1024, 16)
const indexes = memory.data(2 * 1024, 16)
/** The colours in the order in which they come. */
export const colours = memory.data(4 * 256, 16)

/** Divides colours by alpha, as PNG keeps them. */
export function unmultiply(): void {
  for (let row = 0; row < height; row++) {
    let at = words + 4 * <usize>(row * stride)
    for (const end = at + 4 * <usize>width; at < end; at += 4) {
      const alpha = <u32>load<u8>(at, 3)
      if (alpha === 255 || alpha === 0) continue
      for (let i: usize = 0; i < 3; i++) {
        const value = (510 * <u32>load<u8>(at + i) + alpha) / (2 * alpha)
        store<u8>(at + i, min<u32>(value, 255))
      }
    }
  }
}

/** Writes the index of each pixel to the rows. The number of colours; 0 where there are more than indexes. */
export function writeIndexes(): i32 {
  memory.fill(indexes, 0, 2 * PLACES)
  let count = 0
  let last: u32 = 0
  let index: i32 = -1
  let to = raw
  for (let row = 0; row < height; row++) {
    store<u8>(to++, 0)
    let at = words + 4 * <usize>(row * stride)
    for (const end = at + 4 * <usize>width; at < end; at += 4) {
      const word = load<u32>(at)
      if (word !== last || index < 0) {
        // Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4).
        let place = (word * 0x9e3779b1) >>> (32 - PLACE_BITS)
        let known: i32 = 0
        while (true) {
          known = load<u16>(indexes + 2 * place)
          if (known === 0 || load<u32>(keys + 4 * place) === word) break
          place = (place + 1) & (PLACES - 1)
        }
        if (known === 0) {
          if (count === MOST_COLOURS) return 0
          store<u32>(keys + 4 * place, word)
          store<u32>(colours + 4 * count, word)
          known = ++count
          store<u16>(indexes + 2 * place, known)
        }
        last = word
        index = known - 1
      }
      store<u8>(to++, index)
    }
  }
  return count
}

/** Writes the first three or all four bytes of each pixel to the rows. */
export function writeChannels(channels: i32): void {
  let to = raw
  for (let row = 0; row < height; row++) {
    store<u8>(to++, 0)
    let at = words + 4 * <usize>(row * stride)
    for (const end = at + 4 * <usize>width; at < end; at += 4) {
      // What a fourth byte overwrites comes after.
      store<u32>(to, load<u32>(at))
      to += channels
    }
  }
}
