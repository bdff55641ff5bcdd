/** Where in memory the parts of a picture lie. One picture at a time. */

/** Pixels of the picture. */
export let width: i32 = 0
export let height: i32 = 0
/** Pixels and cells from one row to the next: whole fours, and room for what an edge at the right side spills. */
export let stride: i32 = 0
/** Changes of coverage, an f32 each. */
export let cells: usize = 0
/** Pixels, four bytes each, multiplied by alpha. */
export let words: usize = 0
/** Rows as PNG stores them, each with its filter's byte before. */
export let raw: usize = 0
/** The vector tile that is painted. */
export let tile: usize = 0
/** The ring that was read last: x and y in turn, an f32 each, in pixels. */
export let ring: usize = 0

/** Rows of cells that one step of an edge touches. */
export const ROWS_AT_ONCE: i32 = 4
const PAGE: usize = 65536

/** Takes room for a picture and a tile of so many bytes; cells are 0, all else is as it was left. False where there is no memory. */
export function takeRoom(wide: i32, high: i32, tileBytes: i32): bool {
  width = wide
  height = high
  stride = (wide + 8) & ~3
  const cellBytes: usize = 4 * <usize>(stride * (high + ROWS_AT_ONCE))
  cells = aligned(__heap_base)
  words = cells + cellBytes
  raw = words + 4 * <usize>(stride * high)
  tile = aligned(raw + <usize>((4 * wide + 1) * high))
  ring = aligned(tile + <usize>tileBytes)
  // A vertex takes two bytes of the tile at least, and a ring repeats its first.
  const end = ring + 8 * <usize>(tileBytes / 2 + 16)
  const pages = <i32>((end + PAGE - 1) / PAGE) - memory.size()
  if (pages > 0 && memory.grow(pages) < 0) return false
  memory.fill(cells, 0, cellBytes)
  return true
}

function aligned(at: usize): usize {
  return (at + 15) & ~15
}
