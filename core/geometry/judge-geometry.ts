import { tableOf } from './edge-table.ts'
import type { GeometryFault, Place } from './geometry-fault.ts'
import { SMALLEST_COORDINATE } from './orientation.ts'
import { RingNesting } from './ring-nesting.ts'
import { type SweepCost, sweepEdges } from './sweep-edges.ts'

type Path = readonly Place[]

/** GeoJSON's geometries; rings may repeat their first position at the end or not. */
export type JudgedGeometry =
  | { readonly type: 'Point'; readonly coordinates: Place }
  | { readonly type: 'MultiPoint' | 'LineString'; readonly coordinates: Path }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: readonly Path[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Path[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly JudgedGeometry[] }

export interface JudgeOptions {
  /** Largest longitude (or x) and latitude (or y), either side of 0. */
  readonly reach?: readonly [x: number, y: number]
  /** Whether lengths and areas on the globe will be computed from it: edges that reach half around the globe have no unique course. */
  readonly isOnGlobe?: boolean
  readonly mostPositions?: number
  readonly cost?: SweepCost
}

const DEGREES = [360, 90] as const
/**
 * Edges longer than this (a little less than half a circle) have no unique course: engines treat nearly antipodal positions as
 * antipodal.
 */
const WIDEST_EDGE_DEGREES = 179.9
const MOST_POSITIONS = 100_000

/**
 * Whether a geometry from outside is one that a database may compute with: simple and valid after OGC Simple Features
 * (06-103r4), so that no two edges cross or run on each other, in time that grows as n log n. Stricter than ST_IsValid: lines
 * may not cross either (in a position of both they may meet), and no more than 100 edges meet. The first fault, with its place;
 * undefined where there is none. The parts of a collection may overlap.
 */
export function judgeGeometry(
  geometry: JudgedGeometry,
  options: JudgeOptions = {},
): GeometryFault | undefined {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) {
      const fault = judgeGeometry(part, options)
      if (fault) return fault
    }
    return undefined
  }
  const polygons = polygonsOf(geometry)
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
  const hasEdges = geometry.type !== 'Point' && geometry.type !== 'MultiPoint'
  const paths = polygons.flat()
  const fault =
    judgePositions(paths, options) ?? (hasEdges && options.isOnGlobe ? judgeWidths(paths, isArea) : undefined)
  return fault || !hasEdges ? fault : judgeEdges(polygons, isArea, options.cost)
}

/** Lists of paths, one list for each polygon. */
export function polygonsOf(
  geometry: Exclude<JudgedGeometry, { type: 'GeometryCollection' }>,
): readonly (readonly Path[])[] {
  switch (geometry.type) {
    case 'Point':
      return [[[geometry.coordinates]]]
    case 'MultiPoint':
    case 'LineString':
      return [[geometry.coordinates]]
    case 'MultiLineString':
    case 'Polygon':
      return [geometry.coordinates]
    default:
      return geometry.coordinates
  }
}

function judgePositions(
  paths: readonly Path[],
  { reach = DEGREES, mostPositions = MOST_POSITIONS }: JudgeOptions,
): GeometryFault | undefined {
  let count = 0
  for (const path of paths) {
    count += path.length
    if (count > mostPositions) return { kind: 'too-many-positions', at: path[0] ?? [0, 0] }
    for (const at of path) {
      if (!at.every(isExact)) return { kind: 'not-finite', at }
      if (Math.abs(at[0]) > reach[0] || Math.abs(at[1]) > reach[1]) return { kind: 'off-the-globe', at }
    }
  }
  return undefined
}

function judgeWidths(paths: readonly Path[], isClosed: boolean): GeometryFault | undefined {
  for (const path of paths) {
    let before = isClosed ? path.at(-1) : path[0]
    for (const at of path) {
      const width = before ? Math.max(Math.abs(at[0] - before[0]), Math.abs(at[1] - before[1])) : 0
      if (before && width >= WIDEST_EDGE_DEGREES) return { kind: 'edge-too-long', at: before }
      before = at
    }
  }
  return undefined
}

/** Whether `orientation` computes exactly with this coordinate. */
function isExact(coordinate: number): boolean {
  return Number.isFinite(coordinate) && (coordinate === 0 || Math.abs(coordinate) >= SMALLEST_COORDINATE)
}

function judgeEdges(
  polygons: readonly (readonly Path[])[],
  isArea: boolean,
  cost: SweepCost | undefined,
): GeometryFault | undefined {
  const table = tableOf(polygons.flat(), isArea)
  if ('kind' in table) return table
  if (!isArea) return sweepEdges(table, () => undefined, cost)
  const rings = polygons.flatMap((polygon, p) => polygon.map(() => p))
  const nesting = new RingNesting(table, rings)
  return sweepEdges(table, (node) => nesting.look(node), cost) ?? nesting.judge()
}
