import { clipToBox } from './clip-rings.ts'
import { type Box, type Rings, ringsArea } from './rings.ts'

const FAN = 8
/** Boxes are widened by this much (unit of the boxes), so that nothing lies exactly on their edge. */
const MARGIN = 0.01
/** Part of a box's area that is rounding. */
const ROUNDING = 1e-12

/** Boxes packed level by level over items in Morton order: node k of a level holds nodes 8k to 8k + 7 of the one below. */
export interface BoxTree {
  readonly count: number
  /** The item at each place of the order. */
  readonly order: Uint32Array
  /** Level 0 are the items' own boxes in order; 4 numbers a node. */
  readonly levels: readonly Float64Array[]
}

export interface ZoneVisitor {
  /** Deepest level that is asked for: 0 asks for each item, 1 for groups of up to 8. */
  readonly leaf: 0 | 1
  /** Places from `start` up to `end` of the order lie wholly inside the zone. */
  inside(start: number, end: number): void
  /** Places that the zone's edge crosses, with the part of the zone in their box. */
  crossed(start: number, end: number, zone: Rings): void
}

/** Items that the order can name: 21 bits, so that a sorting key of 32 + 21 bits is whole in a double. */
const MOST_ITEMS = 2 ** 21

/** Packs `boxes` (4 numbers an item: west, south, east, north). At most 2,097,152 items. */
export function packBoxes(boxes: Float64Array): BoxTree {
  const count = boxes.length / 4
  if (count > MOST_ITEMS) throw new RangeError(`boxes: got ${count}, expected at most ${MOST_ITEMS}`)
  const order = mortonOrder(boxes, count)
  const own = new Float64Array(count * 4)
  order.forEach((item, place) => {
    own.set(boxes.subarray(4 * item, 4 * item + 4), 4 * place)
  })
  const levels: Float64Array[] = [own]
  while (levels.at(-1)!.length > 4) levels.push(groupBoxes(levels.at(-1)!))
  return { count, order, levels }
}

function groupBoxes(below: Float64Array): Float64Array {
  const n = below.length / 4
  const above = new Float64Array(Math.ceil(n / FAN) * 4)
  for (let k = 0; 4 * k < above.length; k++) {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = k * FAN; i < Math.min(n, (k + 1) * FAN); i++) {
      box[0] = Math.min(box[0], below[4 * i]!)
      box[1] = Math.min(box[1], below[4 * i + 1]!)
      box[2] = Math.max(box[2], below[4 * i + 2]!)
      box[3] = Math.max(box[3], below[4 * i + 3]!)
    }
    above.set(box, 4 * k)
  }
  return above
}

/** Items by the Morton code of their middle, 16 bits an axis. */
function mortonOrder(boxes: Float64Array, count: number): Uint32Array {
  const reach: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < count; i++) {
    reach[0] = Math.min(reach[0], boxes[4 * i]!)
    reach[1] = Math.min(reach[1], boxes[4 * i + 1]!)
    reach[2] = Math.max(reach[2], boxes[4 * i + 2]!)
    reach[3] = Math.max(reach[3], boxes[4 * i + 3]!)
  }
  const step = Math.max(reach[2] - reach[0], reach[3] - reach[1], 1e-9) / 65535
  // Code and item in one number, so that sorting needs no comparison function.
  const keyed = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const column = Math.floor(((boxes[4 * i]! + boxes[4 * i + 2]!) / 2 - reach[0]) / step)
    const row = Math.floor(((boxes[4 * i + 1]! + boxes[4 * i + 3]!) / 2 - reach[1]) / step)
    keyed[i] = (spread(column) + 2 * spread(row)) * MOST_ITEMS + i
  }
  keyed.sort()
  return Uint32Array.from(keyed, (key) => key % MOST_ITEMS)
}

/** Puts a zero bit after each of the 16 bits. */
function spread(value: number): number {
  let v = value & 0xffff
  v = (v | (v << 8)) & 0x00ff00ff
  v = (v | (v << 4)) & 0x0f0f0f0f
  v = (v | (v << 2)) & 0x33333333
  v = (v | (v << 1)) & 0x55555555
  return v
}

/**
 * Sorts the items into those inside a zone and those that its edge crosses. The zone is cut down from level to level,
 * so that its vertices are looked at near their own place only. Zone and boxes in one equal-area unit.
 */
export function visitZone(tree: BoxTree, zone: Rings, visitor: ZoneVisitor): void {
  const top = tree.levels.length - 1
  if (tree.count === 0) return
  const leaf = Math.min(visitor.leaf, top)
  const visit = (level: number, node: number, rings: Rings): void => {
    const boxes = tree.levels[level]!
    const box: Box = [
      boxes[4 * node]! - MARGIN,
      boxes[4 * node + 1]! - MARGIN,
      boxes[4 * node + 2]! + MARGIN,
      boxes[4 * node + 3]! + MARGIN,
    ]
    const part = clipToBox(rings, box)
    if (part.length === 0) return
    const whole = (box[2] - box[0]) * (box[3] - box[1])
    const area = ringsArea(part)
    if (area <= whole * ROUNDING) return
    const size = FAN ** level
    const [start, end] = [node * size, Math.min(tree.count, (node + 1) * size)]
    if (area >= whole * (1 - 10 * ROUNDING)) visitor.inside(start, end)
    else if (level === leaf) visitor.crossed(start, end, part)
    else {
      const below = tree.levels[level - 1]!.length / 4
      for (let k = node * FAN; k < Math.min(below, (node + 1) * FAN); k++) visit(level - 1, k, part)
    }
  }
  visit(top, 0, zone)
}

/** Calls back for every item whose box shares a point with the given one. */
export function visitBox(tree: BoxTree, box: Box, found: (item: number) => void): void {
  if (tree.count === 0) return
  const visit = (level: number, node: number): void => {
    const boxes = tree.levels[level]!
    const [w, s, e, n] = [boxes[4 * node]!, boxes[4 * node + 1]!, boxes[4 * node + 2]!, boxes[4 * node + 3]!]
    if (w > box[2] || e < box[0] || s > box[3] || n < box[1]) return
    if (level === 0) {
      found(tree.order[node]!)
      return
    }
    const below = tree.levels[level - 1]!.length / 4
    for (let k = node * FAN; k < Math.min(below, (node + 1) * FAN); k++) visit(level - 1, k)
  }
  visit(tree.levels.length - 1, 0)
}
