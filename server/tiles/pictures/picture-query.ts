import type { PictureWindow } from '../../../core/geo/picture-window.ts'
import type { DrawnRule } from '../../../core/style/drawn-rule.ts'
import type { PlainPicture } from '../../../core/style/plain-part.ts'
import type { TileFilter } from '../tile-filter.ts'

export interface PictureLayer {
  layer: string
  filter: TileFilter
  rules: readonly DrawnRule[]
  /** How far symbols, strokes and labels reach past their place. */
  bufferPixels: number
}

/** Layers as they are seen in a window: one vector tile for the whole picture, in the plane of its CRS. */
export interface PictureQuery {
  window: PictureWindow
  /** Zoom of the web map with pixels as large, with fraction; see scaleOfWindow. */
  zoom: number
  layers: readonly PictureLayer[]
  /** To have the picture painted from the tile at once, where it is of plain parts alone. */
  plain?: PlainPicture
}

export interface PictureTile {
  /** An MVT of extent `extent` whose square is the window, whatever the window's shape; or the picture itself, if it is painted. */
  bytes: Uint8Array
  /** Whether `bytes` is a PNG: what was to be painted and is too much comes as a tile all the same. */
  painted: boolean
  extent: number
}
