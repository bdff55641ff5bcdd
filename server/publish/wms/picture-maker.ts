import type { Envelope } from '../../../core/geo/envelope.ts'
import type { Language } from '../../../core/proposal/label.ts'
import type { LayerStyle } from '../../../core/style/layer-style.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import type { Viewer } from '../../layers/publication.ts'
import type { PictureFormat } from './wms-request.ts'

/* What this service asks of whatever draws: it is handed in, since stages do not know each other. */

export interface PictureLayer {
  id: string
  style: LayerStyle
  /** Of a layer that is kept year by year: the snapshot. */
  year?: number
  /** Which rows: by attribute one of these values; and those that a question to the database found, ids ascending. */
  filter?: {
    in: Record<string, readonly (string | number | boolean)[]>
    prefix: Record<string, string>
    rows?: { layer: string; key: string; ids: Int32Array }
  }
}

export interface PictureRequest {
  /** 'EPSG:4326' */
  crs: string
  /** Easting or longitude first, whatever the CRS. */
  bbox: Envelope
  width: number
  height: number
  format: PictureFormat
  transparent: boolean
  /** #rrggbb */
  background: string
  layers: readonly PictureLayer[]
  viewer: Viewer
  signal?: AbortSignal
}

export interface LegendRequest {
  style: LayerStyle
  geometry: LayerDefinition['geometry']
  language: Language
  format: PictureFormat
  /** Only the rule of this name. */
  rule?: string
  /** At which symbols are as large as in a picture, and rules out of scale left away. */
  scaleDenominator?: number
  /** Of each symbol, in pixels. */
  width?: number
  height?: number
  transparent?: boolean
  /** #rrggbb */
  background?: string
  signal?: AbortSignal
}

/** Words instead of a map. */
export interface NoteRequest
  extends Pick<PictureRequest, 'width' | 'height' | 'format' | 'transparent' | 'background'> {
  text: string
}

export interface Picture {
  bytes: Uint8Array
  /** Media type. */
  type: string
}

export interface PictureMaker {
  /** False where what draws is not installed: capabilities are told all the same. */
  readonly available: boolean
  picture(request: PictureRequest): Promise<Picture>
  legend(request: LegendRequest): Promise<Picture>
  note(request: NoteRequest): Promise<Picture>
}
