import type { Point } from './frame.ts'
import { edgeKey, type Lattice, nearestNode, neighbours, nodePoint } from './lattice.ts'
import { crossing } from './lines.ts'
import type { River } from './rivers.ts'

/** Where a river cuts an edge of the mesh. */
export interface Barrier {
  /** Fraction of the edge from its lower-numbered node. */
  at: number
  /** Width of the river there, metres. */
  widthMetres: number
  river: number
}

/** The river over the edge between two neighbouring nodes, if any. */
export type Barriers = (a: number, b: number) => Barrier | undefined

/** Every mesh edge that a river crosses; a border that follows these crossings follows the river. */
export function findBarriers(lattice: Lattice, rivers: readonly River[]): Barriers {
  const barriers = new Map<number, Barrier>()
  const wet = new Uint8Array(lattice.count)
  const note = (node: number, next: number, barrier: Barrier) => {
    const key = edgeKey(lattice, node, next)
    const known = barriers.get(key)
    if (!known || known.widthMetres < barrier.widthMetres) barriers.set(key, barrier)
    wet[node] = 1
    wet[next] = 1
  }
  for (const [river, { course, width }] of rivers.entries()) {
    for (let i = 1; i < course.length; i++) {
      const from = course[i - 1]!
      const to = course[i]!
      for (const node of nodesAround(lattice, from)) {
        for (const next of neighbours(lattice, node)) {
          if (next < node) continue
          const hit = crossing(nodePoint(lattice, node), nodePoint(lattice, next), from, to)
          if (hit) note(node, next, { at: hit.onFirst, widthMetres: width[i]!, river })
        }
      }
    }
  }
  // Most of the land is far from rivers: two flags spare it the look-up.
  return (a, b) => (wet[a] === 1 && wet[b] === 1 ? barriers.get(edgeKey(lattice, a, b)) : undefined)
}

/** A node with its two rings of neighbours: enough for any segment shorter than the spacing. */
function nodesAround(lattice: Lattice, point: Point): Set<number> {
  const out = new Set<number>([nearestNode(lattice, point)])
  for (let ring = 0; ring < 2; ring++) {
    for (const node of [...out]) for (const next of neighbours(lattice, node)) if (next >= 0) out.add(next)
  }
  return out
}
