import type { PictureWindow } from '../../../core/geo/picture-window.ts'
import type { StyleFilter } from '../../../core/style/layer-style.ts'
import type { TileFilter } from '../tile-filter.ts'

/** What of a rule's features is drawn, and how they are named. */
export interface PictureRule {
  filter?: StyleFilter
  point: boolean
  line: boolean
  polygon: boolean
  /** Labels as `LayerStyle` has them, with `{{property}}`. */
  labels: readonly string[]
}

export interface PictureLayer {
  layer: string
  filter: TileFilter
  rules: readonly PictureRule[]
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

export type PartKind = 'point' | 'line' | 'polygon' | 'label' | 'line-label' | 'bubble'

/** The name that the vector tile gives to what one rule draws of one layer; bubbles have no rule of their own (0). */
export function partName(layer: number, rule: number, kind: PartKind, label = 0): string {
  return `${layer}.${rule}.${kind}${label > 0 ? label : ''}`
}

/** Attribute of labels and of bubbles: the text. */
export const TEXT_ATTRIBUTE = 't'
/** Attribute of bubbles: pixels across. */
export const SIZE_ATTRIBUTE = 'd'

export interface PictureTile {
  /** An MVT of extent `extent` whose square is the window, whatever the window's shape. */
  bytes: Uint8Array
  extent: number
}
