import { distance, type Line, type Point } from './frame.ts'
import { nearestNode } from './lattice.ts'
import { crossing } from './lines.ts'
import { createNoise, type Noise } from './noise.ts'
import { createRandom, type Random } from './random.ts'
import type { Road } from './roads.ts'
import type { Territory } from './territory.ts'
import type { Village, Villages } from './villages.ts'

interface Grid {
  radius: number
  spacing: number
  /** Chance that a block's side near the centre is a street. */
  fill: number
  angle: number
}

function gridFor(village: Village, seat: boolean, angle: number, random: Random): Grid {
  if (village.setting === 'town') {
    const radius = Math.min(1_700, 650 * Math.sqrt(village.areaKm2))
    return { radius, spacing: random.between(150, 200), fill: 0.97, angle }
  }
  if (seat) return { radius: 850, spacing: random.between(150, 185), fill: 0.9, angle }
  return { radius: random.between(260, 480), spacing: random.between(130, 190), fill: 0.74, angle }
}

/** Direction of the road nearest to a place; streets follow it. */
function roadAngle(roads: readonly Road[], at: Point): number {
  let best = Number.POSITIVE_INFINITY
  let angle = 0
  for (const { line } of roads) {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!]
      const away = distance(at, a)
      if (away >= best) continue
      best = away
      angle = Math.atan2(b[1] - a[1], b[0] - a[0])
    }
  }
  return angle
}

/** Streets of one settlement: runs of block sides along a warped grid that thins out towards its edge. */
function streetsOf(
  grid: Grid,
  keep: (a: Point, b: Point, awayShare: number) => boolean,
  place: (u: number, v: number) => Point,
) {
  const steps = Math.ceil(grid.radius / grid.spacing)
  const streets: Point[][] = []
  for (const across of [false, true]) {
    for (let row = -steps; row <= steps; row++) {
      let run: Point[] = []
      for (let column = -steps; column < steps; column++) {
        const [a, b] = across
          ? [place(row, column), place(row, column + 1)]
          : [place(column, row), place(column + 1, row)]
        const away = (Math.hypot(row, column + 0.5) * grid.spacing) / grid.radius
        if (away < 1.15 && keep(a, b, away)) run.push(...(run.length === 0 ? [a, b] : [b]))
        else {
          if (run.length > 2) streets.push(run)
          run = []
        }
      }
      if (run.length > 2) streets.push(run)
    }
  }
  return streets
}

function crossesAny(a: Point, b: Point, courses: readonly Line[]): boolean {
  return courses.some((course) => course.some((p, i) => i > 0 && crossing(a, b, course[i - 1]!, p) !== null))
}

/** The stretches of rivers within reach of a place, to be tested against each block side. */
function coursesNear(territory: Territory, centre: Point, radius: number): Line[] {
  return territory.rivers.flatMap(({ course }) => {
    const near = course.filter((p) => distance(p, centre) < radius + 400)
    return near.length > 1 ? [near] : []
  })
}

/** Street nets of all settlements; none leaves its village, crosses a river or runs into the sea. */
export function createStreets(
  seed: number,
  territory: Territory,
  places: Villages,
  roads: readonly Road[],
): Road[] {
  const random = createRandom(seed, 'streets')
  const warp: [Noise, Noise] = [
    createNoise({ seed: seed + 91, wavelengthMetres: 900, octaves: 2 }),
    createNoise({ seed: seed + 97, wavelengthMetres: 900, octaves: 2 }),
  ]
  const { label, lattice, surface } = territory
  const seats = new Set(places.districts.map((d) => d.seat))
  return places.villages.flatMap((village, index) => {
    const grid = gridFor(village, seats.has(index), roadAngle(roads, village.centre), random)
    const courses = coursesNear(territory, village.centre, grid.radius)
    const [cos, sin] = [Math.cos(grid.angle) * grid.spacing, Math.sin(grid.angle) * grid.spacing]
    const place = (u: number, v: number): Point => {
      const x = village.centre[0] + u * cos - v * sin
      const y = village.centre[1] + u * sin + v * cos
      return [x + 85 * warp[0](x, y), y + 85 * warp[1](x, y)]
    }
    const dry = (p: Point) => {
      const node = nearestNode(lattice, p)
      return label[node] === index && surface.shore[node]! > 0.03
    }
    const keep = (a: Point, b: Point, away: number) =>
      random.chance(grid.fill * Math.max(0, 1.08 - 0.62 * away ** 2)) &&
      dry(a) &&
      dry(b) &&
      !crossesAny(a, b, courses)
    return streetsOf(grid, keep, place).map((line): Road => ({ category: 'lingkungan', line }))
  })
}
