import { getInteriorPointOfArray } from 'ol/geom/flat/interiorpoint.js'
import type RenderFeature from 'ol/render/Feature.js'

/** EPSG:3857 metres, with the area of the ring in m² to tell larger from smaller. */
export type InteriorPlace = { x: number; y: number; area: number }

/** A place inside the largest ring of an area's piece in a tile; null where nothing of it is left. */
export function interiorPlace(feature: RenderFeature): InteriorPlace | null {
  const flat = feature.getFlatCoordinates()
  let largest = { area: 0, start: 0, end: 0 }
  let start = 0
  for (const end of feature.getEnds() ?? []) {
    const area = ringArea(flat, start, end)
    if (area > largest.area) largest = { area, start, end }
    start = end
  }
  if (largest.area === 0) return null
  const ring = flat.slice(largest.start, largest.end)
  const [x = 0, y = 0] = getInteriorPointOfArray(ring, 0, [ring.length], 2, ringCentre(ring), 0)
  return { x, y, area: largest.area }
}

/** Area of a flat ring of x, y pairs without regard to its direction (shoelace formula). */
function ringArea(flat: readonly number[], start: number, end: number): number {
  let twice = 0
  for (let i = start, j = end - 2; i < end; j = i, i += 2) {
    twice += (flat[j] ?? 0) * (flat[i + 1] ?? 0) - (flat[i] ?? 0) * (flat[j + 1] ?? 0)
  }
  return Math.abs(twice / 2)
}

function ringCentre(ring: readonly number[]): number[] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < ring.length; i += 2) {
    const [x = 0, y = 0] = [ring[i], ring[i + 1]]
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return [(west + east) / 2, (south + north) / 2]
}
