import type { Barrier, Barriers } from './barriers.ts'
import type { Lattice } from './lattice.ts'
import { PriorityQueue } from './priority-queue.ts'

export interface Growth {
  /** Index of the seed that reached each node first; −1 where none can. */
  owner: Int32Array
  /** Cost of reaching each node. */
  cost: Float64Array
  /** The node from which each node was reached; −1 at seeds. */
  from: Int32Array
}

export interface GrowthRules {
  /** May this node be entered? */
  open(node: number): boolean
  /** Cost factor per metre at a node. */
  friction(node: number): number
  /** Extra cost in metres of crossing a river. */
  crossingMetres(barrier: Barrier): number
  barriers: Barriers
}

type Offer = (to: number, extraMetres: number) => void

/**
 * Steps to the six neighbours and the six nodes beyond the facing edges: twelve directions keep fronts round where
 * six would make hexagons. A far step over a river is not offered, so each crossing is counted once.
 */
function offerSteps(lattice: Lattice, node: number, rules: GrowthRules, offer: Offer): void {
  const { ring } = lattice
  const { open, barriers } = rules
  for (let i = 0; i < 6; i++) {
    const near = ring[node * 6 + i]!
    if (near < 0 || !open(near)) continue
    const barrier = barriers(node, near)
    offer(near, barrier ? rules.crossingMetres(barrier) : 0)
    const beside = ring[node * 6 + ((i + 1) % 6)]!
    if (barrier || beside < 0 || !open(beside) || barriers(node, beside) || barriers(near, beside)) continue
    const far = ring[near * 6 + ((i + 1) % 6)]!
    if (far < 0 || !open(far) || barriers(near, far) || barriers(beside, far)) continue
    offer(far, 0)
  }
}

/** Grows regions from seeds over the mesh by least cost (Dijkstra); the seed's position is its owner index. */
export function grow(lattice: Lattice, seeds: readonly number[], rules: GrowthRules): Growth {
  const growth: Growth = {
    owner: new Int32Array(lattice.count).fill(-1),
    cost: new Float64Array(lattice.count).fill(Number.POSITIVE_INFINITY),
    from: new Int32Array(lattice.count).fill(-1),
  }
  for (const [i, node] of seeds.entries()) growth.owner[node] = i
  extend(lattice, growth, seeds, rules)
  return growth
}

/** Adds starting nodes to a finished growth; only what they bring nearer is visited again. */
export function extend(lattice: Lattice, growth: Growth, seeds: readonly number[], rules: GrowthRules): void {
  const { owner, cost, from } = growth
  const queue = new PriorityQueue()
  for (const node of seeds) {
    cost[node] = 0
    from[node] = -1
    queue.push(node, 0)
  }
  for (let head = queue.pop(); head; head = queue.pop()) {
    const { item: node, priority } = head
    if (priority > cost[node]!) continue
    const factor = rules.friction(node)
    offerSteps(lattice, node, rules, (to, extra) => {
      const dx = lattice.x[to]! - lattice.x[node]!
      const dy = lattice.y[to]! - lattice.y[node]!
      const metres = Math.sqrt(dx * dx + dy * dy)
      const reached = priority + metres * 0.5 * (factor + rules.friction(to)) + extra
      if (reached >= cost[to]!) return
      cost[to] = reached
      owner[to] = owner[node]!
      from[to] = node
      queue.push(to, reached)
    })
  }
}
