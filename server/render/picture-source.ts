import type { PictureWindow } from '../../core/geo/picture-window.ts'
import type { StyleFilter } from '../../core/style/layer-style.ts'
import type { PictureFilter } from './renderer.ts'

export type GeometryKind = 'point' | 'line' | 'polygon' | 'mixed'

/** What of a rule's features is wanted in the vector tile. */
export interface DrawnRule {
  filter?: StyleFilter
  point: boolean
  line: boolean
  polygon: boolean
  labels: readonly string[]
}

export type PartKind = 'point' | 'line' | 'polygon' | 'label' | 'line-label' | 'bubble'

/** What the source calls the layers and attributes of its vector tiles. */
export interface PartNaming {
  name(layer: number, rule: number, kind: PartKind, label: number): string
  /** Attribute of labels and bubbles. */
  text: string
  /** Attribute of bubbles: pixels across. */
  size: string
}

export interface SourceLayer {
  layer: string
  filter: PictureFilter
  rules: readonly DrawnRule[]
  bufferPixels: number
}

/** Where pictures get what they show: a vector tile of the whole window, in the plane of its CRS. */
export interface PictureSource {
  naming: PartNaming
  /** The layers as the viewer may have them, of a year where one is asked for. Throws Problem (404). */
  open(
    layers: readonly { id: string; year?: number; filter?: PictureFilter }[],
    viewer: 'public' | 'office',
  ): Promise<{ layer: string; geometry: GeometryKind; filter: PictureFilter }[]>
  draw(
    query: { window: PictureWindow; zoom: number; layers: readonly SourceLayer[] },
    signal: AbortSignal | undefined,
  ): Promise<{ bytes: Uint8Array; extent: number }>
}
