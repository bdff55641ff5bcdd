import { distance, type Line, lengthOf, type Point } from './frame.ts'
import { crossing, mix, sliceLine } from './lines.ts'
import type { PlaceIndex } from './place-index.ts'
import { areaKm2, type Ring } from './polygon.ts'
import type { ProposalKind, Size } from './proposal-kind.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

/** Where a need lies, in frame metres, with the names that its title may use. */
export interface NeedPlace {
  geometry:
    | { type: 'Point'; at: Point }
    | { type: 'LineString'; line: Line }
    | { type: 'Polygon'; ring: Ring }
  road?: string
  river?: string
  facility?: string
}

export interface PlaceTask {
  world: World
  index: PlaceIndex
  random: Random
  village: number
}

export function drawSize(size: Size, random: Random): number {
  const drawn = size.median * Math.exp(size.spread * random.normal())
  return Math.min(size.max, Math.max(size.min, drawn))
}

/** A stretch of about the wanted length that keeps inside the village; null after some attempts. */
function stretch(task: PlaceTask, line: Line, metres: number): Point[] | null {
  const total = lengthOf(line)
  const wanted = Math.min(metres, total)
  for (let attempt = 0; attempt < 6; attempt++) {
    const from = task.random.between(0, total - wanted)
    const part = sliceLine(line, from, from + wanted * (attempt < 3 ? 1 : 0.5))
    if (part.length > 1 && task.index.containsLine(task.village, part)) return part
  }
  return null
}

function alongRoad(
  task: PlaceTask,
  roads: readonly { name: string; line: Line }[],
  metres: number,
): NeedPlace | null {
  if (roads.length === 0) return null
  for (let attempt = 0; attempt < 4; attempt++) {
    const road = task.random.pick(roads)
    const line = stretch(task, road.line, metres)
    if (line) return { geometry: { type: 'LineString', line }, road: road.name }
  }
  return null
}

/** Along one bank: the course moved sideways by half its width, so that it lies on the village's side. */
function alongBank(task: PlaceTask, metres: number): NeedPlace | null {
  const rivers = task.index.rivers[task.village] ?? []
  if (rivers.length === 0) return null
  for (let attempt = 0; attempt < 8; attempt++) {
    const river = task.random.pick(rivers)
    const total = lengthOf(river.line)
    const from = task.random.between(0, Math.max(0, total - metres))
    const course = sliceLine(river.line, from, from + metres)
    if (course.length < 2) continue
    const side = (task.random.chance(0.5) ? 1 : -1) * (river.widthMetres / 2 + 9)
    const line = course.map((p, i): Point => {
      const before = course[Math.max(0, i - 1)]!
      const after = course[Math.min(course.length - 1, i + 1)]!
      const span = distance(before, after) || 1
      return [p[0] - ((after[1] - before[1]) / span) * side, p[1] + ((after[0] - before[0]) / span) * side]
    })
    if (task.index.containsLine(task.village, line)) {
      return { geometry: { type: 'LineString', line }, river: river.name }
    }
  }
  return null
}

/** Where a road of the village crosses a river: a short line along the road. */
function overRiver(task: PlaceTask, metres: number): NeedPlace | null {
  const { index, village, random } = task
  const rivers = index.rivers[village] ?? []
  const found: { at: Point; along: Point; road: string; river: string; width: number }[] = []
  for (const road of index.through[village] ?? []) {
    for (const river of rivers) {
      for (let i = 1; i < road.line.length; i++) {
        const [a, b] = [road.line[i - 1]!, road.line[i]!]
        for (let j = 1; j < river.line.length; j++) {
          const c = river.line[j]!
          if (Math.abs(c[0] - a[0]) > 500 || Math.abs(c[1] - a[1]) > 500) continue
          const hit = crossing(a, b, river.line[j - 1]!, c)
          if (!hit) continue
          const span = distance(a, b) || 1
          const along: Point = [(b[0] - a[0]) / span, (b[1] - a[1]) / span]
          found.push({
            at: mix(a, b, hit.onFirst),
            along,
            road: road.name,
            river: river.name,
            width: river.widthMetres,
          })
        }
      }
    }
  }
  if (found.length === 0) return null
  const { at, along, road, river, width } = random.pick(found)
  const half = Math.max(metres, Math.min(90, width * 0.5 + 6)) / 2
  const line: Point[] = [-half, half].map((s): Point => [at[0] + along[0] * s, at[1] + along[1] * s])
  return { geometry: { type: 'LineString', line }, road, river }
}

/** An irregular block of about the wanted area beside the village's centre, at the given distance. */
function block(task: PlaceTask, hectares: number, away: readonly [number, number]): NeedPlace | null {
  const { world, index, random, village } = task
  const centre = world.villages[village]!.centre
  for (let attempt = 0; attempt < 14; attempt++) {
    const turn = random.between(0, 2 * Math.PI)
    const metres = random.between(...away)
    const at: Point = [centre[0] + metres * Math.cos(turn), centre[1] + metres * Math.sin(turn)]
    const side = Math.sqrt(hectares * 10_000) * (attempt < 7 ? 1 : 0.6)
    const ring = roughRectangle(at, side, random)
    if (index.contains(village, at) && index.containsLine(village, ring)) {
      return { geometry: { type: 'Polygon', ring } }
    }
  }
  return null
}

