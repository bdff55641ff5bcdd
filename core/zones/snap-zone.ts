import { BorderNetwork, type BorderPlace } from './border-network.ts'
import { packBoxes, visitBox } from './box-tree.ts'
import { ringArea } from './rings.ts'
import { tidyRing } from './tidy-ring.ts'

const METRES_PER_DEGREE = 111_320
/** Where an outline runs beside a border for less than this many tolerances, it crosses the border and is left as drawn. */
const CROSSING = 4
/** The path along the border between two neighbouring places may be longer than the outline's by this many tolerances. */
const DETOUR = 6
/** Places that an outline is followed at, at most. */
const MOST_STEPS = 20_000

export interface SnappedZone {
  readonly polygons: number[][][]
  readonly vertices: number
  /** Vertices that are on a border now. */
  readonly onBorder: number
}

interface Step {
  readonly lon: number
  readonly lat: number
  readonly x: number
  readonly y: number
  /** A vertex of the outline, not a place between two. */
  readonly drawn: boolean
  readonly near: BorderPlace | undefined
}

/**
 * An outline that follows borders wherever it runs along one within the tolerance: its vertices move onto the border
 * and the border's own vertices come between them, the very same numbers. Where it only crosses a border it stays.
 * All in degrees (EPSG:4326); borders are flat rings that share their vertices with their neighbours. The result may
 * cross itself where the tolerance is wider than the zone: check it.
 */
export function snapZone(
  polygons: readonly (readonly (readonly number[])[])[],
  borders: readonly (readonly number[])[],
  toleranceMetres: number,
): SnappedZone {
  const middle = polygons[0]?.[0]?.[1] ?? 0
  const perLon = METRES_PER_DEGREE * Math.cos((middle * Math.PI) / 180)
  const toPlane = (lon: number, lat: number) => [lon * perLon, lat * METRES_PER_DEGREE] as const
  const outline = polygons
    .flat()
    .map((ring) => ring.map((v, i) => v * (i % 2 === 0 ? perLon : METRES_PER_DEGREE)))
  const length = outline.reduce((sum, ring) => sum + ringLength(ring), 0)
  const stride = Math.max(toleranceMetres, length / MOST_STEPS)
  const network = new BorderNetwork(
    borders,
    toPlane,
    nearOutline(outline, DETOUR * (toleranceMetres + stride)),
  )
  const wayTo = (from: BorderPlace, to: BorderPlace) =>
    network.way(from, to, DETOUR * (toleranceMetres + stride))
  const onBorder = new Set<string>()
  const snapRing = (ring: readonly number[]): number[] => {
    const steps = walk(ring, { toPlane, stride }).map(
      (step): Step => ({ ...step, near: network.nearest(step.x, step.y, toleranceMetres) }),
    )
    const followed = followBorders(leaveCrossings(steps, CROSSING * toleranceMetres), wayTo, onBorder)
    return tidyRing(followed, { closed: 0, duplicates: 0, spikes: 0 })
  }
  const snapped = polygons
    .map((rings) => rings.map(snapRing).filter((ring) => ringArea(ring) !== 0))
    .filter((rings) => rings.length > 0)
  return { polygons: snapped, ...countVertices(snapped.flat(), onBorder) }
}

function countVertices(rings: readonly (readonly number[])[], onBorder: ReadonlySet<string>) {
  let vertices = 0
  let on = 0
  for (const ring of rings) {
    vertices += ring.length / 2
    for (let i = 0; i < ring.length; i += 2) if (onBorder.has(`${ring[i]} ${ring[i + 1]}`)) on++
  }
  return { vertices, onBorder: on }
}

function ringLength(ring: readonly number[]): number {
  let length = 0
  const n = ring.length
  for (let i = 0; i < n; i += 2)
    length += Math.hypot(ring[(i + 2) % n]! - ring[i]!, ring[(i + 3) % n]! - ring[i + 1]!)
  return length
}

