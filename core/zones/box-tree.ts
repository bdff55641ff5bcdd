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
  /** Level 0 are the items' own boxes in order, left out for two or more points; 4 numbers a node. */
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
  const middle = (axis: 0 | 1) => (i: number) => (boxes[4 * i + axis]! + boxes[4 * i + 2 + axis]!) / 2
  const order = mortonOrder(count, { x: middle(0), y: middle(1), reach: boxAround(boxes, 0, count) })
  const own = new Float64Array(count * 4)
  for (let place = 0; place < count; place++) {
    const at = 4 * order[place]!
    for (let c = 0; c < 4; c++) own[4 * place + c] = boxes[at + c]!
  }
  return { count, order, levels: levelsAbove(own) }
}

/** As packBoxes, of points. Of two or more the tree begins at groups of 8: visitors of points ask for no less. */
export function packPoints({ x, y }: { readonly x: Float64Array; readonly y: Float64Array }): BoxTree {
  const count = x.length
  const boxOf = (start: number, end: number, at: (place: number) => number): Box => {
    let box: Box = NOWHERE
    for (let place = start; place < end; place++) {
      const [px, py] = [x[at(place)]!, y[at(place)]!]
      box = [Math.min(box[0], px), Math.min(box[1], py), Math.max(box[2], px), Math.max(box[3], py)]
    }
    return box
  }
  const order = mortonOrder(count, {
    x: (i) => x[i]!,
    y: (i) => y[i]!,
    reach: boxOf(0, count, (i) => i),
  })
  if (count < 2) return { count, order, levels: levelsAbove(Float64Array.from([...x, ...y, ...x, ...y])) }
  const groups = new Float64Array(4 * Math.ceil(count / FAN))
  for (let k = 0; k < groups.length / 4; k++)
    groups.set(
      boxOf(k * FAN, Math.min(count, (k + 1) * FAN), (place) => order[place]!),
      4 * k,
    )
  return { count, order, levels: [new Float64Array(0), ...levelsAbove(groups)] }
}

const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity]

/** The level given and all above it, up to a single node. */
function levelsAbove(lowest: Float64Array): Float64Array[] {
  const levels = [lowest]
  while (levels.at(-1)!.length > 4) levels.push(groupBoxes(levels.at(-1)!))
  return levels
}

function groupBoxes(below: Float64Array): Float64Array {
  const n = below.length / 4
  const above = new Float64Array(Math.ceil(n / FAN) * 4)
  for (let k = 0; 4 * k < above.length; k++)
    above.set(boxAround(below, k * FAN, Math.min(n, (k + 1) * FAN)), 4 * k)
  return above
}

/** Around the boxes from `start` up to `end`. */
function boxAround(boxes: Float64Array, start: number, end: number): Box {
  let [west, south, east, north] = NOWHERE
  for (let i = start; i < end; i++) {
    west = Math.min(west, boxes[4 * i]!)
    south = Math.min(south, boxes[4 * i + 1]!)
    east = Math.max(east, boxes[4 * i + 2]!)
    north = Math.max(north, boxes[4 * i + 3]!)
  }
  return [west, south, east, north]
}

interface Middles {
  x(item: number): number
  y(item: number): number
  readonly reach: Box
}

/** Items by the Morton code of their middle, 16 bits an axis. */
function mortonOrder(count: number, { x, y, reach }: Middles): Uint32Array {
  if (count > MOST_ITEMS) throw new RangeError(`boxes: got ${count}, expected at most ${MOST_ITEMS}`)
  const step = Math.max(reach[2] - reach[0], reach[3] - reach[1], 1e-9) / 65535
  // Code and item in one number, so that sorting needs no comparison function.
  const keyed = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const column = Math.floor((x(i) - reach[0]) / step)
    const row = Math.floor((y(i) - reach[1]) / step)
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
