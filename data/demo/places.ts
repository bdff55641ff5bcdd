import { distance, type Point } from './frame.ts'
import { type Lattice, nearestNode, nodePoint } from './lattice.ts'
import type { Random } from './random.ts'
import type { River } from './rivers.ts'
import type { Surface } from './surface.ts'

/** The places around which districts and villages grow. The first seat is the seat of the regency. */
export interface Places {
  seats: number[]
  /** Seeds of all villages, the seats first. */
  villages: number[]
  /** How densely people settle at a node, about 0.1 (forest) to 4 (town). */
  attraction: Float64Array
}

const DISTRICTS_ON_MAINLAND = 9
const SEAT_SPACING_METRES = 10_500

/** A dry node near the main river some kilometres above its mouth. */
function chooseCapital(lattice: Lattice, surface: Surface, river: River): number {
  const fromMouth = (metres: number) => {
    let walked = 0
    for (let i = river.course.length - 1; i > 0; i--) {
      walked += distance(river.course[i]!, river.course[i - 1]!)
      if (walked > metres) return river.course[i]!
    }
    return river.course[0]!
  }
  for (let metres = 5_500; metres < 40_000; metres += 500) {
    const [x, y] = fromMouth(metres)
    const node = nearestNode(lattice, [x + 450, y + 350])
    if (surface.landmass[node] === 0 && surface.shore[node]! > 0.1) return node
  }
  throw new Error('no dry place for the capital along the main river')
}

function chooseSeats(lattice: Lattice, surface: Surface, capital: number, random: Random): number[] {
  const seats = [capital]
  const candidates = random.shuffle([...surface.landmass.keys()].filter((n) => suitable(surface, n)))
  for (let spacing = SEAT_SPACING_METRES; seats.length < DISTRICTS_ON_MAINLAND; spacing *= 0.93) {
    for (const node of candidates) {
      if (seats.length >= DISTRICTS_ON_MAINLAND) break
      const at = nodePoint(lattice, node)
      if (seats.every((seat) => distance(at, nodePoint(lattice, seat)) > spacing)) seats.push(node)
    }
  }
  const island = [...surface.landmass.keys()].filter((n) => surface.landmass[n] === 1)
  if (island.length > 250) {
    // The harbour side: the island's shore nearest to the capital.
    const at = nodePoint(lattice, capital)
    const inland = island.filter((n) => surface.shore[n]! > 0.12)
    const pick = (inland.length > 0 ? inland : island).toSorted(
      (a, b) => distance(nodePoint(lattice, a), at) - distance(nodePoint(lattice, b), at) || a - b,
    )[0]
    if (pick !== undefined) seats.push(pick)
  }
  return seats
}

function suitable(surface: Surface, node: number): boolean {
  return surface.landmass[node] === 0 && surface.inside[node]! > 0.14 && surface.shore[node]! > 0.08
}

/** Distance from each node to the nearest point of any river wider than 12 m, capped; metres. */
function riverDistance(lattice: Lattice, rivers: readonly River[], capMetres: number): Float64Array {
  const out = new Float64Array(lattice.count).fill(capMetres)
  const reach = Math.ceil(capMetres / lattice.spacing)
  for (const { course, width } of rivers) {
    for (let i = 0; i < course.length; i += 3) {
      if (width[i]! < 12) continue
      const p = course[i]!
      const centre = nearestNode(lattice, p)
      for (let row = -reach; row <= reach; row++) {
        for (let column = -reach; column <= reach; column++) {
          const node = centre + row * lattice.columns + column
          if (node < 0 || node >= lattice.count) continue
          const away = distance(nodePoint(lattice, node), p)
          if (away < out[node]!) out[node] = away
        }
      }
    }
  }
  return out
}

function attractionField(
  lattice: Lattice,
  surface: Surface,
  seats: number[],
  rivers: readonly River[],
): Float64Array {
  const toRiver = riverDistance(lattice, rivers, 3_000)
  const bump = (metres: number, radius: number) => Math.exp(-((metres / radius) ** 2))
  return Float64Array.from({ length: lattice.count }, (_, node) => {
    if (surface.landmass[node]! < 0) return 0
    const at = nodePoint(lattice, node)
    const away = seats.map((seat) => distance(at, nodePoint(lattice, seat)))
    const capital = 5.5 * bump(away[0]!, 3_400) + 0.9 * bump(away[0]!, 11_000)
    const towns = away.slice(1).reduce((sum, metres) => sum + 1.1 * bump(metres, 2_600), 0)
    const shore = surface.shore[node]!
    const coast = 0.35 * bump(shore, 0.3) + 0.25 * bump(shore, 1.3)
    return 0.13 + capital + towns + coast + 0.4 * bump(toRiver[node]!, 1_100)
  })
}

/** Poisson-disc sampling whose discs shrink where people settle densely; bisects the disc size for the count. */
function scatterVillages(
  lattice: Lattice,
  candidates: readonly number[],
  places: Pick<Places, 'seats' | 'attraction'>,
  wanted: number,
): number[] {
  const { seats, attraction } = places
  // Some villages are twice their neighbours' size for no reason that a map shows.
  const whim = new Map(candidates.map((node, i) => [node, 0.72 + 0.62 * ((i * 0.618034) % 1)]))
  const radius = (node: number, size: number) => ((whim.get(node) ?? 1) * size) / Math.sqrt(attraction[node]!)
  const sample = (size: number) => {
    const chosen = seats.slice()
    for (const node of candidates) {
      const at = nodePoint(lattice, node)
      const own = radius(node, size)
      const free = chosen.every(
        (other) => distance(at, nodePoint(lattice, other)) > (own + radius(other, size)) / 2,
      )
      if (free) chosen.push(node)
    }
    return chosen
  }
  let low = 800
  let high = 6_000
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2
    if (sample(middle).length > wanted) low = middle
    else high = middle
  }
  return sample(high)
}

export interface PlacesInput {
  lattice: Lattice
  surface: Surface
  rivers: readonly River[]
  random: Random
}

export function choosePlaces(
  { lattice, surface, rivers, random }: PlacesInput,
  villageCount: number,
): Places {
  const mouths = rivers.filter(
    (r) => r.reachesSea && surface.landmass[nearestNode(lattice, middle(r.course))] === 0,
  )
  const main = mouths[0] ?? rivers[0]
  if (!main) throw new Error('the relief has no river')
  const seats = chooseSeats(lattice, surface, chooseCapital(lattice, surface, main), random)
  const attraction = attractionField(lattice, surface, seats, rivers)
  const dry = [...surface.landmass.keys()].filter(
    (n) => surface.landmass[n]! >= 0 && surface.inside[n]! > 0.02 && surface.shore[n]! > 0.05,
  )
  const candidates = random.shuffle(dry).slice(0, 6_000)
  return {
    seats,
    attraction,
    villages: scatterVillages(lattice, candidates, { seats, attraction }, villageCount),
  }
}

function middle(course: readonly Point[]): Point {
  return course[Math.floor(course.length * 0.8)]!
}
