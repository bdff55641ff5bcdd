import { type Barrier, type Barriers, findBarriers } from './barriers.ts'
import { type Growth, type GrowthRules, grow } from './grow.ts'
import { createLattice, type Lattice, neighbours, nodePoint } from './lattice.ts'
import { createNoise } from './noise.ts'
import { choosePlaces, type Places } from './places.ts'
import type { Polygon } from './polygon.ts'
import { createRandom } from './random.ts'
import { createRivers, type River } from './rivers.ts'
import { components, createSurface, OUTSIDE, regions, SEA, type Surface } from './surface.ts'
import { createTerrain, type Terrain } from './terrain.ts'
import { type CutEdge, traceRegions } from './trace.ts'

/** The land itself: relief, rivers, seeds and the mesh labelled with villages. */
export interface Territory {
  lattice: Lattice
  terrain: Terrain
  surface: Surface
  rivers: River[]
  barriers: Barriers
  places: Places
  /** Village index at each node, or SEA or OUTSIDE. */
  label: Int32Array
  growth: Growth
  /** Outlines by village index; SEA for the strip of sea. */
  outlines: Map<number, Polygon[]>
}

const SPACING_METRES = 210
const VILLAGE_COUNT = 104

/** How much farther a river seems to a growing village: a brook hardly counts, the main stem stops it. */
function crossingMetres(barrier: Barrier): number {
  return Math.min(5_000, 180 + barrier.widthMetres * 32)
}

function growVillages(
  seed: number,
  base: Omit<Territory, 'label' | 'growth' | 'outlines' | 'terrain'>,
): Growth {
  const { lattice, surface, barriers, places } = base
  const ground = createNoise({ seed: seed + 53, wavelengthMetres: 4_600, octaves: 5, gain: 0.68 })
  const friction = Float64Array.from({ length: lattice.count }, (_, n) =>
    Math.exp(1.15 * ground(lattice.x[n]!, lattice.y[n]!)),
  )
  const rules: GrowthRules = {
    open: (n) => surface.landmass[n]! >= 0,
    friction: (n) => friction[n]!,
    crossingMetres,
    barriers,
  }
  return grow(lattice, places.villages, rules)
}

/** Land that no seed reached (small islands) goes to the village whose seed is nearest. */
function labelNodes(base: Pick<Territory, 'lattice' | 'surface' | 'places'>, growth: Growth): Int32Array {
  const { lattice, surface, places } = base
  const label = Int32Array.from(growth.owner, (owner, n) =>
    surface.landmass[n]! >= 0 ? owner : surface.label[n]!,
  )
  for (const piece of components(lattice, (n) => label[n] === -1 && surface.landmass[n]! >= 0)) {
    const [x, y] = nodePoint(lattice, piece[0]!)
    const away = places.villages.map((n) => Math.hypot(lattice.x[n]! - x, lattice.y[n]! - y))
    const nearest = away.indexOf(Math.min(...away))
    for (const node of piece) label[node] = nearest
  }
  absorbSplinters(base, label)
  return label
}

/** Long steps can leave a node cut off from its village: it joins the neighbour that surrounds it most. */
function absorbSplinters({ lattice }: Pick<Territory, 'lattice'>, label: Int32Array): void {
  for (const piece of regions(lattice, label)) {
    const village = label[piece[0]!]!
    if (village < 0 || piece.length > 6) continue
    const votes = new Map<number, number>()
    for (const next of piece.flatMap((n) => [...neighbours(lattice, n)])) {
      const other = next < 0 ? OUTSIDE : label[next]!
      if (other >= 0 && other !== village) votes.set(other, (votes.get(other) ?? 0) + 1)
    }
    const winner = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]
    if (winner) for (const node of piece) label[node] = winner[0]
  }
}

const clamp = (t: number, margin: number) => Math.min(1 - margin, Math.max(margin, t))

/** Places every border: the shore by height, the inland border by its field, villages on rivers or half way by cost. */
function cutRules(base: Omit<Territory, 'outlines' | 'terrain'>): CutEdge {
  const { lattice, surface, barriers, growth, label } = base
  const zero = (field: Float64Array, a: number, b: number) => {
    const [va, vb] = [field[a]!, field[b]!]
    return va === vb || va > 0 === vb > 0 ? 0.5 : clamp(va / (va - vb), 0.04)
  }
  return (a, b) => {
    const [la, lb] = [label[a]!, label[b]!]
    const landA = surface.shore[a]! > 0
    const landB = surface.shore[b]! > 0
    if (landA !== landB) return zero(surface.shore, a, b)
    if (la < 0 || lb < 0) return zero(landA ? surface.inside : surface.seaStrip, a, b)
    const river = barriers(a, b)
    if (river) return clamp(river.at, 0.04)
    const metres = Math.hypot(lattice.x[a]! - lattice.x[b]!, lattice.y[a]! - lattice.y[b]!)
    return clamp(0.5 + (growth.cost[b]! - growth.cost[a]!) / (2 * metres), 0.16)
  }
}

export function createTerritory(seed: number): Territory {
  const terrain = createTerrain(seed)
  const rivers = createRivers(seed, terrain)
  const lattice = createLattice(seed, SPACING_METRES)
  const surface = createSurface(lattice, terrain, rivers)
  const barriers = findBarriers(lattice, rivers)
  const random = createRandom(seed, 'places')
  const places = choosePlaces({ lattice, surface, rivers, random }, VILLAGE_COUNT)
  const base = { lattice, surface, rivers, barriers, places }
  const growth = growVillages(seed, base)
  const label = labelNodes(base, growth)
  const cut = cutRules({ ...base, label, growth })
  const outlines = traceRegions(lattice, label, {
    cut,
    wanted: (region) => region !== OUTSIDE,
    smoothed: (a, b) => label[a]! >= 0 && label[b]! >= 0 && !barriers(a, b),
  })
  if (!outlines.has(SEA)) throw new Error('the relief has no sea')
  return { ...base, terrain, label, growth, outlines }
}
