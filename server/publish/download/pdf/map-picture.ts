import type { Envelope } from '../../../../core/geo/envelope.ts'
import { lonLatToMercator } from '../../../../core/geo/tile.ts'
import type { LayerDefinition } from '../../../layers/layer.ts'

export interface MapPictureRequest {
  layer: LayerDefinition
  /** West, south, east, north in metres of EPSG:3857. */
  box3857: Envelope
  /** Pixels. */
  width: number
  height: number
  /** Keys of the rows to draw, in order; null for all of the layer. */
  keys: Int32Array | null
  signal: AbortSignal
}

/** Draws a layer as PNG; null where this server draws no pictures. */
export type DrawMapPicture = (request: MapPictureRequest) => Promise<Uint8Array | null>

const LEAST_SPAN_METRES = 1_000
const MARGIN_SHARE = 0.06

/** The box of a picture of this shape (width by height) that shows a box of degrees with some air around it. */
export function pictureBox([west, south, east, north]: Envelope, shape: number): Envelope {
  const [x1, y1] = lonLatToMercator(west, south)
  const [x2, y2] = lonLatToMercator(east, north)
  const span = 1 + 2 * MARGIN_SHARE
  const wide = Math.max(x2 - x1, LEAST_SPAN_METRES) * span
  const high = Math.max(y2 - y1, LEAST_SPAN_METRES) * span
  const width = Math.max(wide, high * shape)
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2]
  const height = width / shape
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
}
