import type { PictureWindow } from '../../../core/geo/picture-window.ts'
import type { DrawnRule } from '../../../core/style/drawn-rule.ts'
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
}

export interface PictureTile {
  /** An MVT of extent `extent` whose square is the window, whatever the window's shape. */
  bytes: Uint8Array
  extent: number
}
