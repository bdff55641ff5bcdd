import { drain, type Stem } from './drainage.ts'
import { distance, lengthOf, type Point } from './frame.ts'
import { smoothLine } from './lines.ts'
import { meander, trimAtCrossing } from './meander.ts'
import { createRandom, type Random } from './random.ts'
import type { Terrain } from './terrain.ts'

export interface River {
  /** From the spring downstream. */
  course: Point[]
  /** Width in metres at each point of the course. */
  width: number[]
  /** Drained area at its end, km². */
  drainedKm2: number
  reachesSea: boolean
  /** Cut-off bends along it, as courses. */
  oxbows: Point[][]
}

const SHORTEST_RIVER_METRES = 1_500

/** Hydraulic geometry (Leopold and Maddock 1953): width grows with the root of the discharge. */
function widthAt(drainedKm2: number, toMouthMetres: number, reachesSea: boolean): number {
  const flare = reachesSea ? 1 + 1.7 * Math.exp(-toMouthMetres / 1_600) : 1
  return Math.min(560, Math.max(5, 4.4 * Math.sqrt(drainedKm2) * flare))
}

function nearestOn(course: readonly Point[], point: Point): Point {
  return course.reduce((best, p) => (distance(p, point) < distance(best, point) ? p : best))
}

/** The meandering course of one stem, ended on what it flows into; null when too little is left of it. */
function shapeStem(stem: Stem, rivers: (River | null)[], random: Random): River | null {
  const parent = stem.into && rivers[stem.into.stem]
  if (stem.into && !parent) return null
  const joint = parent && nearestOn(parent.course, stem.points.at(-1)!)
  const points = joint ? [...stem.points.slice(0, -1), joint] : stem.points
  const drainedKm2 = stem.drained.at(joint ? -2 : -1) ?? 0
  const wide = drainedKm2 > 250
  const bent = meander(points, random, {
    stepMetres: wide ? 130 : 85,
    rounds: wide ? 110 : 130,
    speedMetres: wide ? 75 : 52,
    reach: wide ? 6 : 5,
  })
  let course = smoothLine(bent.course, 1)
  for (const other of rivers) if (other) course = trimAtCrossing(course, other.course)
  const total = lengthOf(course)
  if (course.length < 3 || total < SHORTEST_RIVER_METRES) return null
  const first = stem.drained[0] ?? drainedKm2
  let walked = 0
  const width = course.map((p, i) => {
    if (i > 0) walked += distance(course[i - 1]!, p)
    const drained = first + (drainedKm2 - first) * (walked / total)
    return widthAt(drained, total - walked, stem.into === null)
  })
  return { course, width, drainedKm2, reachesSea: stem.into === null, oxbows: bent.oxbows }
}

/** All rivers of the frame, largest basins first; every tributary ends exactly on its river. */
export function createRivers(seed: number, terrain: Terrain): River[] {
  const random = createRandom(seed, 'meanders')
  const rivers: (River | null)[] = []
  for (const stem of drain(seed, terrain)) {
    const near = stem.points.some(([x, y]) => terrain.inside(x, y) > -0.06)
    rivers.push(near ? shapeStem(stem, rivers, random) : null)
  }
  return rivers.filter((river) => river !== null)
}
