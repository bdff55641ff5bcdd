import type { LonLat } from './lon-lat.ts'

/** Mean radius R1 of the GRS 80 and WGS 84 ellipsoids, metres (Moritz 2000, Geodetic Reference System 1980). */
export const EARTH_RADIUS_METRES = 6371008.8

const RADIANS = Math.PI / 180

/** Along a meridian, and along the equator; of that sphere. */
export const METRES_PER_DEGREE = EARTH_RADIUS_METRES * RADIANS

/** Great-circle distance in metres between two EPSG:4326 positions, by the haversine formula (stable for short distances). */
export function greatCircleMetres(a: LonLat, b: LonLat): number {
  const sinLat = Math.sin(((b[1] - a[1]) * RADIANS) / 2)
  const sinLon = Math.sin(((b[0] - a[0]) * RADIANS) / 2)
  const h = sinLat * sinLat + Math.cos(a[1] * RADIANS) * Math.cos(b[1] * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
