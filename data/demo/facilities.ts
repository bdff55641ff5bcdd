import { distance, type Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { createRandom, type Random } from './random.ts'
import type { VillageStatistics } from './statistics.ts'
import type { World } from './world.ts'

export type FacilityType = 'SD' | 'SMP' | 'SMA' | 'PUSKESMAS' | 'PUSTU'

export interface Facility {
  id: string
  type: FacilityType
  name: string
  /** Index of its village. */
  village: number
  at: Point
}

/** A spot on a street of the village, or near its centre; always inside its borders and on land. */
export function spotInVillage(world: World, village: number, random: Random): Point {
  const { territory, villages } = world
  const centre = villages[village]!.centre
  for (let attempt = 0; attempt < 24; attempt++) {
    const street = random.pick(world.roads)
    const near = attempt < 12 && street.village === village ? random.pick(street.line) : centre
    const reach = attempt < 12 ? 240 : 120
    const at: Point = [near[0] + random.normal() * reach, near[1] + random.normal() * reach]
    const node = nearestNode(territory.lattice, at)
    if (territory.label[node] === village && territory.surface.shore[node]! > 0.02) return at
  }
  return centre
}

/** How many schools of a kind a village has: by population, fewer in remote places, with gaps. */
function schoolCount(people: number, perSchool: number, remote: number, random: Random): number {
  const expected = (people / perSchool) * (1.14 - 0.68 * remote)
  return Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0)
}

interface Plan {
  world: World
  statistics: readonly VillageStatistics[]
  remoteness: readonly number[]
  random: Random
}

function schools({ world, statistics, remoteness, random }: Plan): Omit<Facility, 'id'>[] {
  const out: Omit<Facility, 'id'>[] = []
  const perSchool = [
    ['SD', 1_150],
    ['SMP', 4_600],
    ['SMA', 13_500],
  ] as const
  world.villages.forEach((village, i) => {
    for (const [type, people] of perSchool) {
      const count = schoolCount(statistics[i]?.population ?? 0, people, remoteness[i]!, random)
      for (let n = 1; n <= count; n++) {
        const at = spotInVillage(world, i, random)
        out.push({ type, name: `${type} Negeri ${n} ${village.name}`, village: i, at })
      }
    }
  })
  return out
}

function healthCentres({ world, remoteness, random }: Plan): Omit<Facility, 'id'>[] {
  const out: Omit<Facility, 'id'>[] = []
  for (const district of world.districts) {
    const at = spotInVillage(world, district.seat, random)
    out.push({ type: 'PUSKESMAS', name: `Puskesmas ${district.name}`, village: district.seat, at })
    const members = [...world.villages.keys()].filter(
      (i) => world.villages[i]?.district === world.districts.indexOf(district),
    )
    if (members.length < 12) continue
    // A large district has a second one, in the member farthest from the first.
    const far = members.reduce((best, i) => {
      const away = (v: number) => distance(world.villages[v]!.centre, at)
      return away(i) > away(best) && remoteness[i]! < 0.75 ? i : best
    })
    const name = `Puskesmas ${world.villages[far]?.name ?? district.name}`
    out.push({ type: 'PUSKESMAS', name, village: far, at: spotInVillage(world, far, random) })
  }
  world.villages.forEach((village, i) => {
    if (out.some((f) => f.type === 'PUSKESMAS' && f.village === i)) return
    if (!random.chance(0.66 - 0.5 * remoteness[i]!)) return
    out.push({
      type: 'PUSTU',
      name: `Pustu ${village.name}`,
      village: i,
      at: spotInVillage(world, i, random),
    })
  })
  return out
}

export function createFacilities(
  world: World,
  statistics: readonly VillageStatistics[],
  remoteness: readonly number[],
): Facility[] {
  const plan: Plan = { world, statistics, remoteness, random: createRandom(world.seed, 'facilities') }
  const numbered = (items: Omit<Facility, 'id'>[], first: number) =>
    items.map((item, i): Facility => ({ id: String(first + i), ...item }))
  // 99… is no real register number of a school or health centre.
  return [...numbered(schools(plan), 99_010_001), ...numbered(healthCentres(plan), 99_900_001)]
}
