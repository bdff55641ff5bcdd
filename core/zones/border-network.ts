import { type BoxTree, packBoxes, visitBox } from './box-tree.ts'

/** A place on a border: on an edge at a share of its way, with its distance from the place that was asked for. */
export interface BorderPlace {
  readonly edge: number
  readonly lon: number
  readonly lat: number
  readonly x: number
  readonly y: number
  readonly metres: number
}

/** Borders as a graph: neighbours share their vertices exactly, so a vertex is known by its degrees. */
export class BorderNetwork {
  readonly #toPlane: (lon: number, lat: number) => readonly [number, number]
  readonly #nodes: { lon: number; lat: number; x: number; y: number; edges: number[] }[] = []
  readonly #ends: (readonly [number, number])[] = []
  readonly #tree: BoxTree

  /** Rings in degrees (flat, not closed); `toPlane` gives metres. Edges outside of `wanted` are left out. */
  constructor(
    rings: Iterable<readonly number[]>,
    toPlane: (lon: number, lat: number) => readonly [number, number],
    wanted: (west: number, south: number, east: number, north: number) => boolean,
  ) {
    this.#toPlane = toPlane
    const known = new Map<string, number>()
    const seen = new Set<number>()
    for (const ring of rings) {
      const n = ring.length
      for (let i = 0; i < n; i += 2) {
        const a = [ring[i]!, ring[i + 1]!] as const
        const b = [ring[(i + 2) % n]!, ring[(i + 3) % n]!] as const
        const [ax, ay] = toPlane(...a)
        const [bx, by] = toPlane(...b)
        if (!wanted(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) continue
        this.#addEdge(this.#node(known, a), this.#node(known, b), seen)
      }
    }
    const boxes = new Float64Array(4 * this.#ends.length)
    this.#ends.forEach(([from, to], edge) => {
      const [a, b] = [this.#nodes[from]!, this.#nodes[to]!]
      boxes.set([Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)], 4 * edge)
    })
    this.#tree = packBoxes(boxes)
  }

  #node(known: Map<string, number>, [lon, lat]: readonly [number, number]): number {
    const key = `${lon} ${lat}`
    const found = known.get(key)
    if (found !== undefined) return found
    const [x, y] = this.#toPlane(lon, lat)
    known.set(key, this.#nodes.length)
    return this.#nodes.push({ lon, lat, x, y, edges: [] }) - 1
  }

  #addEdge(from: number, to: number, seen: Set<number>): void {
    const key = Math.min(from, to) * 2 ** 26 + Math.max(from, to)
    if (from === to || seen.has(key)) return
    seen.add(key)
    const edge = this.#ends.push([from, to]) - 1
    this.#nodes[from]!.edges.push(edge)
    this.#nodes[to]!.edges.push(edge)
  }

  /** The nearest place on a border within so many metres; a vertex within half of them is preferred to a place between two. */
  nearest(x: number, y: number, metres: number): BorderPlace | undefined {
    let best: BorderPlace | undefined
    visitBox(this.#tree, [x - metres, y - metres, x + metres, y + metres], (edge) => {
      const place = this.#project(edge, x, y)
      if (place.metres <= (best?.metres ?? metres)) best = place
    })
    return best && this.#preferVertex(best, [x, y], metres / 2)
  }

  #project(edge: number, x: number, y: number): BorderPlace {
    const [from, to] = this.#ends[edge]!
    const [a, b] = [this.#nodes[from]!, this.#nodes[to]!]
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const along = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)))
    const end = along === 0 ? a : along === 1 ? b : undefined
    const place = end ?? {
      lon: a.lon + along * (b.lon - a.lon),
      lat: a.lat + along * (b.lat - a.lat),
      x: a.x + along * dx,
      y: a.y + along * dy,
    }
    return {
      edge,
      lon: place.lon,
      lat: place.lat,
      x: place.x,
      y: place.y,
      metres: Math.hypot(x - place.x, y - place.y),
    }
  }

  #preferVertex(place: BorderPlace, [x, y]: readonly [number, number], metres: number): BorderPlace {
    let best = place
    let least = metres
    for (const end of this.#ends[place.edge]!) {
      const node = this.#nodes[end]!
      const far = Math.hypot(x - node.x, y - node.y)
      if (far > least) continue
      least = far
      best = { edge: place.edge, lon: node.lon, lat: node.lat, x: node.x, y: node.y, metres: far }
    }
    return best
  }

  /**
   * Vertices along the borders from one place to another by the shortest way, flat (lon, lat …), without the places
   * themselves; undefined when the way is longer than so many metres.
   */
  way(from: BorderPlace, to: BorderPlace, mostMetres: number): number[] | undefined {
    if (from.edge === to.edge) return []
    const goal = new Set(this.#ends[to.edge])
    const reached = new Map<number, { metres: number; before: number }>()
    const open: { node: number; metres: number; before: number }[] = this.#ends[from.edge]!.map((node) => ({
      node,
      metres: this.#metresTo(from, node),
      before: -1,
    }))
    let best: { node: number; metres: number } | undefined
    while (open.length > 0) {
      const next = takeNearest(open)
      if (next.metres > Math.min(mostMetres, best?.metres ?? Infinity)) break
      if (reached.has(next.node)) continue
      reached.set(next.node, next)
      if (goal.has(next.node)) {
        const metres = next.metres + this.#metresTo(to, next.node)
        if (metres < (best?.metres ?? mostMetres)) best = { node: next.node, metres }
      }
      for (const edge of this.#nodes[next.node]!.edges) {
        const [a, b] = this.#ends[edge]!
        const node = a === next.node ? b : a
        if (!reached.has(node))
          open.push({
            node,
            metres: next.metres + this.#metresTo(this.#nodes[next.node]!, node),
            before: next.node,
          })
      }
    }
    return best && this.#trace(best.node, reached)
  }

  #trace(last: number, reached: ReadonlyMap<number, { before: number }>): number[] {
    const nodes: number[] = []
    for (let node = last; node !== -1; node = reached.get(node)!.before) nodes.push(node)
    return nodes.reverse().flatMap((node) => [this.#nodes[node]!.lon, this.#nodes[node]!.lat])
  }

  #metresTo({ x, y }: { x: number; y: number }, node: number): number {
    return Math.hypot(this.#nodes[node]!.x - x, this.#nodes[node]!.y - y)
  }
}

/** Paths are short, so a plain list is as fast as a heap. */
function takeNearest<Item extends { metres: number }>(open: Item[]): Item {
  let at = 0
  for (let i = 1; i < open.length; i++) if (open[i]!.metres < open[at]!.metres) at = i
  const item = open[at]!
  open[at] = open.at(-1)!
  open.pop()
  return item
}
