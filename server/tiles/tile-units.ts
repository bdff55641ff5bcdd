import {
  lonLatToMercator,
  MERCATOR_HALF_METRES,
  mercatorToLonLat,
  type TileOfSet,
  tileEnvelope3857,
  tileEnvelopeDegrees,
} from '../../core/geo/tile.ts'
import type { ClipBounds, VertexBuffer } from './clip-path.ts'

/** Units along a tile's edge (MVT 2.1, 4.1 `extent`). */
export const TILE_EXTENT = 4096

/** Units that geometry reaches past each edge, so that symbols and outlines meet their other half. */
export const TILE_BUFFER = 128

/** Edge of a cell in which points are gathered, in tile units: four pixels of a 256 px tile. The buffer is whole cells. */
export const CELL_UNITS = 64
export const CELLS_ACROSS = (TILE_EXTENT + 2 * TILE_BUFFER) / CELL_UNITS

/** A shape of a mixed layer no larger than this, in tile units, is drawn as a point: two screen pixels. */
export const POINT_SIZED_UNITS = 32

const METRES_PER_DEGREE = MERCATOR_HALF_METRES / 180

/** The way to units of one tile from its plane, EPSG:3857 or degrees: (x - originX) * scale, (originY - y) * scale. */
export interface TileTransform {
  /** Whether the plane is one of degrees. */
  geographic: boolean
  originX: number
  originY: number
  scale: number
  /** Units that a metre of EPSG:3857 takes along the equator. */
  unitsPerMetre: number
  /** Zoom of WebMercatorQuad whose tiles are as wide. */
  zoom: number
  /** Envelope with buffer in EPSG:3857. */
  minX: number
  minY: number
  maxX: number
  maxY: number
}

/** Transform of a tile; `buffer` in tile units. */
export function tileTransform(tile: TileOfSet, buffer = TILE_BUFFER): TileTransform {
  const geographic = tile.set === 'WorldCRS84Quad'
  const [west, south, east, north] = geographic ? tileEnvelopeDegrees(tile) : tileEnvelope3857(tile)
  const span = east - west
  const scale = TILE_EXTENT / span
  const margin = (span * buffer) / TILE_EXTENT
  const [low, high] = [
    [west - margin, south - margin],
    [east + margin, north + margin],
  ] as const
  const [minX, minY] = geographic ? lonLatToMercator(...low) : low
  const [maxX, maxY] = geographic ? lonLatToMercator(...high) : high
  return {
    geographic,
    originX: west,
    originY: north,
    scale,
    unitsPerMetre: geographic ? scale / METRES_PER_DEGREE : scale,
    zoom: geographic ? tile.z + 1 : tile.z,
    ...{ minX, minY, maxX, maxY },
  }
}

/** Units from the tile's western edge of an x in EPSG:3857. */
export function unitsEast({ geographic, originX, scale }: TileTransform, x: number): number {
  return ((geographic ? x / METRES_PER_DEGREE : x) - originX) * scale
}

/** Units from the tile's northern edge of a y in EPSG:3857. */
export function unitsSouth({ geographic, originY, scale }: TileTransform, y: number): number {
  return (originY - (geographic ? mercatorToLonLat(0, y)[1] : y)) * scale
}

/** The buffered tile in its own units. */
export const tileBounds: ClipBounds = {
  minX: -TILE_BUFFER,
  minY: -TILE_BUFFER,
  maxX: TILE_EXTENT + TILE_BUFFER,
  maxY: TILE_EXTENT + TILE_BUFFER,
}

/** Appends vertices first .. end - 1 of coords (EPSG:3857, flat) to a path, in units of what is being written. */
export type ToUnits = (coords: Float64Array, first: number, end: number, path: VertexBuffer) => void

/** Units of one tile. */
export function toTileUnits(transform: TileTransform): ToUnits {
  const { geographic, originX, originY, scale } = transform
  if (geographic)
    return (coords, first, end, path) => {
      for (let i = first; i < end; i++)
        path.push(unitsEast(transform, coords[2 * i]!), unitsSouth(transform, coords[2 * i + 1]!))
    }
  return (coords, first, end, path) => {
    for (let i = first; i < end; i++) {
      path.push((coords[2 * i]! - originX) * scale, (originY - coords[2 * i + 1]!) * scale)
    }
  }
}
