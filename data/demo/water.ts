import { distance, type Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { crossing } from './lines.ts'
import { createNoise } from './noise.ts'
import { type Polygon, signedArea2 } from './polygon.ts'
import { createRandom, type Random } from './random.ts'
import type { River } from './rivers.ts'
import { SEA } from './surface.ts'
import type { Territory } from './territory.ts'

export interface WaterBody {
  kind: 'laut' | 'sungai' | 'danau'
  name: string
  polygons: Polygon[]
}

/** Rivers narrower than this are drawn as lines only. */
const POLYGON_WIDTH_METRES = 34

function selfTouches(ring: readonly Point[]): boolean {
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!]
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 0 && j === ring.length - 1) continue
      const c = ring[j]!
      if (Math.abs(c[0] - a[0]) > 500 || Math.abs(c[1] - a[1]) > 500) continue
      if (crossing(a, b, c, ring[(j + 1) % ring.length]!)) return true
    }
  }
  return false
}

/** A ribbon round a course; narrowed until its banks no longer cross. Null when even a third is too wide. */
function ribbon(course: readonly Point[], width: readonly number[]): Polygon | null {
  for (const factor of [1, 0.8, 0.6, 0.45, 0.33]) {
    const left: Point[] = []
    const right: Point[] = []
    course.forEach((p, i) => {
      const before = course[Math.max(0, i - 2)]!
      const after = course[Math.min(course.length - 1, i + 2)]!
      const span = distance(before, after) || 1
      const half = (width[i]! * factor) / 2
      const normal: Point = [-(after[1] - before[1]) / span, (after[0] - before[0]) / span]
      left.push([p[0] + normal[0] * half, p[1] + normal[1] * half])
      right.push([p[0] - normal[0] * half, p[1] - normal[1] * half])
    })
    const ring = [...right, ...left.reverse()]
    if (!selfTouches(ring)) return [signedArea2(ring) > 0 ? ring : ring.reverse()]
  }
  return null
}

/** How many points a bed reaches past the last one on land: into the funnel of its own mouth. */
const INTO_MOUTH = 12

/** The wide part of a river within the regency as a polygon, from where it is wide enough to its mouth. */
function riverBed(river: River, { lattice, label }: Territory): Polygon | null {
  const inside = river.course.map((p) => label[nearestNode(lattice, p)]! >= 0)
  const start = river.width.findIndex((w, i) => w >= POLYGON_WIDTH_METRES && inside[i])
  const end = inside.lastIndexOf(true) + 1 + INTO_MOUTH
  if (start < 0 || end - start < 4 + INTO_MOUTH) return null
  return ribbon(river.course.slice(start, end), river.width.slice(start, end))
}

/** A lake: a circle pushed in and out by noise, stretched along one direction. */
function lake(centre: Point, radius: number, random: Random): Polygon {
  const shape = createNoise({ seed: random.int(0, 1e9), wavelengthMetres: 1.5, octaves: 4, gain: 0.42 })
  const angle = random.between(0, Math.PI)
  const ring = Array.from({ length: 90 }, (_, i): Point => {
    const turn = (i / 90) * 2 * Math.PI
    const r = radius * (1 + 0.5 * shape(Math.cos(turn) * 1.1, Math.sin(turn) * 1.1))
    const [along, across] = [r * 1.35 * Math.cos(turn), r * 0.75 * Math.sin(turn)]
    return [
      centre[0] + along * Math.cos(angle) - across * Math.sin(angle),
      centre[1] + along * Math.sin(angle) + across * Math.cos(angle),
    ]
  })
  return [ring]
}

const LAKE_NAMES = ['Danau Lembayung', 'Danau Kenari', 'Danau Setia', 'Danau Belida'] as const

/** Lakes stand a little beside rivers, inland, away from villages' centres and from each other. */
function placeLakes(territory: Territory, centres: readonly Point[], random: Random): WaterBody[] {
  const { rivers, lattice, label, terrain, surface } = territory
  const lakes: { at: Point; radius: number }[] = []
  for (let attempt = 0; attempt < 400 && lakes.length < LAKE_NAMES.length; attempt++) {
    const p = random.pick(random.pick(rivers).course)
    const radius = random.between(420, 1_050)
    const turn = random.between(0, 2 * Math.PI)
    const at: Point = [p[0] + radius * 1.5 * Math.cos(turn), p[1] + radius * 1.5 * Math.sin(turn)]
    const node = nearestNode(lattice, at)
    if (label[node]! < 0 || surface.shore[node]! < 0.8) continue
    if (surface.inside[node]! < 0.12 || terrain.elevation(at[0], at[1]) > 190) continue
    if (centres.some((c) => distance(c, at) < radius * 1.5 + 700)) continue
    if (lakes.some((other) => distance(other.at, at) < 9_000)) continue
    lakes.push({ at, radius })
  }
  return lakes.map(({ at, radius }, i) => ({
    kind: 'danau',
    name: LAKE_NAMES[i]!,
    polygons: [lake(at, radius, random)],
  }))
}

/** Cut-off bends of the larger rivers, as narrow crescent lakes. */
function oxbowLakes({ rivers, lattice, label }: Territory): WaterBody[] {
  const out: WaterBody[] = []
  for (const river of rivers) {
    for (const bend of river.oxbows) {
      const inside = bend.every((p) => label[nearestNode(lattice, p)]! >= 0)
      if (!inside || bend.length < 9 || river.drainedKm2 < 60) continue
      const course = bend.slice(2, -2)
      const half = (course.length - 1) / 2
      const width = course.map((_, i) => 12 + 62 * (1 - Math.abs(i - half) / (half || 1)))
      const polygon = ribbon(course, width)
      if (polygon) out.push({ kind: 'danau', name: 'Danau tapal kuda', polygons: [polygon] })
    }
  }
  return out
}

/** Sea strip, wide river beds, lakes and oxbows. `names` gives the name of each river by its index. */
export function createWater(
  seed: number,
  territory: Territory,
  centres: readonly Point[],
  names: readonly string[],
): WaterBody[] {
  const random = createRandom(seed, 'water')
  const beds = territory.rivers.flatMap((river, i): WaterBody[] => {
    const polygon = riverBed(river, territory)
    return polygon
      ? [{ kind: 'sungai', name: names[i] || 'Anak sungai tanpa nama', polygons: [polygon] }]
      : []
  })
  return [
    { kind: 'laut', name: 'Laut Tirtabuana', polygons: territory.outlines.get(SEA) ?? [] },
    ...beds,
    ...oxbowLakes(territory),
    ...placeLakes(territory, centres, random),
  ]
}
