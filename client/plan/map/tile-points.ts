import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { RecentTiles } from '../../map/recent-tiles.ts'

/** A drawn point, EPSG:3857: one proposal with its code, or several. */
export interface TilePoint {
  readonly x: number
  readonly y: number
  readonly code: string | null
  readonly count: number
}

/** The points of the loaded tiles, to answer what the pointer is over. */
export class TilePoints {
  readonly #tiles = new RecentTiles<{ level: number; points: TilePoint[] }>(64)

  setTile(tile: VectorTile<RenderFeature>): void {
    const [level = 0] = tile.getTileCoord()
    const features = (tile.getFeatures() ?? []).filter((feature) => feature.getType() === 'Point')
    this.#tiles.set(tile.getTileCoord().join('/'), { level, points: features.map(pointOf) })
  }

  /** The point nearest to (x, y) within `reachMetres` among the tiles that a view of this zoom shows. */
  nearest(x: number, y: number, viewZoom: number, reachMetres: number): TilePoint | null {
    // Tiles are of 512 px: one level less than the view.
    const level = Math.floor(viewZoom - 1 + 1e-6)
    let found: TilePoint | null = null
    let closest = reachMetres ** 2
    for (const tile of this.#tiles.values()) {
      if (tile.level !== level) continue
      for (const point of tile.points) {
        const away = (point.x - x) ** 2 + (point.y - y) ** 2
        if (away >= closest) continue
        closest = away
        found = point
      }
    }
    return found
  }
}

function pointOf(feature: RenderFeature): TilePoint {
  const [x = 0, y = 0] = feature.getFlatCoordinates()
  const code = feature.get('code')
  const count = feature.get('point_count')
  return {
    x,
    y,
    code: typeof code === 'string' ? code : null,
    count: typeof count === 'number' ? count : 1,
  }
}
