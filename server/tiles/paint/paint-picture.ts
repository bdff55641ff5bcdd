import type { PlainPicture } from '../../../core/style/plain-part.ts'
import { brushOf, Canvas } from './canvas.ts'
import { canvasPng } from './canvas-png.ts'
import { colourOf } from './colour.ts'
import { readAreas } from './read-areas.ts'

/** Pictures up to this many pixels: cells, pixels and rows take twelve bytes for each. */
const MOST_PIXELS = 1024 * 1024
/** Most sweeps over the whole picture; denser content is left to Mapnik. */
const MOST_SWEEPS = 60

/**
 * Paints areas and their borders from a vector tile as Mapnik would, in the thread that made the tile: with the same vertices, the same
 * share of each pixel, feature over feature.
 */
export class PicturePainter {
  readonly #canvas = new Canvas()

  /** Returns a PNG; null where painting would cost too much. */
  paint(
    tile: { bytes: Uint8Array; extent: number },
    { width, height, background, parts }: PlainPicture,
  ): Uint8Array | null {
    if (width * height > MOST_PIXELS) return null
    const canvas = this.#canvas
    if (!canvas.begin({ width, height }, background === null ? null : colourOf(background), tile)) return null
    const layers = readAreas(tile.bytes)
    for (const { name, coats } of parts) {
      const brushes = coats.map((coat) =>
        brushOf(coat.color, coat.opacity, coat.kind === 'stroke' ? coat.width : 0),
      )
      const areas = layers.get(name) ?? []
      for (let i = 0; i < areas.length; i += 2) {
        for (const brush of brushes) canvas.lay(areas[i]!, areas[i + 1]!, brush)
        if (canvas.swept > MOST_SWEEPS * width * height) return null
      }
    }
    return canvasPng(canvas)
  }
}
