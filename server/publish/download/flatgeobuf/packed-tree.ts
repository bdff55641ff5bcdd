import type { Envelope } from '../../../../core/geo/envelope.ts'

export const NODE_BYTES = 40
export const NODE_SIZE = 16
const HILBERT_MOST = 2 ** 16 - 1

/** Boxes of features by number, four values each; Infinity first for one without a place. */
export interface FeatureBoxes {
  count: number
  box(feature: number): Envelope
}

/** Numbers of the features in the order of a Hilbert curve over the middles of their boxes; those without a place first. */
export function hilbertOrder({ count, box }: FeatureBoxes, whole: Envelope): Uint32Array {
  const scale = (value: number, least: number, most: number) =>
    most > least ? Math.floor((HILBERT_MOST * (value - least)) / (most - least)) : 0
  // 32 bits of the curve above 21 of the number: exact in a double, and sorted as a number.
  const keys = Float64Array.from({ length: count }, (_, feature) => {
    const [west, south, east, north] = box(feature)
    if (west > east) return feature
    const x = scale((west + east) / 2, whole[0], whole[2])
    const y = scale((south + north) / 2, whole[1], whole[3])
    return hilbert(x, y) * 2 ** 21 + feature
  }).sort()
  return Uint32Array.from(keys, (key) => key % 2 ** 21)
}

/** Distance along a Hilbert curve of order 16. */
function hilbert(x: number, y: number): number {
  let distance = 0
  for (let side = 2 ** 15; side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0
    const upper = (y & side) > 0 ? 1 : 0
    distance += side * side * ((3 * right) ^ upper)
    if (upper === 0) {
      if (right === 1) {
        x = HILBERT_MOST - x
        y = HILBERT_MOST - y
      }
      ;[x, y] = [y, x]
    }
  }
  return distance
}

/** First node and count of each level, leaves first; the root stands at node 0 and the leaves last. */
export function treeLevels(items: number): { first: number; count: number }[] {
  const counts = [items]
  let count = items
  do {
    count = Math.ceil(count / NODE_SIZE)
    counts.push(count)
  } while (count > 1)
  let first = counts.reduce((sum, one) => sum + one, 0)
  return counts.map((one) => {
    first -= one
    return { first, count: one }
  })
}

/**
 * The packed R-tree: nodes of box and offset (40 bytes). A leaf's offset is that of its feature among the features' bytes, an
 * inner node's the number of its first child. `leaves` are in the order in which the features are written.
 */
export function packedTree(
  order: Uint32Array,
  { box }: Pick<FeatureBoxes, 'box'>,
  byteLength: (feature: number) => number,
): Buffer {
  const levels = treeLevels(order.length)
  const total = levels.reduce((sum, { count }) => sum + count, 0)
  const tree = Buffer.alloc(total * NODE_BYTES)
  const write = (node: number, [west, south, east, north]: Envelope, offset: number) => {
    const at = node * NODE_BYTES
    tree.writeDoubleLE(west, at)
    tree.writeDoubleLE(south, at + 8)
    tree.writeDoubleLE(east, at + 16)
    tree.writeDoubleLE(north, at + 24)
    tree.writeBigUInt64LE(BigInt(offset), at + 32)
  }
  const [leaves] = levels
  let offset = 0
  order.forEach((feature, at) => {
    write((leaves?.first ?? 0) + at, box(feature), offset)
    offset += byteLength(feature)
  })
  for (const [depth, level] of levels.entries()) {
    const parents = levels[depth + 1]
    if (!parents) break
    for (let at = 0; at < parents.count; at++) {
      const firstChild = level.first + at * NODE_SIZE
      const end = Math.min(firstChild + NODE_SIZE, level.first + level.count)
      write(parents.first + at, boxOfNodes(tree, firstChild, end), firstChild)
    }
  }
  return tree
}

function boxOfNodes(tree: Buffer, first: number, end: number): Envelope {
  const box: Envelope = [Infinity, Infinity, -Infinity, -Infinity]
  for (let node = first; node < end; node++) {
    const at = node * NODE_BYTES
    box[0] = Math.min(box[0], tree.readDoubleLE(at))
    box[1] = Math.min(box[1], tree.readDoubleLE(at + 8))
    box[2] = Math.max(box[2], tree.readDoubleLE(at + 16))
    box[3] = Math.max(box[3], tree.readDoubleLE(at + 24))
  }
  return box
}
