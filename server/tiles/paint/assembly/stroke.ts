import { addPath } from './edges'

/** How far an arc's chord may lie from it, in pixels. */
const ARC_TOLERANCE: f32 = 0.125
/** So far, in pixels, a corner may stand out that is not rounded: a hundredth of a pixel's share. */
const CORNER_TOLERANCE: f32 = 0.015
/** Of the half width: as far the inside of a corner may reach from its vertex whatever its sides' lengths. */
const LEAST_REACH: f32 = 1.01
/** Cosines nearer to 1 are of no turn, to single precision. */
const STRAIGHT: f32 = 1 - 1e-6
const BACK: f32 = -1 + 1e-6

let radius: f32 = 0
let arcStep: f32 = 0
let cosArc: f32 = 0
let cosSharp: f32 = 0

/** Vertices of a border that are kept before its edges are added. */
const KEPT: i32 = 512
/** The borders to both sides; the first vertex of a run is the last of the one before. */
const lefts = memory.data(8 * 512, 16)
const rights = memory.data(8 * 512, 16)
let leftCount: i32 = 0
let rightCount: i32 = 0

/** Pixels. */
export function setWidth(width: f32): void {
  if (radius === width / 2) return
  radius = width / 2
  arcStep = 2 * Mathf.acos(radius / (radius + ARC_TOLERANCE))
  cosArc = Mathf.cos(arcStep)
  // The tip of a corner that is not cut off stands out by r (1 / cos(turn / 2) - 1).
  const cosHalf = radius / (radius + CORNER_TOLERANCE)
  cosSharp = 2 * cosHalf * cosHalf - 1
}

/**
 * Adds the outline of a closed ring's stroke in the width that was set, with round corners: a border on each side of the ring, wound
 * against each other. On the inside of a corner a border runs to where the offsets of its sides cross, or, where a side is shorter
 * than that, to the ends of both. The ring has `count` vertices, x and y an f32 each, no two following ones equal, the first again
 * at its end.
 */
export function addStroke(ring: usize, count: i32): void {
  if (count < 3) return
  leftCount = 0
  rightCount = 0
  const last = ring + 8 * <usize>(count - 1)
  let x = load<f32>(ring)
  let y = load<f32>(ring, 4)
  const firstX = x - load<f32>(last - 8)
  const firstY = y - load<f32>(last - 8, 4)
  let inLength = sqrt<f32>(firstX * firstX + firstY * firstY)
  // The offset to the left of the side that comes in; y points down.
  let ax = (radius * firstY) / inLength
  let ay = (-radius * firstX) / inLength
  let startLeft: u64 = 0
  let startRight: u64 = 0
  for (let at = ring + 8; at <= last; at += 8) {
    const nextX = load<f32>(at)
    const nextY = load<f32>(at, 4)
    const outX = nextX - x
    const outY = nextY - y
    const outLength = sqrt<f32>(outX * outX + outY * outY)
    const bx = (radius * outY) / outLength
    const by = (-radius * outX) / outLength
    addCorner(x, y, ax, ay, bx, by, min(inLength, outLength))
    if (at === ring + 8) {
      startLeft = load<u64>(lefts)
      startRight = load<u64>(rights)
    }
    x = nextX
    y = nextY
    inLength = outLength
    ax = bx
    ay = by
  }
  store<u64>(lefts + 8 * <usize>leftCount, startLeft)
  store<u64>(rights + 8 * <usize>rightCount, startRight)
  addPath(lefts, leftCount + 1, 1)
  addPath(rights, rightCount + 1, -1)
}

/** The corner at (x, y) between sides with offsets a and b, of which the shorter one is so long. */
function addCorner(x: f32, y: f32, ax: f32, ay: f32, bx: f32, by: f32, shorter: f32): void {
  const cosTurn = (ax * bx + ay * by) / (radius * radius)
  if (cosTurn > STRAIGHT) {
    pushLeft(x + ax, y + ay)
    pushRight(x - ax, y - ay)
    return
  }
  const turnsRight = ax * by - ay * bx > 0
  const side: f32 = turnsRight ? 1 : -1
  const most = max(shorter, LEAST_REACH * radius)
  // The offsets a and b cross at v + (a + b) / (1 + cos).
  const reached: f32 = 2 * radius * radius
  if (reached <= most * most * (1 + cosTurn) && cosTurn > BACK) {
    const share = -side / (1 + cosTurn)
    push(!turnsRight, x + share * (ax + bx), y + share * (ay + by))
  } else {
    push(!turnsRight, x - side * ax, y - side * ay)
    push(!turnsRight, x - side * bx, y - side * by)
  }
  if (cosTurn >= cosSharp) {
    const share = side / (1 + cosTurn)
    push(turnsRight, x + share * (ax + bx), y + share * (ay + by))
    return
  }
  push(turnsRight, x + side * ax, y + side * ay)
  if (cosTurn <= cosArc) addArc(turnsRight, x, y, side * ax, side * ay, side * Mathf.acos(max(cosTurn, -1)))
  push(turnsRight, x + side * bx, y + side * by)
}

/** What lies between the ends of an arc round (x, y) that begins at an offset and turns by an angle, in as many chords as it needs. */
function addArc(isLeft: bool, x: f32, y: f32, dx: f32, dy: f32, turn: f32): void {
  const chords = <i32>(abs(turn) / arcStep) + 1
  const cos = Mathf.cos(turn / <f32>chords)
  const sin = Mathf.sin(turn / <f32>chords)
  for (let n = 1; n < chords; n++) {
    const turned = dx * cos - dy * sin
    dy = dx * sin + dy * cos
    dx = turned
    push(isLeft, x + dx, y + dy)
  }
}

function push(isLeft: bool, x: f32, y: f32): void {
  if (isLeft) pushLeft(x, y)
  else pushRight(x, y)
}

function pushLeft(x: f32, y: f32): void {
  const at = lefts + 8 * <usize>leftCount
  store<f32>(at, x)
  store<f32>(at, y, 4)
  if (++leftCount < KEPT - 1) return
  addPath(lefts, leftCount, 1)
  store<u64>(lefts, load<u64>(at))
  leftCount = 1
}

function pushRight(x: f32, y: f32): void {
  const at = rights + 8 * <usize>rightCount
  store<f32>(at, x)
  store<f32>(at, y, 4)
  if (++rightCount < KEPT - 1) return
  addPath(rights, rightCount, -1)
  store<u64>(rights, load<u64>(at))
  rightCount = 1
}
