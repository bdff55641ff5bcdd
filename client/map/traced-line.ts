import type RenderFeature from 'ol/render/Feature.js'
import type VectorTile from 'ol/VectorTile.js'
import { RecentTiles } from './recent-tiles.ts'

type Path = { level: number; flat: number[] }

/**
 * The line of one name, gathered from the tiles of its layer as they come: what the map has loaded already is enough
 * to draw it, however long it is. Coordinates are flat x, y pairs in EPSG:3857.
 */
export class TracedLine {
  readonly layer: string
  readonly #name: string
  readonly #tiles = new RecentTiles<Path[]>(128)

  constructor(layer: string, name: string) {
    this.layer = layer
    this.#name = name
  }

  add(tile: VectorTile<RenderFeature>): void {
    const [level = 0] = tile.getTileCoord()
    const same = (tile.getFeatures() ?? []).filter(
      (feature) =>
        (feature.get('name') ?? feature.get('nama')) === this.#name &&
        feature.getType().endsWith('LineString'),
    )
    this.#tiles.set(
      tile.getTileCoord().join('/'),
      same.flatMap((feature) => pathsOf(feature, level)),
    )
  }

  /** The pieces of the level that was loaded nearest to `level`, so that no piece is drawn twice. */
  near(level: number): number[][] {
    const all = this.#tiles.values().flat()
    const away = (path: Path) => Math.abs(path.level - level)
    const closest = Math.min(...all.map(away))
    return all.filter((path) => away(path) === closest).map(({ flat }) => flat)
  }
}

function pathsOf(feature: RenderFeature, level: number): Path[] {
  const flat = feature.getFlatCoordinates()
  let start = 0
  return (feature.getEnds() ?? [flat.length]).map((end) => {
    const path = { level, flat: flat.slice(start, end) }
    start = end
    return path
  })
}
