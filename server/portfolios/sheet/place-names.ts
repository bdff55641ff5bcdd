import { pointInPolygon } from '../../../core/geo/point-in-polygon.ts'
import type { Frame } from '../../pdf/page.ts'

/** A box on the page, points. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

type Point = [x: number, y: number]

/** A name to be placed: where it belongs and what it names, in points on the page. */
export interface NamedPlace {
  readonly name: string
  readonly anchor: Point
  readonly polygons: readonly (readonly (readonly Point[])[])[]
}

export interface PlacedName {
  /** Place in the list that was given. */
  readonly at: number
  readonly size: number
  readonly box: Box
}

export interface NamePlacement {
  readonly names: readonly PlacedName[]
  /** Those for which no name would stand clear of the others, ascending. */
  readonly unplaced: readonly number[]
}

/** Points; where there is no room for the larger, the smaller. */
const SIZES = [7.5, 6.2] as const
/** Where a name may stand beside its anchor, in heights of its letters and shares of its width. */
const OFFSETS = [
  [0, 0],
  [0, -1.4],
  [0, 1.4],
  [0.35, -1.4],
  [-0.35, -1.4],
  [0.35, 1.4],
  [-0.35, 1.4],
  [0, -2.8],
  [0, 2.8],
  [0.6, 0],
  [-0.6, 0],
] as const
/** Rows and columns of further places over what it names. */
const STEPS = 8
const EDGE = 3
/** Names keep so far from each other, points: as wide as their halos. */
const CLEAR = 2
/** Counted in square points of marks that a name covers: a name wholly outside what it names, and each point away from its anchor. */
const OUTSIDE = 60
const AWAY = 0.5

/**
 * Places names one after the other, those of small districts first since they have the least room, each where no other name
 * stands: of these places the one that covers few marks, stays within what it names and lies near its anchor.
 */
export function placeNames(
  places: readonly NamedPlace[],
  {
    map,
    marks,
    widthOf,
  }: {
    readonly map: Frame
    readonly marks: readonly Box[]
    readonly widthOf: (name: string, size: number) => number
  },
): NamePlacement {
  const names: PlacedName[] = []
  const unplaced: number[] = []
  const areas = places.map(({ polygons }) => areaOf(polygons.flat(2)))
  for (const at of [...places.keys()].sort((a, b) => areas[a]! - areas[b]!)) {
    const place = places[at]!
    const [best] = SIZES.flatMap((size) => boxesOf(place, { size, width: widthOf(place.name, size), map }))
      .filter(({ box }) => names.every((other) => !touch(box, other.box)))
      .map((one) => ({ ...one, at, cost: costOf(one, place, marks) }))
      .sort((a, b) => a.cost - b.cost)
    if (best) names.push({ at, size: best.size, box: best.box })
    else unplaced.push(at)
  }
  return { names, unplaced: unplaced.sort((a, b) => a - b) }
}

interface Candidate {
  readonly size: number
  readonly box: Box
}

function boxesOf(
  { anchor: [x, y], polygons }: NamedPlace,
  { size, width, map }: { size: number; width: number; map: Frame },
): Candidate[] {
  const beside = OFFSETS.map(([across, down]): Point => [x + across * width, y + down * size])
  const over = gridOf(polygons.flat(2)).filter((point) => isWithin(point, polygons))
  return [...beside, ...over].map(([middle, centre]) => {
    const left = within(middle - width / 2, map.x, map.x + map.width - width)
    const top = within(centre - size / 2, map.y, map.y + map.height - size)
    return { size, box: { left, top, right: left + width, bottom: top + size } }
  })
}

function costOf(
  { size, box }: Candidate,
  { anchor: [x, y], polygons }: NamedPlace,
  marks: readonly Box[],
): number {
  const covered = marks.reduce((sum, mark) => sum + overlap(box, mark), 0)
  const [middle, centre] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  const ends = [box.left, middle, box.right].map((across): Point => [across, centre])
  const outside = polygons.length === 0 ? 0 : ends.filter((end) => !isWithin(end, polygons)).length / 3
  const smaller = SIZES[0] - size
  return covered + OUTSIDE * outside + AWAY * Math.hypot(middle - x, centre - y) + 10 * smaller
}

function gridOf(points: readonly Point[]): Point[] {
  if (points.length === 0) return []
  const { left, top, right, bottom } = extentOf(points)
  const steps = Array.from({ length: STEPS }, (_, step) => (step + 0.5) / STEPS)
  return steps.flatMap((down) =>
    steps.map((across): Point => [left + across * (right - left), top + down * (bottom - top)]),
  )
}

function isWithin(point: Point, polygons: NamedPlace['polygons']): boolean {
  return pointInPolygon(point, { type: 'MultiPolygon', coordinates: polygons })
}

function extentOf(points: readonly Point[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

function areaOf(points: readonly Point[]): number {
  if (points.length === 0) return 0
  const { left, top, right, bottom } = extentOf(points)
  return (right - left) * (bottom - top)
}

function within(value: number, from: number, to: number): number {
  return Math.max(from + EDGE, Math.min(to - EDGE, value))
}

function touch(a: Box, b: Box): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > -CLEAR && down > -CLEAR
}

function overlap(a: Box, b: Box): number {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return across > 0 && down > 0 ? across * down : 0
}
