import { EARTH_RADIUS_METRES } from './great-circle.ts'
import type { LonLat } from './lon-lat.ts'

type Ring = readonly (readonly number[])[]

/** A GeoJSON Polygon or MultiPolygon in EPSG:4326; rings may be open or closed. */
export type Surface =
  | { type: 'Polygon'; coordinates: readonly Ring[] }
  | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }

const RADIANS = Math.PI / 180

/**
 * True when the position lies inside the surface: even-odd rule, so holes and multiparts need no care of their own.
 * A position exactly on an edge may fall to either side.
 */
export function pointInPolygon(point: LonLat, surface: Surface): boolean {
  let inside = false
  for (const ring of ringsOf(surface)) if (crossesOddly(point, ring)) inside = !inside
  return inside
}

/**
 * Metres from a position to the surface: 0 inside, else to its nearest edge. Planar about the position (degrees scaled
 * by the cosine of its latitude), which is off by less than 0.1 % within 50 km in the tropics. Infinity when empty.
 */
export function metresToPolygon(point: LonLat, surface: Surface): number {
  if (pointInPolygon(point, surface)) return 0
  let nearest = Infinity
  for (const ring of ringsOf(surface)) nearest = Math.min(nearest, metresToRing(point, ring))
  return nearest
}

function ringsOf(surface: Surface): Ring[] {
  return surface.type === 'Polygon' ? [...surface.coordinates] : surface.coordinates.flat()
}

function crossesOddly([x, y]: LonLat, ring: Ring): boolean {
  let odd = false
  let [x1 = 0, y1 = 0] = ring.at(-1) ?? []
  for (const [x2 = 0, y2 = 0] of ring) {
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
    x1 = x2
    y1 = y2
  }
  return odd
}

function metresToRing([lon, lat]: LonLat, ring: Ring): number {
  const perLat = EARTH_RADIUS_METRES * RADIANS
  const perLon = perLat * Math.cos(lat * RADIANS)
  let nearest = Infinity
  let [lon1 = 0, lat1 = 0] = ring.at(-1) ?? []
  for (const [lon2 = 0, lat2 = 0] of ring) {
    const x1 = (lon1 - lon) * perLon
    const y1 = (lat1 - lat) * perLat
    const dx = (lon2 - lon1) * perLon
    const dy = (lat2 - lat1) * perLat
    const length2 = dx * dx + dy * dy
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / length2))
    nearest = Math.min(nearest, Math.hypot(x1 + along * dx, y1 + along * dy))
    lon1 = lon2
    lat1 = lat2
  }
  return nearest
}
