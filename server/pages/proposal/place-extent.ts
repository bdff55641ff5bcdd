import { type Envelope, envelopeOf, expandEnvelope } from '../../../core/geo/envelope.ts'
import type { LonLat } from '../../../core/geo/lon-lat.ts'

export interface PlaceExtentRequest {
  village: Envelope
  place: LonLat
  facility: LonLat | null
}

/** Width of the little map by its height. */
export const MAP_ASPECT = 4 / 3
/** How much larger than the village the map may become so that the nearest facility is visible. */
const FACILITY_STRETCH = 3
const MARGIN = 0.1
/** Least extent, about 600 m: smaller ones show nothing for orientation. */
const LEAST_DEGREES = 0.0055

/**
 * What the little map shows: the village and the place, with the nearest facility if that does not make the village
 * tiny; padded to the map's form. Degrees in and out; near the equator a degree is as long north as east.
 */
export function placeExtent({ village, place, facility }: PlaceExtentRequest): Envelope {
  const near = envelopeOf(cornersOf(village, place)) ?? village
  const far = facility ? (envelopeOf(cornersOf(near, facility)) ?? near) : near
  const chosen = sideOf(far) <= FACILITY_STRETCH * sideOf(near) ? far : near
  return toAspect(expandEnvelope(chosen, Math.max(LEAST_DEGREES / 2, sideOf(chosen) * MARGIN)))
}

function cornersOf([west, south, east, north]: Envelope, point: LonLat): number[][] {
  return [[west, south], [east, north], [...point]]
}

function sideOf([west, south, east, north]: Envelope): number {
  return Math.max(east - west, north - south)
}

function toAspect([west, south, east, north]: Envelope): Envelope {
  const width = Math.max(east - west, (north - south) * MAP_ASPECT)
  const height = width / MAP_ASPECT
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
}
