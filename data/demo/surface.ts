import { distance } from './frame.ts'
import { type Lattice, neighbours, nodePoint } from './lattice.ts'
import type { River } from './rivers.ts'
import type { Terrain } from './terrain.ts'

/** Labels of nodes outside every village. */
export const OUTSIDE = -1
export const SEA = -2

/** What lies at each node: 0 land of the regency, SEA or OUTSIDE, with the fields that place the borders between. */
export interface Surface {
  label: Int32Array
  shore: Float64Array
  inside: Float64Array
  seaStrip: Float64Array
  /** Which piece of land each land node belongs to; 0 is the mainland, −1 no land. */
  landmass: Int32Array
}

const SMALLEST_ISLAND_NODES = 7

/** Opens the mouth of a large river into a funnel: the sea then reaches into the land along its last stretch. */
function carveEstuary(lattice: Lattice, shore: Float64Array, river: River): void {
  const mouth = river.course.at(-1)!
  const half = (walked: number) => 180 + Math.sqrt(river.drainedKm2) * 19 * Math.exp(-walked / 1_700)
  const reach = 900 + Math.sqrt(river.drainedKm2) * 120
  for (let node = 0; node < lattice.count; node++) {
    const at = nodePoint(lattice, node)
    if (distance(at, mouth) > reach + 1_500) continue
    let walked = 0
    for (let i = river.course.length - 1; i > 0 && walked < reach; i--) {
      const p = river.course[i]!
      const away = (distance(at, p) - half(walked)) / 3_000
      if (away < shore[node]!) shore[node] = away
      walked += distance(p, river.course[i - 1]!)
    }
  }
}

/** Connected pieces of nodes with equal labels, in order of their first node. */
export function regions(lattice: Lattice, label: Int32Array): number[][] {
  const seen = new Uint8Array(lattice.count)
  const found: number[][] = []
  for (let start = 0; start < lattice.count; start++) {
    if (seen[start]) continue
    const piece = [start]
    seen[start] = 1
    for (let i = 0; i < piece.length; i++) {
      for (const next of neighbours(lattice, piece[i]!)) {
        if (next < 0 || seen[next] || label[next] !== label[start]) continue
        seen[next] = 1
        piece.push(next)
      }
    }
    found.push(piece)
  }
  return found
}

/** Connected pieces of nodes that pass a test, largest first. */
export function components(lattice: Lattice, belongs: (node: number) => boolean): number[][] {
  const mask = Int32Array.from({ length: lattice.count }, (_, n) => (belongs(n) ? 1 : 0))
  return regions(lattice, mask)
    .filter((piece) => mask[piece[0]!] === 1)
    .sort((a, b) => b.length - a.length)
}

/** Keeps the mainland and real islands; fills ponds and inland holes, drops splinters of land. */
function tidy(lattice: Lattice, label: Int32Array): Int32Array {
  const set = (nodes: number[], value: number) => {
    for (const node of nodes) label[node] = value
  }
  for (const pond of components(lattice, (n) => label[n] === SEA).slice(1)) set(pond, 0)
  for (const piece of components(lattice, (n) => label[n] === 0).slice(1)) {
    const around = piece.flatMap((n) => [...neighbours(lattice, n)]).map((n) => (n < 0 ? OUTSIDE : label[n]))
    if (around.includes(OUTSIDE)) set(piece, OUTSIDE)
    else if (piece.length < SMALLEST_ISLAND_NODES) set(piece, SEA)
  }
  for (const hole of components(lattice, (n) => label[n] === OUTSIDE)) {
    const atEdge = hole.some((n) => neighbours(lattice, n).includes(-1))
    if (!atEdge && hole.length < 4_000) set(hole, 0)
  }
  const landmass = new Int32Array(lattice.count).fill(-1)
  for (const [i, piece] of components(lattice, (n) => label[n] === 0).entries()) {
    for (const node of piece) landmass[node] = i
  }
  return landmass
}

export function createSurface(lattice: Lattice, terrain: Terrain, rivers: readonly River[]): Surface {
  const field = (value: (x: number, y: number) => number, needed: (node: number) => boolean) =>
    Float64Array.from({ length: lattice.count }, (_, i) =>
      needed(i) ? value(lattice.x[i]!, lattice.y[i]!) : 0,
    )
  const shore = field(terrain.shore, () => true)
  for (const river of rivers)
    if (river.reachesSea && river.drainedKm2 > 90) carveEstuary(lattice, shore, river)
  const inside = field(terrain.inside, (n) => shore[n]! > 0)
  const seaStrip = field(terrain.seaStrip, (n) => shore[n]! <= 0)
  const label = Int32Array.from({ length: lattice.count }, (_, i) => {
    if (shore[i]! > 0) return inside[i]! > 0 ? 0 : OUTSIDE
    return seaStrip[i]! > 0 ? SEA : OUTSIDE
  })
  return { label, shore, inside, seaStrip, landmass: tidy(lattice, label) }
}
