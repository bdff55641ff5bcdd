import type { Envelope } from '../../../core/geo/envelope.ts'

export type CoastRegion = 'west' | 'middle' | 'east' | 'world'

/** Land whose middle lies here belongs to the region; what is wider than these is the world's. Degrees: west, south, east, north. */
const MIDDLES: readonly (readonly [CoastRegion, Envelope])[] = [
  ['west', [92, -13, 107.2, 9]],
  ['middle', [107.2, -13, 118.2, 9]],
  ['east', [118.2, -13, 143, 9]],
]
const WIDEST_DEGREES = 25

/**
 * Where each region has land, degrees: its outline is fetched when a map shows some of that. What is not near Indonesia is
 * one file, which reaches between the islands on the Malay peninsula alone.
 */
export const COAST_REACH: Readonly<Record<CoastRegion, readonly Envelope[]>> = {
  west: [[92, -10.6, 107.2, 9.1]],
  middle: [[105.2, -9.2, 119.3, 8.4]],
  east: [[118.3, -12.2, 151, 9.9]],
  world: [
    [-180, -90, 92, 90],
    [143, -90, 180, 90],
    [-180, 8, 180, 90],
    [-180, -90, 180, -10.6],
    [98, 1, 104.6, 8],
  ],
}

/** The region that a ring of land belongs to. */
export function regionOf(ring: readonly (readonly [lon: number, lat: number])[]): CoastRegion {
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)]
  const [west, east] = [Math.min(...lons), Math.max(...lons)]
  const [lon, lat] = [(west + east) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
  const found = MIDDLES.find(
    ([, [left, bottom, right, top]]) => lon >= left && lon < right && lat > bottom && lat < top,
  )
  return found && east - west <= WIDEST_DEGREES ? found[0] : 'world'
}
