import { addPath } from './edges'
import { ring, tile } from './room'
import { addStroke } from './stroke'

/** Commands of a geometry (MVT 2.1, 4.3.1). */
const MOVE_TO: u32 = 1
const CLOSE_PATH: u32 = 7

let at: usize = 0
/** Pixels to a unit of the tile. */
let scaleX: f32 = 1
let scaleY: f32 = 1

export function setScale(x: f32, y: f32): void {
  scaleX = x
  scaleY = y
}

/** Reads the rings of a polygon's geometry from bytes `start` up to `end` of the tile and adds each: itself, or its stroke. */
export function addGeometry(start: i32, end: i32, isStroke: bool): void {
  at = tile + <usize>start
  const until = tile + <usize>end
  let x: i32 = 0
  let y: i32 = 0
  let count = 0
  while (at < until) {
    const command = varint()
    if ((command & 7) === CLOSE_PATH) continue
    if ((command & 7) === MOVE_TO) {
      addRing(count, isStroke)
      count = 0
    }
    for (let n = command >>> 3; n > 0; n--) {
      x += signed(varint())
      y += signed(varint())
      const to = ring + 8 * <usize>count
      store<f32>(to, <f32>x * scaleX)
      store<f32>(to, <f32>y * scaleY, 4)
      count++
    }
  }
  addRing(count, isStroke)
}

function addRing(count: i32, isStroke: bool): void {
  if (count === 0) return
  store<u64>(ring + 8 * <usize>count, load<u64>(ring))
  if (isStroke) addStroke(ring, count + 1)
  else addPath(ring, count + 1, 1)
}

function varint(): u32 {
  let byte = <u32>load<u8>(at++)
  let value = byte & 0x7f
  for (let shift = 7; byte > 0x7f; shift += 7) {
    byte = load<u8>(at++)
    value |= (byte & 0x7f) << shift
  }
  return value
}

function signed(zigzag: u32): i32 {
  return <i32>(zigzag >>> 1) ^ -(<i32>(zigzag & 1))
}
