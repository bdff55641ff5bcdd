import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { RecentTiles } from './recent-tiles.ts'

type Place = { x: number; y: number }

/** Where the points of the loaded proposal tiles lie (EPSG:3857), to answer what the pointer is over. */
export class ProposalPoints {
  readonly #tiles = new RecentTiles<{ level: number; flat: Float64Array }>(64)

  setTile(tile: VectorTile<RenderFeature>): void {
    const points = (tile.getFeatures() ?? []).filter((feature) => feature.getType() === 'Point')
    const flat = Float64Array.from(points.flatMap((feature) => feature.getFlatCoordinates().slice(0, 2)))
    const [level = 0] = tile.getTileCoord()
    this.#tiles.set(tile.getTileCoord().join('/'), { level, flat })
  }

  /** The point nearest to (x, y) within `reachMetres` among the tiles that a view of this zoom shows. */
  nearest(x: number, y: number, viewZoom: number, reachMetres: number): Place | null {
    const level = Math.floor(viewZoom - 1 + 1e-6)
    let found: Place | null = null
    let closest = reachMetres ** 2
    for (const { flat } of this.#tiles.values().filter((tile) => tile.level === level)) {
      for (let i = 0; i < flat.length; i += 2) {
        const [px = 0, py = 0] = [flat[i], flat[i + 1]]
        const away = (px - x) ** 2 + (py - y) ** 2
        if (away >= closest) continue
        closest = away
        found = { x: px, y: py }
      }
    }
    return found
  }
}
