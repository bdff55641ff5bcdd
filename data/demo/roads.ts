import type { Point } from './frame.ts'
import { extend, type Growth, type GrowthRules, grow } from './grow.ts'
import { edgeKey, type Lattice, neighbours, nodePoint } from './lattice.ts'
import { simplifyLine, smoothLine } from './lines.ts'
import { createNoise } from './noise.ts'
import type { Territory } from './territory.ts'
import type { Villages } from './villages.ts'

/** Who keeps the road; streets inside settlements are `lingkungan`. */
export type RoadClass = 'nasional' | 'kabupaten' | 'desa' | 'lingkungan'

export interface Road {
  category: RoadClass
  line: Point[]
}

const RANK: Record<RoadClass, number> = { nasional: 0, kabupaten: 1, desa: 2, lingkungan: 3 }
const KEEP_FROM_SHORE = 0.035

/** The network while it is being built: mesh links with the best class that uses them. */
interface Network {
  links: Map<number, { a: number; b: number; category: RoadClass }>
  nodes: Set<number>
}

function roadRules(seed: number, territory: Territory): GrowthRules {
  const { lattice, surface, barriers, terrain } = territory
  const ground = createNoise({ seed: seed + 71, wavelengthMetres: 2_600, octaves: 3 })
  const friction = Float64Array.from({ length: lattice.count }, (_, n) => {
    if (surface.label[n] !== 0) return 1
    const [x, y] = nodePoint(lattice, n)
    return Math.exp(0.55 * ground(x, y) + Math.max(0, Math.min(1, terrain.elevation(x, y) / 500)))
  })
  return {
    open: (n) => surface.label[n] === 0 && surface.shore[n]! > KEEP_FROM_SHORE,
    friction: (n) => friction[n]!,
    crossingMetres: (barrier) => 250 + barrier.widthMetres * 16,
    barriers,
  }
}

/** Adds the cheapest way from a node back to whatever the growth started from; gives its nodes. */
function addPath(
  network: Network,
  lattice: Lattice,
  growth: Growth,
  path: { to: number; category: RoadClass },
): number[] {
  const built: number[] = []
  for (let node = path.to; ; ) {
    network.nodes.add(node)
    built.push(node)
    const before = growth.from[node]!
    if (before < 0) return built
    const key = edgeKey(lattice, node, before)
    const known = network.links.get(key)
    if (!known || RANK[known.category] > RANK[path.category]) {
      network.links.set(key, { a: node, b: before, category: path.category })
    }
    node = before
  }
}

/** Nodes of the regency's border where the trunk road leaves for the neighbours: far west and far east, low down. */
function gateways({ lattice, surface }: Territory): number[] {
  const ways: number[] = []
  for (const side of [-1, 1]) {
    let best = -1
    let bestScore = Number.NEGATIVE_INFINITY
    for (let n = 0; n < lattice.count; n++) {
      const height = surface.shore[n]!
      if (surface.landmass[n] !== 0 || height < 0.7 || height > 2.5) continue
      if (!neighbours(lattice, n).some((m) => m >= 0 && surface.label[m] === -1)) continue
      const score = side * lattice.x[n]!
      if (score <= bestScore) continue
      bestScore = score
      best = n
    }
    if (best >= 0) ways.push(best)
  }
  return ways
}

function buildNetwork(seed: number, territory: Territory, { villages, districts }: Villages): Network {
  const { lattice, surface, places } = territory
  const rules = roadRules(seed, territory)
  const network: Network = { links: new Map(), nodes: new Set() }
  const capital = places.seats[0]!
  const growth = grow(lattice, [capital], rules)
  for (const gate of gateways(territory))
    addPath(network, lattice, growth, { to: gate, category: 'nasional' })
  extend(lattice, growth, [...network.nodes], rules)
  const connect = (targets: number[], category: RoadClass) => {
    const left = new Set(targets.filter((n) => Number.isFinite(growth.cost[n]!)))
    while (left.size > 0) {
      // Nearest first: later roads branch off what earlier ones built.
      let nearest = -1
      for (const n of left) if (nearest < 0 || growth.cost[n]! < growth.cost[nearest]!) nearest = n
      left.delete(nearest)
      const built = addPath(network, lattice, growth, { to: nearest, category })
      extend(lattice, growth, built, rules)
    }
  }
  const onMainland = (node: number) => surface.landmass[node] === 0
  connect(
    districts.map((d) => villages[d.seat]?.node ?? -1).filter((n) => n >= 0 && onMainland(n)),
    'kabupaten',
  )
  connect(villages.map((v) => v.node).filter(onMainland), 'desa')
  addIslandRoads(
    network,
    territory,
    villages.map((v) => v.node).filter((n) => !onMainland(n)),
    rules,
  )
  return network
}

function addIslandRoads(network: Network, territory: Territory, nodes: number[], rules: GrowthRules): void {
  const { lattice, surface } = territory
  const first = new Map<number, number>()
  for (const node of nodes) {
    const mass = surface.landmass[node]!
    const start = first.get(mass)
    if (start === undefined) {
      first.set(mass, node)
      continue
    }
    const growth = grow(lattice, [start], rules)
    if (Number.isFinite(growth.cost[node]!)) addPath(network, lattice, growth, { to: node, category: 'desa' })
  }
}

/** Chains of links between junctions, each of one class. */
function chains(network: Network): { nodes: number[]; category: RoadClass }[] {
  const at = new Map<number, { to: number; category: RoadClass; key: number }[]>()
  for (const [key, { a, b, category }] of network.links) {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      at.set(from, [...(at.get(from) ?? []), { to, category, key }])
  }
  const used = new Set<number>()
  const out: { nodes: number[]; category: RoadClass }[] = []
  const passes = (node: number, category: RoadClass) => {
    const links = at.get(node) ?? []
    return links.length === 2 && links.every((link) => link.category === category)
  }
  for (const [start, links] of at) {
    for (const link of links) {
      if (used.has(link.key) || passes(start, link.category)) continue
      const nodes = [start, link.to]
      used.add(link.key)
      while (passes(nodes.at(-1)!, link.category)) {
        const next = (at.get(nodes.at(-1)!) ?? []).find((other) => !used.has(other.key))
        if (!next) break
        used.add(next.key)
        nodes.push(next.to)
      }
      out.push({ nodes, category: link.category })
    }
  }
  return out
}

const SMOOTHING: Record<RoadClass, number> = { nasional: 90, kabupaten: 60, desa: 40, lingkungan: 0 }

/** Trunk, regency and village roads between all places; junctions are shared vertices. */
export function createRoads(seed: number, territory: Territory, places: Villages): Road[] {
  return chains(buildNetwork(seed, territory, places)).map(({ nodes, category }) => {
    const raw = nodes.map((n) => nodePoint(territory.lattice, n))
    return { category, line: smoothLine(simplifyLine(raw, SMOOTHING[category]), 3) }
  })
}
