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
  /** Fractional zoom of the web map whose pixels have the same size; see scaleOfWindow. */
  zoom: number
  layers: readonly PictureLayer[]
  /** Requests painting the picture directly, where it consists of plain parts alone. */
  plain?: PlainPicture
}

export interface PictureTile {
  /** An MVT of extent `extent` whose square is the window, whatever the window's shape; or the picture itself, if it is painted. */
  bytes: Uint8Array
  /** Whether `bytes` is a PNG: a picture that would cost too much to paint is returned as a tile. */
  painted: boolean
  extent: number
}
