import { EdgeOrder } from './edge-order.ts'
import type { EdgeTable } from './edge-table.ts'
import type { GeometryFault, GeometryFaultKind, Place } from './geometry-fault.ts'
import { orientation } from './orientation.ts'

/** What happens at one position: edges from the lowest to the highest, those that end there or pass through, and those that go on. */
export interface SweepNode {
  readonly vertex: number
  readonly incoming: readonly number[]
  readonly outgoing: readonly number[]
  /** The edge next below the position, or -1. */
  readonly below: number
}

/** Work done, for tests of its growth: no clock. */
export interface SweepCost {
  steps: number
}

/** Edges at one position cost an engine the square of their number. */
const MOST_MEETING = 100

/**
 * Sweeps over edges from west to east (Shamos and Hoey 1976) and stops at the first two that cross or run along each other.
 * `look` is called with each position at which edges meet and may report another fault. Comparisons are exact. An edge with a
 * vertex of another edge on it is continued from there, so that touching is distinguished from crossing.
 */
export function sweepEdges(
  table: EdgeTable,
  look: (node: SweepNode) => GeometryFault | undefined,
  cost: SweepCost = { steps: 0 },
): GeometryFault | undefined {
  const sweep = new Sweep(table)
  const { x, y } = table
  const vertices = sortVertices(table, cost)
  let fault: GeometryFault | undefined
  for (let start = 0, end = 1; start < vertices.length && !fault; start = end++) {
    const first = vertices[start]!
    while (end < vertices.length && x[vertices[end]!] === x[first] && y[vertices[end]!] === y[first]) end++
    fault = sweep.pass(vertices.subarray(start, end), look)
  }
  cost.steps += sweep.steps
  return fault
}

function sortVertices({ x, y, count }: EdgeTable, cost: SweepCost): Uint32Array {
  const vertices = Uint32Array.from({ length: count }, (_, vertex) => vertex)
  return vertices.sort((a, b) => {
    cost.steps++
    return x[a]! - x[b]! || y[a]! - y[b]!
  })
}

class Sweep {
  readonly #table: EdgeTable
  readonly #order: EdgeOrder
  /** Western and eastern end of each edge; the southern first where both are as far west. */
  readonly #west: Int32Array
  readonly #east: Int32Array
  #comparisons = 0

  constructor(table: EdgeTable) {
    this.#table = table
    this.#order = new EdgeOrder(table.count)
    this.#west = new Int32Array(table.count)
    this.#east = new Int32Array(table.count)
    for (let edge = 0; edge < table.count; edge++) {
      const end = table.next[edge]!
      if (end === -1) continue
      const isForward = this.#isBefore(edge, end)
      this.#west[edge] = isForward ? edge : end
      this.#east[edge] = isForward ? end : edge
    }
  }

  get steps(): number {
    return this.#order.steps + this.#comparisons
  }

  /** The position of these vertices. */
  pass(
    vertices: Uint32Array,
    look: (node: SweepNode) => GeometryFault | undefined,
  ): GeometryFault | undefined {
    const vertex = vertices[0]!
    const { incoming, below, above } = this.#takeIncoming(vertex)
    const outgoing = incoming.filter((edge) => !this.#isAt(this.#east[edge]!, vertex))
    if (outgoing.length > 1) return this.#fault('crosses-itself', vertex)
    for (const one of vertices) this.#addOutgoing(outgoing, one)
    if (incoming.length + outgoing.length > MOST_MEETING) return this.#fault('too-many-meet', vertex)
    const overlap = this.#sort(outgoing, vertex)
    if (overlap) return overlap
    const found = look({ vertex, incoming, outgoing, below })
    if (found) return found
    outgoing.reduce((lower, edge) => {
      this.#order.insertAbove(edge, lower)
      return edge
    }, below)
    return this.#crossing(below, outgoing[0] ?? above) ?? this.#crossing(outgoing.at(-1) ?? -1, above)
  }

  /** Removes the edges through a position from the order and returns the edges between which the position now lies. */
  #takeIncoming(vertex: number): { incoming: number[]; below: number; above: number } {
    const order = this.#order
    const found = order.find((edge) => this.#side(edge, vertex))
    if (found === -1) return { incoming: [], below: -1, above: order.lowest }
    if (this.#side(found, vertex) !== 0) return { incoming: [], below: found, above: order.above(found) }
    const incoming = [found]
    let below = order.below(found)
    for (; below !== -1 && this.#side(below, vertex) === 0; below = order.below(below)) incoming.push(below)
    incoming.reverse()
    let above = order.above(found)
    for (; above !== -1 && this.#side(above, vertex) === 0; above = order.above(above)) incoming.push(above)
    for (const edge of incoming) order.remove(edge)
    return { incoming, below, above }
  }

  #addOutgoing(outgoing: number[], vertex: number): void {
    const [before, after] = [this.#table.previous[vertex]!, this.#table.next[vertex]!]
    if (before !== -1 && this.#west[before] === vertex) outgoing.push(before)
    if (after !== -1 && this.#west[vertex] === vertex) outgoing.push(vertex)
  }

  /** By the angle at which they leave; a fault where two leave alike. */
  #sort(outgoing: number[], vertex: number): GeometryFault | undefined {
    const turn = (a: number, b: number) => this.#turn(vertex, this.#east[a]!, this.#east[b]!)
    outgoing.sort((a, b) => -turn(a, b))
    const alike = outgoing.some((edge, i) => i > 0 && turn(outgoing[i - 1]!, edge) === 0)
    return alike ? this.#fault('runs-over-itself', vertex) : undefined
  }

  /** A fault where two neighbours of the order cross between their ends; what touches is seen when its position comes. */
  #crossing(lower: number, higher: number): GeometryFault | undefined {
    if (lower === -1 || higher === -1) return undefined
    const [a, b] = [this.#west[lower]!, this.#east[lower]!]
    const [c, d] = [this.#west[higher]!, this.#east[higher]!]
    if (!areOpposite(this.#turn(c, d, a), this.#turn(c, d, b))) return undefined
    if (!areOpposite(this.#turn(a, b, c), this.#turn(a, b, d))) return undefined
    return { kind: 'crosses-itself', at: this.#meeting(a, b, c, d) }
  }

  /** Where two edges that cross meet, rounded; within both. */
  #meeting(a: number, b: number, c: number, d: number): Place {
    const { x, y } = this.#table
    const [fromC, fromD] = [Math.abs(this.#turn(a, b, c)), Math.abs(this.#turn(a, b, d))]
    const along = fromC / (fromC + fromD)
    return [x[c]! + along * (x[d]! - x[c]!), y[c]! + along * (y[d]! - y[c]!)]
  }

  #side(edge: number, vertex: number): number {
    return this.#turn(this.#west[edge]!, this.#east[edge]!, vertex)
  }

  #turn(a: number, b: number, c: number): number {
    this.#comparisons++
    const { x, y } = this.#table
    return orientation(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!)
  }

  #isBefore(a: number, b: number): boolean {
    const { x, y } = this.#table
    return x[a]! < x[b]! || (x[a] === x[b] && y[a]! < y[b]!)
  }

  #isAt(a: number, b: number): boolean {
    const { x, y } = this.#table
    return x[a] === x[b] && y[a] === y[b]
  }

  #fault(kind: GeometryFaultKind, vertex: number): GeometryFault {
    return { kind, at: [this.#table.x[vertex]!, this.#table.y[vertex]!] }
  }
}

function areOpposite(a: number, b: number): boolean {
  return (a > 0 && b < 0) || (a < 0 && b > 0)
}
