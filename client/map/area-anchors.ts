import { getInteriorPointOfArray } from 'ol/geom/flat/interiorpoint.js'
import type RenderFeature from 'ol/render/Feature.js'

/** Where an area's name goes: EPSG:3857 metres, with the piece's area in m² to tell larger from smaller. */
export type Anchor = { code: string; name: string; x: number; y: number; area: number }

/**
 * Collects from the tiles of an area layer one place for each area's name: inside the largest piece seen so
 * far, per zoom level, so that a name does not wander while the map moves.
 */
export class AreaAnchors {
  readonly #byZoom = new Map<number, Map<string, Anchor>>()

  add(zoom: number, features: readonly RenderFeature[]): void {
    const anchors = this.#byZoom.get(zoom) ?? new Map<string, Anchor>()
    this.#byZoom.set(zoom, anchors)
    for (const feature of features) {
      const anchor = anchorOf(feature)
      if (anchor && anchor.area > (anchors.get(anchor.code)?.area ?? 0)) anchors.set(anchor.code, anchor)
    }
  }

  /** The anchors of the loaded level nearest to `zoom`, largest area first. */
  near(zoom: number): Anchor[] {
    const levels = [...this.#byZoom.keys()].sort((a, b) => Math.abs(a - zoom) - Math.abs(b - zoom))
    const level = this.#byZoom.get(levels[0] ?? -1)
    return level ? [...level.values()].sort((a, b) => b.area - a.area) : []
  }
}

function anchorOf(feature: RenderFeature): Anchor | null {
  const code = feature.get('code')
  const name = feature.get('name')
  const flat = feature.getFlatCoordinates()
  if (typeof code !== 'string' || typeof name !== 'string' || !feature.getType().endsWith('Polygon'))
    return null
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
  return { code, name, x, y, area: largest.area }
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
