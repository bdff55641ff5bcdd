import { distance, lengthOf, type Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { STREET_WORDS } from './place-names.ts'
import { createRandom, type Random } from './random.ts'
import type { Road, RoadClass } from './roads.ts'
import type { Territory } from './territory.ts'
import type { Village, Villages } from './villages.ts'

export interface RoadRecord extends Road {
  id: string
  name: string
  surface: 'aspal' | 'beton' | 'paving' | 'agregat' | 'tanah'
  condition: 'baik' | 'sedang' | 'rusak'
  lengthMetres: number
  /** The village at the middle of the road. */
  village: number
}

const SURFACES: Record<RoadClass, readonly number[]> = {
  // aspal, beton, paving, agregat, tanah
  nasional: [1, 0, 0, 0, 0],
  kabupaten: [0.72, 0.12, 0, 0.16, 0],
  desa: [0.22, 0.16, 0.02, 0.36, 0.24],
  lingkungan: [0.24, 0.18, 0.2, 0.16, 0.22],
}
const SURFACE_NAMES = ['aspal', 'beton', 'paving', 'agregat', 'tanah'] as const

function nearestVillage(villages: readonly Village[], at: Point): Village {
  return villages.reduce((best, v) => (distance(v.centre, at) < distance(best.centre, at) ? v : best))
}

function nameOf(road: Road, villages: readonly Village[], street: () => string): string {
  if (road.category === 'nasional') return 'Jalan Trans Tirtabuana'
  if (road.category === 'lingkungan') return street()
  const from = nearestVillage(villages, road.line[0]!)
  const to = nearestVillage(villages, road.line.at(-1)!)
  if (from === to) return `Jalan Poros ${from.name}`
  return `Jalan ${from.name} – ${to.name}`
}

function surfaceOf(road: Road, town: boolean, random: Random): RoadRecord['surface'] {
  const weights = SURFACES[road.category].map((w, i) => (town && i > 2 ? w * 0.35 : w))
  return SURFACE_NAMES[random.weighted(weights)] ?? 'tanah'
}

/** Names, surfaces and conditions of all roads; names of streets repeat between villages, never within one. */
export function describeRoads(
  seed: number,
  territory: Territory,
  { villages }: Villages,
  roads: readonly Road[],
): RoadRecord[] {
  const random = createRandom(seed, 'road-records')
  const words = new Map<number, string[]>()
  const street = (village: number) => {
    const left = words.get(village) ?? random.shuffle(STREET_WORDS)
    words.set(village, left)
    return left.length > 0 ? `Jalan ${left.pop()}` : `Gang ${random.int(1, 40)}`
  }
  return roads.map((road, i) => {
    const middle = road.line[Math.floor(road.line.length / 2)]!
    const label = territory.label[nearestNode(territory.lattice, middle)]!
    const village = label >= 0 ? label : villages.indexOf(nearestVillage(villages, middle))
    const surface = surfaceOf(road, villages[village]?.setting === 'town', random)
    const worn = surface === 'tanah' ? 0.6 : surface === 'agregat' ? 0.4 : 0.14
    return {
      ...road,
      id: `JL-${String(i + 1).padStart(4, '0')}`,
      name: nameOf(road, villages, () => street(village)),
      surface,
      condition: random.chance(worn) ? 'rusak' : random.chance(0.4) ? 'sedang' : 'baik',
      lengthMetres: Math.round(lengthOf(road.line)),
      village,
    }
  })
}
