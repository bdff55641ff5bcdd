import { distance, type Point } from './frame.ts'
import { neighbours, nodePoint } from './lattice.ts'
import { createNamer, DISTRICT_NAMES, type Setting, SHARED_NAME } from './place-names.ts'
import { areaKm2, type Polygon } from './polygon.ts'
import { PriorityQueue } from './priority-queue.ts'
import { createRandom } from './random.ts'
import type { Territory } from './territory.ts'

export const REGENCY_CODE = '99.01'

export interface Village {
  /** Kemendagri pattern PP.KK.CC.DDDD: 1xxx kelurahan, 2xxx desa. */
  code: string
  name: string
  district: number
  kelurahan: boolean
  setting: Setting
  /** Where its hall stands and its roads meet. */
  centre: Point
  node: number
  polygons: Polygon[]
  areaKm2: number
}

export interface District {
  code: string
  name: string
  /** Index of the village that holds its office. */
  seat: number
}

export interface Villages {
  villages: Village[]
  districts: District[]
  /** Indices of the villages that share a border with each village. */
  adjacent: number[][]
}

/** Cheapest way between the seeds of each pair of neighbouring villages, as grown over rivers and hills. */
function neighbourCosts({ lattice, label, growth }: Territory, count: number): Map<number, number>[] {
  const costs = Array.from({ length: count }, () => new Map<number, number>())
  for (let a = 0; a < lattice.count; a++) {
    const own = label[a]!
    if (own < 0) continue
    for (const b of neighbours(lattice, a)) {
      const other = b < 0 ? -1 : label[b]!
      if (other < 0 || other === own) continue
      const through = growth.cost[a]! + growth.cost[b]!
      const known = costs[own]!.get(other)
      if (known !== undefined && known <= through) continue
      costs[own]!.set(other, through)
      costs[other]!.set(own, through)
    }
  }
  return costs
}

/** Grows districts over neighbouring villages from their seats, so that each is one connected piece on its landmass. */
function assignDistricts(territory: Territory, costs: Map<number, number>[]): number[] {
  const { places, lattice, surface } = territory
  const district = new Array<number>(places.villages.length).fill(-1)
  const best = new Array<number>(places.villages.length).fill(Number.POSITIVE_INFINITY)
  const queue = new PriorityQueue()
  for (const i of places.seats.keys()) {
    // The town's district starts late: its villages are small and it would take too many.
    best[i] = i === 0 ? 2_500 : 0
    district[i] = i
    queue.push(i, best[i]!)
  }
  for (let head = queue.pop(); head; head = queue.pop()) {
    if (head.priority > best[head.item]!) continue
    for (const [next, cost] of costs[head.item]!) {
      const reached = head.priority + cost
      if (reached >= best[next]!) continue
      best[next] = reached
      district[next] = district[head.item]!
      queue.push(next, reached)
    }
  }
  // Villages on islands without a seat go to the nearest seat of an island, or else the nearest of all.
  const islandSeats = places.seats.flatMap((node, i) => (surface.landmass[node]! > 0 ? [i] : []))
  const choices = islandSeats.length > 0 ? islandSeats : [...places.seats.keys()]
  return district.map((own, village) => {
    if (own >= 0) return own
    const at = nodePoint(lattice, places.villages[village]!)
    const away = (seat: number) => distance(at, nodePoint(lattice, places.seats[seat]!))
    return choices.reduce((near, seat) => (away(seat) < away(near) ? seat : near))
  })
}

function settingOf({ surface, lattice, places, terrain, barriers }: Territory, node: number): Setting {
  if (surface.landmass[node]! > 0) return 'island'
  if (places.attraction[node]! > 2.3) return 'town'
  if (surface.shore[node]! < 0.55) return 'coast'
  const [x, y] = nodePoint(lattice, node)
  if (terrain.elevation(x, y) > 130) return 'upland'
  const near = [node, ...neighbours(lattice, node)].filter((n) => n >= 0)
  if (near.some((a) => neighbours(lattice, a).some((b) => b >= 0 && barriers(a, b)))) return 'river'
  return 'plain'
}

export function createVillages(seed: number, territory: Territory): Villages {
  const { places, lattice, outlines } = territory
  const random = createRandom(seed, 'villages')
  const name = createNamer(random)
  const costs = neighbourCosts(territory, places.villages.length)
  const district = assignDistricts(territory, costs)
  const next = new Map<string, number>()
  const villages = places.villages.map((node, i): Village => {
    const setting = settingOf(territory, node)
    const kelurahan = setting === 'town' || (i < places.seats.length && i > 0 && random.chance(0.4))
    const prefix = `${REGENCY_CODE}.${String(district[i]! + 1).padStart(2, '0')}`
    const number = (next.get(prefix + kelurahan) ?? (kelurahan ? 1000 : 2000)) + 1
    next.set(prefix + kelurahan, number)
    const polygons = outlines.get(i) ?? []
    return {
      code: `${prefix}.${number}`,
      name: name(setting),
      district: district[i]!,
      kelurahan,
      setting,
      centre: nodePoint(lattice, node),
      node,
      polygons,
      areaKm2: areaKm2(polygons),
    }
  })
  const island = (i: number) => territory.surface.landmass[places.seats[i]!]! > 0
  const districts = places.seats.map((_, i): District => {
    const districtName = DISTRICT_NAMES.at(island(i) ? -1 : i)!
    return { code: `${REGENCY_CODE}.${String(i + 1).padStart(2, '0')}`, name: districtName, seat: i }
  })
  shareName(villages)
  return { villages, districts, adjacent: costs.map((table) => [...table.keys()].sort((a, b) => a - b)) }
}

/** Gives one name to a desa in each of two districts. */
function shareName(villages: Village[]): void {
  const plain = villages.filter((v) => !v.kelurahan && (v.setting === 'plain' || v.setting === 'upland'))
  const first = plain[0] ?? villages.find((v) => !v.kelurahan)
  const second = villages.find((v) => !v.kelurahan && v.district !== first?.district && v !== first)
  if (first) first.name = SHARED_NAME
  if (second) second.name = SHARED_NAME
}
