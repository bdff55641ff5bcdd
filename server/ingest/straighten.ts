import type { Geometry, Position } from 'geojson'
import { type AxisHypothesis, checkAxes } from '../../core/geo/axis-check.ts'
import type { Extent } from './extent.ts'
import type { SourceFeature } from './formats/source-file.ts'
import type { OpenedEntry } from './read-entry.ts'
import type { Tally } from './report.ts'

/** Where Indonesia lies, in degrees: what areas are checked against before there is a district to check against. */
export const INDONESIA: Extent = [94, -12, 142, 8]

const SAMPLE = 500

const WORDS: Record<AxisHypothesis, string> = {
  'as-is': '',
  swapped: 'longitude and latitude were swapped in the whole file and have been put right',
  'sign-lost': 'the minus sign of the latitude was lost in the whole file and has been put back',
  'swapped-and-sign-lost':
    'longitude and latitude were swapped and the minus sign lost in the whole file; both have been put right',
}

/** Undoes, for every point, what a whole file shows to have happened; single strays are left for their own check. */
export function straighten(
  points: readonly { lon: number | null; lat: number | null }[],
  extent: Extent | null,
  tally: Tally,
): void {
  if (!extent) return
  const placed = points.filter(
    (point): point is { lon: number; lat: number } => point.lon !== null && point.lat !== null,
  )
  const verdict = judge(
    placed.map(({ lon, lat }) => [lon, lat] as const),
    extent,
    tally,
  )
  if (verdict === 'as-is') return
  for (const point of placed) [point.lon, point.lat] = undo(verdict, point.lon, point.lat)
}

/** The same for features of any geometry: judged on the first 500, applied to all that follow. */
export async function* straightenRows(
  opened: OpenedEntry,
  extent: Extent | null,
  tally: Tally,
): AsyncIterable<SourceFeature> {
  if (!extent) {
    yield* opened.rows()
    return
  }
  const held: SourceFeature[] = []
  let verdict: AxisHypothesis | undefined
  const settle = () => {
    const firsts = held.flatMap(({ geometry }) => firstPosition(geometry))
    verdict = judge(firsts, extent, tally)
  }
  for await (const feature of opened.rows()) {
    if (verdict !== undefined) {
      yield turn(feature, verdict)
      continue
    }
    held.push(feature)
    if (held.length < SAMPLE) continue
    settle()
    for (const earlier of held) yield turn(earlier, verdict ?? 'as-is')
  }
  if (verdict !== undefined) return
  settle()
  for (const feature of held) yield turn(feature, verdict ?? 'as-is')
}

function judge(points: (readonly [number, number])[], extent: Extent, tally: Tally): AxisHypothesis {
  const { verdict, count } = checkAxes(points, extent)
  if (count === 0) return 'as-is'
  if (verdict === 'outside') {
    tally.find(
      'warning',
      `most of the file lies outside of ${extent.map((degree) => degree.toFixed(2)).join(', ')} (west, south, east, north)`,
    )
    return 'as-is'
  }
  if (verdict !== 'as-is') tally.find('warning', WORDS[verdict])
  return verdict
}

function undo(hypothesis: AxisHypothesis, x: number, y: number): [number, number] {
  const [lon, lat] = hypothesis.startsWith('swapped') ? [y, x] : [x, y]
  return [lon, hypothesis.endsWith('sign-lost') ? -lat : lat]
}

function turn(feature: SourceFeature, verdict: AxisHypothesis): SourceFeature {
  if (verdict === 'as-is' || !feature.geometry) return feature
  return { ...feature, geometry: turnGeometry(feature.geometry, verdict) }
}

function turnGeometry(geometry: Geometry, verdict: AxisHypothesis): Geometry {
  if (geometry.type === 'GeometryCollection') {
    return { ...geometry, geometries: geometry.geometries.map((part) => turnGeometry(part, verdict)) }
  }
  return { ...geometry, coordinates: turnPositions(geometry.coordinates, verdict) } as Geometry
}

type Nested = Position | Nested[]

function turnPositions(nested: Nested, verdict: AxisHypothesis): Nested {
  if (typeof nested[0] === 'number') return undo(verdict, nested[0], Number(nested[1]))
  return (nested as Nested[]).map((part) => turnPositions(part, verdict))
}

function firstPosition(geometry: Geometry | null): [number, number][] {
  if (!geometry) return []
  if (geometry.type === 'GeometryCollection') return firstPosition(geometry.geometries[0] ?? null)
  let nested: Nested = geometry.coordinates as Nested
  while (Array.isArray(nested[0])) nested = nested[0] as Nested
  const [x, y] = nested as Position
  return x === undefined || y === undefined ? [] : [[x, y]]
}
