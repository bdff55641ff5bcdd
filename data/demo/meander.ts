import { distance, type Point } from './frame.ts'
import { boundsOf, crossing, mix, resampleLine, smoothLine } from './lines.ts'
import type { Random } from './random.ts'

export interface MeanderOptions {
  /** Step between points of the course, metres; about one width. */
  stepMetres: number
  rounds: number
  /** How far a point moves in one round per unit of curvature pull, metres. */
  speedMetres: number
  /** Bends reach further for wider rivers: the decay length of upstream curvature, in steps. */
  reach: number
}

function curvature(points: readonly Point[], i: number): number {
  const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]!]
  const turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
  const size = distance(a, b) * distance(b, c)
  return size === 0 ? 0 : turn / size
}

/**
 * One round of the meander model of Howard and Knutson (1984): a bend moves outwards by −1 × its own curvature plus
 * 2.5 × the exponentially weighted curvature upstream of it. The two ends stay.
 */
function migrate(points: readonly Point[], options: MeanderOptions): Point[] {
  const decay = Math.exp(-1 / options.reach)
  let upstream = 0
  let weight = 0
  return points.map((p, i) => {
    const before = points[i - 1]
    const after = points[i + 1]
    if (!before || !after) return p
    const bend = curvature(points, i)
    upstream = upstream * decay + bend
    weight = weight * decay + 1
    const pull = Math.max(-0.6, Math.min(0.6, -bend + 2.5 * (upstream / weight)))
    const span = distance(before, after) || 1
    const nearEnd = Math.min(1, i / 12, (points.length - 1 - i) / 12)
    const move = options.speedMetres * pull * nearEnd
    return [p[0] + ((after[1] - before[1]) / span) * move, p[1] - ((after[0] - before[0]) / span) * move]
  })
}

/** Cuts loops whose neck has closed; the cut-off bends are returned as candidates for oxbow lakes. */
export function cutNecks(
  points: readonly Point[],
  neckMetres: number,
): { course: Point[]; oxbows: Point[][] } {
  const course: Point[] = []
  const oxbows: Point[][] = []
  for (let i = 0; i < points.length; i++) {
    const p = points[i]!
    course.push(p)
    let rejoin = -1
    for (let j = i + 6; j < Math.min(points.length, i + 110); j++) {
      if (distance(p, points[j]!) < neckMetres) rejoin = j
    }
    if (rejoin < 0) continue
    oxbows.push(points.slice(i, rejoin + 1))
    i = rejoin - 1
  }
  return { course, oxbows }
}

/** Bends a straight-jointed course into a meandering one. */
export function meander(course: readonly Point[], random: Random, options: MeanderOptions) {
  const start = resampleLine(smoothLine(course, 3), options.stepMetres)
  let points = start.map((p, i): Point => {
    if (i === 0 || i === start.length - 1) return p
    const shake = 0.12 * options.stepMetres
    return [p[0] + random.normal() * shake, p[1] + random.normal() * shake]
  })
  const oxbows: Point[][] = []
  for (let round = 0; round < options.rounds; round++) {
    points = migrate(points, options)
    if (round % 4 !== 3) continue
    const cut = cutNecks(points, options.stepMetres * 1.6)
    oxbows.push(...cut.oxbows)
    points = resampleLine(smoothLine(cut.course, 1), options.stepMetres)
  }
  return { course: points, oxbows }
}

/** The course up to the first place where it touches another one, that place included. */
export function trimAtCrossing(course: readonly Point[], other: readonly Point[]): Point[] {
  const [west, south, east, north] = boundsOf(other)
  for (let i = 1; i < course.length; i++) {
    const a = course[i - 1]!
    const b = course[i]!
    if (a[0] < west - 400 || a[0] > east + 400 || a[1] < south - 400 || a[1] > north + 400) continue
    for (let j = 1; j < other.length; j++) {
      const c = other[j - 1]!
      if (Math.abs(c[0] - a[0]) > 400 || Math.abs(c[1] - a[1]) > 400) continue
      const hit = crossing(a, b, c, other[j]!)
      if (hit) return [...course.slice(0, i), mix(a, b, hit.onFirst)]
    }
  }
  return course.slice()
}
