import type { EdgeTable } from './edge-table.ts'
import type { GeometryFault, GeometryFaultKind } from './geometry-fault.ts'
import type { SweepNode } from './sweep-edges.ts'

const UNSEEN = -2
const OUTSIDE = -1

/**
 * Relations of rings, collected position by position during a sweep: which ring contains which, and where they touch. After OGC
 * 06-103r4, 6.1.11: a ring passes each position once, rings may touch in single positions, and no interior may be cut in two.
 */
export class RingNesting {
  readonly #table: EdgeTable
  /** Per ring: its polygon, and whether it is a hole of it. */
  readonly #polygon: readonly number[]
  readonly #isHole: readonly boolean[]
  /** Per ring: the smallest ring around it; its most western vertex; whether its inside lies to the left of its edges. */
  readonly #parent: Int32Array
  readonly #first: Int32Array
  readonly #isLeft: boolean[] = []
  /** Forest of rings of a polygon that hang together by touching. */
  readonly #joined: Int32Array

  constructor(table: EdgeTable, polygons: readonly number[]) {
    this.#table = table
    this.#polygon = polygons
    this.#isHole = polygons.map((polygon, ring) => ring > 0 && polygons[ring - 1] === polygon)
    this.#parent = new Int32Array(polygons.length).fill(UNSEEN)
    this.#first = new Int32Array(polygons.length)
    this.#joined = Int32Array.from(polygons, (_, ring) => ring)
  }

  look(node: SweepNode): GeometryFault | undefined {
    const { incoming, outgoing } = node
    const fault = incoming.length + outgoing.length > 2 ? this.#meet(node) : undefined
    if (fault) return fault
    let lower = node.below
    for (const edge of outgoing) {
      const ring = this.#table.path[edge]!
      if (this.#parent[ring] === UNSEEN) this.#begin(ring, edge, lower, node.vertex)
      lower = edge
    }
    return undefined
  }

  /** Final check after the last position: holes lie within their outer ring, and outer rings in no other area. */
  judge(): GeometryFault | undefined {
    let outer = OUTSIDE
    for (const [ring, isHole] of this.#isHole.entries()) {
      if (!isHole) outer = ring
      const parent = this.#parent[ring]!
      if (isHole && parent !== outer) return this.#fault('hole-outside', this.#first[ring]!)
      if (!isHole && parent !== OUTSIDE && !this.#isHole[parent])
        return this.#fault('parts-overlap', this.#first[ring]!)
    }
    return undefined
  }

  /** At a ring's most western position its lower edge comes first; the edge next below tells which ring contains it. */
  #begin(ring: number, edge: number, lower: number, vertex: number): void {
    this.#first[ring] = vertex
    this.#isLeft[ring] = this.#goesEast(edge)
    const around = lower === -1 ? OUTSIDE : this.#table.path[lower]!
    const isInside = around !== OUTSIDE && this.#goesEast(lower) === this.#isLeft[around]
    this.#parent[ring] = around === OUTSIDE || isInside ? around : this.#parent[around]!
  }

  #goesEast(edge: number): boolean {
    const { x, y, next } = this.#table
    const end = next[edge]!
    return x[edge]! < x[end]! || (x[edge] === x[end] && y[edge]! < y[end]!)
  }

  /** Around the position each ring's two edges may enclose another's, but not alternate with them. */
  #meet({ vertex, incoming, outgoing }: SweepNode): GeometryFault | undefined {
    const around = [...outgoing, ...incoming.toReversed()].map((edge) => this.#table.path[edge]!)
    const rings = [...new Set(around)]
    if (rings.length * 2 !== around.length) return this.#fault('touches-itself', vertex)
    const open: number[] = []
    for (const ring of around) {
      if (open.at(-1) === ring) open.pop()
      else open.push(ring)
    }
    if (open.length > 0) return this.#fault('crosses-itself', vertex)
    return this.#join(rings) ? undefined : this.#fault('interior-parted', vertex)
  }

  /**
   * Joins two touching rings of a polygon. False when they were already connected through other rings: together they then enclose
   * a piece of the polygon's interior.
   */
  #join(rings: readonly number[]): boolean {
    const roots = new Map<number, number>()
    for (const ring of rings) {
      const polygon = this.#polygon[ring]!
      const root = roots.get(polygon)
      const own = this.#rootOf(ring)
      if (root === own) return false
      if (root === undefined) roots.set(polygon, own)
      else this.#joined[own] = root
    }
    return true
  }

  #rootOf(ring: number): number {
    let root = ring
    while (this.#joined[root] !== root) {
      this.#joined[root] = this.#joined[this.#joined[root]!]!
      root = this.#joined[root]!
    }
    return root
  }

  #fault(kind: GeometryFaultKind, vertex: number): GeometryFault {
    return { kind, at: [this.#table.x[vertex]!, this.#table.y[vertex]!] }
  }
}