/** Makes a test whether a box comes within so many metres of an edge of the outline. */
function nearOutline(outline: readonly (readonly number[])[], metres: number) {
  const edges = outline.flatMap((ring) =>
    Array.from({ length: ring.length / 2 }, (_, k) => {
      const [x1, y1] = [ring[2 * k]!, ring[2 * k + 1]!]
      const [x2, y2] = [ring[(2 * k + 2) % ring.length]!, ring[(2 * k + 3) % ring.length]!]
      return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)]
    }),
  )
  const tree = packBoxes(Float64Array.from(edges.flat()))
  return (west: number, south: number, east: number, north: number) => {
    let near = false
    visitBox(tree, [west - metres, south - metres, east + metres, north + metres], () => {
      near = true
    })
    return near
  }
}

/** The outline's vertices, and places between them so that no two are farther apart than the stride. */
function walk(
  ring: readonly number[],
  { toPlane, stride }: { toPlane: (lon: number, lat: number) => readonly [number, number]; stride: number },
): Omit<Step, 'near'>[] {
  const steps: Omit<Step, 'near'>[] = []
  const n = ring.length
  for (let i = 0; i < n; i += 2) {
    const [lon1, lat1] = [ring[i]!, ring[i + 1]!]
    const [lon2, lat2] = [ring[(i + 2) % n]!, ring[(i + 3) % n]!]
    const [x1, y1] = toPlane(lon1, lat1)
    const [x2, y2] = toPlane(lon2, lat2)
    const parts = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / stride))
    for (let k = 0; k < parts; k++) {
      const [lon, lat] = [lon1 + ((lon2 - lon1) * k) / parts, lat1 + ((lat2 - lat1) * k) / parts]
      const [x, y] = toPlane(lon, lat)
      steps.push({ lon, lat, x, y, drawn: k === 0 })
    }
  }
  return steps
}

/** Runs by a border that are shorter than `metres` keep their drawn vertices on it, and nothing between. */
function leaveCrossings(steps: readonly Step[], metres: number): Step[] {
  const start = steps.findIndex(({ near }) => near === undefined)
  if (start === -1) return [...steps]
  const turned = [...steps.slice(start), ...steps.slice(0, start)]
  const out: Step[] = []
  for (let i = 0; i < turned.length; ) {
    if (!turned[i]!.near) {
      out.push(turned[i++]!)
      continue
    }
    let end = i
    while (end < turned.length && turned[end]!.near) end++
    const run = turned.slice(i, end)
    out.push(...(runLength(run) >= metres ? run : betweenDrawn(run)))
    i = end
  }
  return out
}

function runLength(run: readonly Step[]): number {
  let length = 0
  for (let i = 1; i < run.length; i++)
    length += Math.hypot(run[i]!.x - run[i - 1]!.x, run[i]!.y - run[i - 1]!.y)
  return length
}

/** The run from its first drawn vertex to its last; places outside of that no longer count as near. */
function betweenDrawn(run: readonly Step[]): Step[] {
  const first = run.findIndex(({ drawn }) => drawn)
  const last = run.findLastIndex(({ drawn }) => drawn)
  return run.map((step, i) => (first !== -1 && i >= first && i <= last ? step : { ...step, near: undefined }))
}

/** The outline through its drawn vertices, along the borders where it is near one; tells `onBorder` what lies on them. */
function followBorders(
  steps: readonly Step[],
  wayTo: (from: BorderPlace, to: BorderPlace) => number[] | undefined,
  onBorder: Set<string>,
): number[] {
  const ring: number[] = []
  const push = (lon: number, lat: number) => {
    ring.push(lon, lat)
    onBorder.add(`${lon} ${lat}`)
  }
  const ways = steps.map(({ near }, i) => {
    const before = steps.at(i - 1)!.near
    return before && near && wayTo(before, near)
  })
  steps.forEach(({ near, drawn, lon, lat }, i) => {
    if (!near) {
      if (drawn) ring.push(lon, lat)
      return
    }
    const way = ways[i]
    if (way) for (let k = 0; k < way.length; k += 2) push(way[k]!, way[k + 1]!)
    // Along a run the border's own vertices say all; only where it begins and ends is a place between two needed.
    if (!way || !ways[(i + 1) % steps.length]) push(near.lon, near.lat)
  })
  return ring
}
