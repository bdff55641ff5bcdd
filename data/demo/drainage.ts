import type { Point } from './frame.ts'
import { createLattice, type Lattice, neighbours, nodePoint } from './lattice.ts'
import { PriorityQueue } from './priority-queue.ts'
import { createRandom } from './random.ts'
import type { Terrain } from './terrain.ts'

/** One watercourse from its spring to the sea or to the stem that it joins. */
export interface Stem {
  /** Source first. */
  points: Point[]
  /** Drained area at each point, km². */
  drained: number[]
  /** Index of the stem that it flows into and of the point there; null when it reaches the sea. */
  into: { stem: number; point: number } | null
}

const COARSE_SPACING_METRES = 1_250
const CELL_KM2 = (COARSE_SPACING_METRES / 1000) ** 2 * (Math.sqrt(3) / 2)
const RIVER_KM2 = 13

/** Priority-flood (Barnes et al. 2014): each node drains to the one that the flood came from; −1 at sea. */
function floodFromSea(lattice: Lattice, height: Float64Array): { downstream: Int32Array; order: number[] } {
  const downstream = new Int32Array(lattice.count).fill(-2)
  const order: number[] = []
  const queue = new PriorityQueue()
  for (let node = 0; node < lattice.count; node++) {
    if (height[node]! > 0) continue
    downstream[node] = -1
    queue.push(node, height[node]!)
  }
  for (let head = queue.pop(); head; head = queue.pop()) {
    order.push(head.item)
    for (const next of neighbours(lattice, head.item)) {
      if (next < 0 || downstream[next] !== -2) continue
      downstream[next] = head.item
      queue.push(next, Math.max(head.priority + 0.01, height[next]!))
    }
  }
  return { downstream, order }
}

/** The course upstream of a mouth, always along the larger branch; the smaller ones are put off. */
function followStem(mouth: number, drained: Float64Array, upstream: number[][]) {
  const path = [mouth]
  const branches: { from: number; at: number }[] = []
  for (let node = mouth; ; ) {
    const feeders = upstream[node]!.filter((n) => drained[n]! >= RIVER_KM2).sort(
      (a, b) => drained[b]! - drained[a]! || a - b,
    )
    const main = feeders[0]
    for (const from of feeders.slice(1)) branches.push({ from, at: node })
    if (main === undefined) return { path, branches }
    path.push(main)
    node = main
  }
}

/** The river network on a coarse mesh, largest stems first: straight-jointed courses that meandering then bends. */
export function drain(seed: number, terrain: Terrain): Stem[] {
  const lattice = createLattice(seed, COARSE_SPACING_METRES)
  const random = createRandom(seed, 'drainage')
  const height = Float64Array.from({ length: lattice.count }, (_, i) => {
    const [x, y] = nodePoint(lattice, i)
    return terrain.shore(x, y) > 0 ? Math.max(0.5, terrain.elevation(x, y) + random.between(0, 9)) : -1
  })
  const { downstream, order } = floodFromSea(lattice, height)
  const drained = new Float64Array(lattice.count)
  const upstream: number[][] = Array.from({ length: lattice.count }, () => [])
  for (const node of order.toReversed()) {
    const to = downstream[node]!
    if (to < 0) continue
    drained[node] = drained[node]! + CELL_KM2
    drained[to] = drained[to]! + drained[node]!
    upstream[to]!.push(node)
  }
  const mouths = order.filter(
    (n) => downstream[n] === -1 && upstream[n]!.some((u) => drained[u]! >= RIVER_KM2),
  )
  mouths.sort((a, b) => drained[b]! - drained[a]! || a - b)
  return collectStems(lattice, mouths, { drained, upstream })
}

function collectStems(
  lattice: Lattice,
  mouths: number[],
  flow: { drained: Float64Array; upstream: number[][] },
): Stem[] {
  const stems: Stem[] = []
  const paths: number[][] = []
  const pending = mouths.map((mouth) => ({
    start: mouth,
    joins: null as null | { stem: number; at: number },
  }))
  for (let i = 0; i < pending.length; i++) {
    const { start, joins } = pending[i]!
    const { path, branches } = followStem(start, flow.drained, flow.upstream)
    for (const branch of branches) {
      pending.push({ start: branch.from, joins: { stem: stems.length, at: branch.at } })
    }
    const nodes = joins ? [joins.at, ...path] : path
    nodes.reverse()
    paths.push(nodes)
    stems.push({
      points: nodes.map((n) => nodePoint(lattice, n)),
      drained: nodes.map((n) => flow.drained[n]!),
      into: joins && { stem: joins.stem, point: paths[joins.stem]!.indexOf(joins.at) },
    })
  }
  return stems
}
