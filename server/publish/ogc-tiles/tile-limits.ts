import type { LonLat } from '../../../core/geo/lon-lat.ts'
import { DEEPEST_ZOOM, lonLatToTile } from '../../../core/geo/tile.ts'
import type { LayerFacts } from '../records/read-facts.ts'
import type { TileMatrixSet } from './tile-matrix-set.ts'

/** Rows and columns of a tile matrix between which something is (17-083r4, 8.3). */
export interface TileLimits {
  tileMatrix: string
  minTileRow: number
  maxTileRow: number
  minTileCol: number
  maxTileCol: number
}

/** The limits of an extent (degrees) in every matrix of a set. */
export function limitsOf(set: TileMatrixSet, extent: NonNullable<LayerFacts['extent']>): TileLimits[] {
  const [west, south, east, north] = extent
  return Array.from({ length: DEEPEST_ZOOM + 1 }, (_, z) => {
    const [first, last] = [tileAt(set, [west, north], z), tileAt(set, [east, south], z)]
    return {
      tileMatrix: String(z),
      minTileRow: first.y,
      maxTileRow: last.y,
      minTileCol: first.x,
      maxTileCol: last.x,
    }
  })
}

function tileAt({ id, size }: TileMatrixSet, [lon, lat]: LonLat, z: number): { x: number; y: number } {
  if (id === 'WebMercatorQuad') return lonLatToTile(lon, lat, z)
  return { x: within(size[0] * 2 ** z, (lon + 180) / 360), y: within(size[1] * 2 ** z, (90 - lat) / 180) }
}

/** Which of so many steps a share of the whole lies in. */
const within = (steps: number, share: number) => Math.max(0, Math.min(steps - 1, Math.floor(share * steps)))
