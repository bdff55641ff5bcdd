import { type TileAddress, tileEnvelope3857, tileSpanMetres } from '../../core/geo/tile.ts'
import type { ClipBounds, VertexBuffer } from './clip-path.ts'

/** Units along a tile's edge (MVT 2.1, 4.1 `extent`). */
export const tileExtent = 4096

/** Units that geometry reaches past each edge, so that symbols and outlines meet their other half. */
export const tileBuffer = 128

/** Edge of a cell in which points are gathered, in tile units: four pixels of a 256 px tile. The buffer is whole cells. */
export const cellUnits = 64
export const cellsAcross = (tileExtent + 2 * tileBuffer) / cellUnits

/** A shape of a mixed layer no larger than this, in tile units, is drawn as a point: two screen pixels. */
export const pointSizedUnits = 32

/** The way from EPSG:3857 to units of one tile: (x - originX) * scale, (originY - y) * scale. */
export interface TileTransform {
  originX: number
  originY: number
  scale: number
  /** Envelope with buffer in EPSG:3857. */
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** Transform of a tile; `buffer` in tile units. */
export function tileTransform(tile: TileAddress, buffer = tileBuffer): TileTransform {
  const [minX, minY, maxX, maxY] = tileEnvelope3857(tile)
  const span = tileSpanMetres(tile.z)
  const margin = (span * buffer) / tileExtent
  return {
    originX: minX,
    originY: maxY,
    scale: tileExtent / span,
    minX: minX - margin,
    minY: minY - margin,
    maxX: maxX + margin,
    maxY: maxY + margin,
  }
}

/** The buffered tile in its own units. */
export const tileBounds: ClipBounds = {
  minX: -tileBuffer,
  minY: -tileBuffer,
  maxX: tileExtent + tileBuffer,
  maxY: tileExtent + tileBuffer,
}

/** Appends vertices first .. end - 1 of coords (EPSG:3857, flat) to a path, in units of what is being written. */
export type ToUnits = (coords: Float64Array, first: number, end: number, path: VertexBuffer) => void

/** Units of one tile. */
export function toTileUnits({ originX, originY, scale }: TileTransform): ToUnits {
  return (coords, first, end, path) => {
    for (let i = first; i < end; i++) {
      path.push((coords[2 * i]! - originX) * scale, (originY - coords[2 * i + 1]!) * scale)
    }
  }
}
