import type { Actor } from '../../core/access/actor.ts'
import type { Envelope } from '../../core/geo/envelope.ts'
import type { Label, Language } from '../../core/proposal/label.ts'
import type { LayerStyle } from '../../core/style/layer-style.ts'
import type { LayerDefinition } from '../layers/layer.ts'

/* What is asked of whatever draws: here, since the stage that draws and those that ask do not know each other. */

export const PICTURE_FORMATS = ['png', 'png8', 'jpeg', 'webp', 'svg', 'pdf'] as const
export type PictureFormat = (typeof PICTURE_FORMATS)[number]

export const MOST_PIXELS_ACROSS = 4096
export const MOST_PIXELS = 16 * 1024 * 1024
export const MOST_LAYERS = 20

/**
 * Selects the rows to be drawn: by values of attributes, by a dotted code or a code below it (`prefix`), and by a database query
 * (ids ascending).
 */
export interface PictureFilter {
  in: Record<string, readonly (string | number | boolean)[]>
  prefix: Record<string, string>
  rows?: { layer: string; key: string; ids: Int32Array }
}

export interface PictureLayer {
  id: string
  style: LayerStyle
  /** Year: of a layer with snapshots, the snapshot of that year; of a layer whose rows have years, the rows of that year. */
  year?: number
  /** `rows.layer` is the id of the layer that is drawn, which for a year may be a snapshot's. */
  filter?: PictureFilter
}

export interface PictureRequest {
  /** A code of the table of crs-definitions; `CRS:84` and `OGC:CRS84` are EPSG:4326. */
  crs: string
  /** In units of the CRS, easting or longitude first always. */
  bbox: Envelope
  /** Pixels: 1 to MOST_PIXELS_ACROSS each, MOST_PIXELS together. */
  width: number
  height: number
  format: PictureFormat
  /** Whether what no layer covers is see-through; JPEG cannot. */
  transparent: boolean
  /** `#rrggbb`, under the layers unless transparent. */
  background: string
  /** From the ground up; none gives the background. */
  layers: readonly PictureLayer[]
  actor: Actor
  signal?: AbortSignal
}

export interface LegendRequest {
  style: LayerStyle
  geometry: LayerDefinition['geometry']
  language: Language
  format: PictureFormat
  /** Title of the layer, shown beside the only symbol of a style whose rules have no names; without it that symbol has no text. */
  title?: Label
  /** Only the rule of this name (in either language). */
  rule?: string
  /** Scale denominator: symbols get the size that they have at this scale, and rules outside of it are left out. */
  scaleDenominator?: number
  /** Of each symbol, in pixels; without them 24 by 18. */
  width?: number
  height?: number
  transparent?: boolean
  /** `#rrggbb`. */
  background?: string
  signal?: AbortSignal
}

/** Words instead of a map, for a client that can show only pictures. */
export interface NoteRequest
  extends Pick<PictureRequest, 'width' | 'height' | 'format' | 'transparent' | 'background'> {
  text: string
}

export interface Picture {
  bytes: Uint8Array
  /** Media type. */
  type: string
}

/**
 * Draws pictures of layers and legends. All methods reject with a Problem: 400 for invalid requests, 404 for a layer that the
 * actor cannot have, 503 when too many requests wait or pictures are off, 500 when drawing failed or took too long.
 */
export interface PictureMaker {
  /** False where Mapnik is not installed; routes then answer that pictures are off. */
  readonly available: boolean
  picture(request: PictureRequest): Promise<Picture>
  legend(request: LegendRequest): Promise<Picture>
  note(request: NoteRequest): Promise<Picture>
}
