import { DEEPEST_ZOOM } from '../../../core/geo/tile.ts'
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
    const columns = set.size[0] * 2 ** z
    const rows = set.size[1] * 2 ** z
    const column = (lon: number) => within(columns, (lon + 180) / 360)
    const row = (lat: number) => within(rows, shareFromNorth(set, lat))
    return {
      tileMatrix: String(z),
      minTileRow: row(north),
      maxTileRow: row(south),
      minTileCol: column(west),
      maxTileCol: column(east),
    }
  })
}

/** Which of so many steps a share of the whole lies in. */
const within = (steps: number, share: number) => Math.max(0, Math.min(steps - 1, Math.floor(share * steps)))

/** Where a latitude lies between the upper edge of the set and its lower. */
function shareFromNorth({ id }: TileMatrixSet, lat: number): number {
  if (id === 'WorldCRS84Quad') return (90 - lat) / 180
  return (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
}
