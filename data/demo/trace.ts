import type { Point } from './frame.ts'
import { edgeKey, forEachTriangle, type Lattice, nodePoint } from './lattice.ts'
import { mix } from './lines.ts'
import { nestRings, type Polygon, type Ring } from './polygon.ts'

/** Position of the border on the edge between two nodes of different label, as a fraction from `a` to `b`. */
export type CutEdge = (a: number, b: number) => number

export interface TraceRules {
  cut: CutEdge
  /** Labels to trace; nodes on the edge of the mesh must not carry one of them. */
  wanted(label: number): boolean
  /** May the border on this edge be smoothed along its course? Borders on rivers and shores must not. */
  smoothed?(a: number, b: number): boolean
}

/** For each region, the vertex that follows each vertex of its border, the region on the left. */
type Borders = Map<number, Map<number, number>>

interface Mesh {
  lattice: Lattice
  label: Int32Array
  rules: TraceRules
  /** Border vertices: by mesh edge (see `edgeKey`), or by −1 − number for those inside a triangle. */
  vertices: Map<number, Point>
}

const SMOOTHING_ROUNDS = 3

/**
 * Cuts a labelled mesh into polygons by marching triangles: borders cross each edge between two labels once, at a
 * place that depends on the edge alone, so neighbouring polygons share every vertex and there is no gap or overlap.
 */
export function traceRegions(lattice: Lattice, label: Int32Array, rules: TraceRules): Map<number, Polygon[]> {
  const mesh: Mesh = { lattice, label, rules, vertices: new Map() }
  const borders = collectBorders(mesh)
  smoothVertices(mesh, borders)
  const out = new Map<number, Polygon[]>()
  for (const [region, following] of borders) out.set(region, nestRings(linkRings(mesh, region, following)))
  return out
}

function linkRings({ vertices }: Mesh, region: number, following: Map<number, number>): Ring[] {
  const rings: Ring[] = []
  const left = new Set(following.keys())
  for (const start of following.keys()) {
    if (!left.has(start)) continue
    const ring: Ring = []
    let at = start
    do {
      left.delete(at)
      ring.push(vertices.get(at) as Point)
      const next = following.get(at)
      if (next === undefined)
        throw new Error(`the border of region ${region} leaves the mesh at vertex ${at}`)
      at = next
    } while (at !== start)
    rings.push(ring)
  }
  return rings
}

function collectBorders(mesh: Mesh): Borders {
  const { lattice, label, rules } = mesh
  const borders: Borders = new Map()
  let inner = 0
  const add = (region: number, path: readonly number[]) => {
    if (!rules.wanted(region)) return
    const following = borders.get(region) ?? new Map<number, number>()
    for (let i = 1; i < path.length; i++) following.set(path[i - 1]!, path[i]!)
    borders.set(region, following)
  }
  forEachTriangle(lattice, (a, b, c) => {
    const [la, lb, lc] = [label[a]!, label[b]!, label[c]!]
    if (la === lb && lb === lc) return
    const vertex = (p: number, q: number) => cutVertex(mesh, Math.min(p, q), Math.max(p, q))
    if (la !== lb && lb !== lc && lc !== la) {
      const [ab, bc, ca] = [vertex(a, b), vertex(b, c), vertex(c, a)]
      const at = (key: number) => mesh.vertices.get(key) as Point
      inner -= 1
      mesh.vertices.set(inner, mix(mix(at(ab), at(bc), 0.5), at(ca), 1 / 3))
      add(la, [ab, inner, ca])
      add(lb, [bc, inner, ab])
      add(lc, [ca, inner, bc])
      return
    }
    // The node that differs from the other two has the border between its own two edges.
    const [odd, next, last] = lb === lc ? [a, b, c] : lc === la ? [b, c, a] : [c, a, b]
    const [first, second] = [vertex(odd, next), vertex(odd, last)]
    add(label[odd]!, [first, second])
    add(label[next]!, [second, first])
  })
  return borders
}

function cutVertex({ lattice, rules, vertices }: Mesh, low: number, high: number): number {
  const key = edgeKey(lattice, low, high)
  if (!vertices.has(key)) {
    vertices.set(key, mix(nodePoint(lattice, low), nodePoint(lattice, high), rules.cut(low, high)))
  }
  return key
}

/** Draws each free vertex towards its two neighbours on the border: takes the mesh's saw teeth out of the line. */
function smoothVertices({ lattice, rules, vertices }: Mesh, borders: Borders): void {
  const { smoothed } = rules
  if (!smoothed) return
  const beside = new Map<number, Set<number>>()
  const link = (from: number, to: number) => {
    const known = beside.get(from)
    if (known) known.add(to)
    else if (from >= 0 && smoothed(Math.floor(from / lattice.count), from % lattice.count)) {
      beside.set(from, new Set([to]))
    }
  }
  for (const following of borders.values()) {
    for (const [from, to] of following) {
      link(from, to)
      link(to, from)
    }
  }
  for (let round = 0; round < SMOOTHING_ROUNDS; round++) {
    const moved = new Map<number, Point>()
    for (const [key, pair] of beside) {
      const [before, after] = [...pair].map((other) => vertices.get(other) as Point)
      if (before && after) moved.set(key, mix(vertices.get(key) as Point, mix(before, after, 0.5), 0.5))
    }
    for (const [key, point] of moved) vertices.set(key, point)
  }
}