/** Eight corners of a turned rectangle, each shaken a little: how fields and quarters look on a plan. */
function roughRectangle(at: Point, side: number, random: Random): Ring {
  const ratio = random.between(0.65, 1.5)
  const [wide, deep] = [(side * Math.sqrt(ratio)) / 2, side / Math.sqrt(ratio) / 2]
  const turn = random.between(0, Math.PI)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const corners: Point[] = [
    [-1, -1],
    [0, -1],
    [1, -1],
    [1, 0],
    [1, 1],
    [0, 1],
    [-1, 1],
    [-1, 0],
  ]
  return corners.map(([u, v]): Point => {
    const x = u * wide * random.between(0.84, 1.12)
    const y = v * deep * random.between(0.84, 1.12)
    return [at[0] + x * cos - y * sin, at[1] + x * sin + y * cos]
  })
}

/** From the village into its fields, gently winding. */
function intoFields(task: PlaceTask, metres: number): NeedPlace | null {
  const { index, random, village } = task
  const start = random.pick(task.index.through[village] ?? [])?.line
  if (!start) return null
  for (let attempt = 0; attempt < 8; attempt++) {
    let heading = random.between(0, 2 * Math.PI)
    let at = random.pick(start)
    const line: Point[] = [at]
    for (let walked = 0; walked < metres; walked += 90) {
      heading += 0.22 * random.normal()
      at = [at[0] + 90 * Math.cos(heading), at[1] + 90 * Math.sin(heading)]
      line.push(at)
    }
    if (index.containsLine(village, line)) return { geometry: { type: 'LineString', line } }
  }
  return null
}

function spot(task: PlaceTask): NeedPlace | null {
  const { world, index, random, village } = task
  const centre = world.villages[village]!.centre
  const street = index.streets[village]?.length ? random.pick(index.streets[village]!) : null
  for (let attempt = 0; attempt < 8; attempt++) {
    const near = street ? random.pick(street.line) : centre
    const at: Point = [near[0] + 28 * random.normal(), near[1] + 28 * random.normal()]
    if (index.contains(village, at))
      return { geometry: { type: 'Point', at }, ...(street && { road: street.name }) }
  }
  return { geometry: { type: 'Point', at: centre } }
}

/** The village's own shore: a vertex of its outline next to the sea, drawn a little inland. */
function onShore(task: PlaceTask): NeedPlace | null {
  const { world, index, random, village } = task
  const { polygons, centre } = world.villages[village]!
  const vertices = polygons.flat(2).filter((p) => world.territory.terrain.shore(...p) < 0.02)
  for (let attempt = 0; attempt < 8 && vertices.length > 0; attempt++) {
    const edge = random.pick(vertices)
    const at = mix(edge, centre, Math.min(0.3, 40 / (distance(edge, centre) || 1)))
    if (index.contains(village, at)) return { geometry: { type: 'Point', at } }
  }
  return null
}

function atFacility(task: PlaceTask, types: readonly string[]): NeedPlace | null {
  const found = (task.index.facilities[task.village] ?? []).filter((f) => types.includes(f.type))
  if (found.length === 0) return null
  const facility = task.random.pick(found)
  return { geometry: { type: 'Point', at: facility.at }, facility: facility.name }
}

/** Places a need of the kind in the village; null where the village has nothing of the sort. */
export function placeNeed(kind: ProposalKind, task: PlaceTask): NeedPlace | null {
  const size = drawSize(kind.size, task.random)
  const { index, village } = task
  switch (kind.shape) {
    case 'street':
      return alongRoad(task, index.streets[village] ?? [], kind.unit === 'm' ? size : 35 * size)
    case 'road':
      return alongRoad(task, index.through[village] ?? [], size)
    case 'track':
      return (index.through[village] ?? []).length > 0 ? intoFields(task, size) : null
    case 'bank':
      return alongBank(task, size)
    case 'crossing':
      return overRiver(task, size)
    case 'field':
      return block(task, size, [450, 1_900])
    case 'quarter':
      return block(task, size, [60, 700])
    case 'plot':
      return block(task, task.random.between(0.25, 1.1), [60, 600])
    case 'school-sd':
      return atFacility(task, ['SD'])
    case 'school-smp':
      return atFacility(task, ['SMP'])
    case 'health':
      return atFacility(task, ['PUSTU', 'PUSKESMAS']) ?? spot(task)
    case 'shore':
      return onShore(task)
    case 'spot':
    case 'group':
      return spot(task)
  }
}

/** The volume that a geometry implies: metres of a line, hectares of an area; null where the unit counts things. */
export function measuredVolume(kind: ProposalKind, place: NeedPlace): number | null {
  const { geometry } = place
  if (kind.unit === 'm' && geometry.type === 'LineString') return Math.round(lengthOf(geometry.line))
  if (kind.unit === 'ha' && geometry.type === 'Polygon')
    return Math.round(areaKm2([[geometry.ring]]) * 1_000) / 10
  return null
}

/** One point that stands for the place: the point, the middle of the line, the mean of the corners. */
export function placePoint({ geometry }: NeedPlace): Point {
  if (geometry.type === 'Point') return geometry.at
  if (geometry.type === 'LineString') {
    const half = lengthOf(geometry.line) / 2
    return sliceLine(geometry.line, half, half + 1)[0] ?? geometry.line[0]!
  }
  const { ring } = geometry
  return [ring.reduce((s, p) => s + p[0], 0) / ring.length, ring.reduce((s, p) => s + p[1], 0) / ring.length]
}
