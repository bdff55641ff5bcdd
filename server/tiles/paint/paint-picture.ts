import type { PlainCoat, PlainPicture } from '../../../core/style/plain-part.ts'
import { type Brush, brushOf, Canvas, colourOf } from './canvas.ts'
import { CanvasPng } from './canvas-png.ts'
import { CoverageGrid } from './coverage-grid.ts'
import { Rings, readLayers, readRings } from './read-areas.ts'
import { RingStroker } from './stroke-ring.ts'

/** Pictures up to this many pixels: the grid and the canvas take eight bytes for each. */
const MOST_PIXELS = 1024 * 1024
/** Times that the whole picture may be swept over before what lies so thick is left to who has more time. */
const MOST_SWEEPS = 60
const MOST_STROKERS = 16

interface Coat {
  brush: Brush
  /** Null for the area itself. */
  stroker: RingStroker | null
}

/**
 * Paints areas and their borders from a vector tile as Mapnik would, in the thread that made the tile: with the same vertices, the same
 * share of each pixel, feature over feature.
 */
export class PicturePainter {
  /** Pictures of one size follow each other, and its buffers are worth keeping. */
  #canvas = new Canvas(0, 0)
  #grid = new CoverageGrid(0, 0)
  readonly #rings = new Rings()
  readonly #png = new CanvasPng()
  /** By width: theirs are worth keeping too. */
  readonly #strokers = new Map<number, RingStroker>()

  /** A PNG; null where it is too much. */
  paint(
    { bytes: tile, extent }: { bytes: Uint8Array; extent: number },
    { width, height, background, parts }: PlainPicture,
  ): Uint8Array | null {
    if (width * height > MOST_PIXELS) return null
    this.#begin(width, height)
    this.#canvas.begin(background === null ? null : colourOf(background))
    const layers = readLayers(tile)
    const scale = { x: width / extent, y: height / extent }
    for (const { name, coats } of parts) {
      const layer = layers.get(name)
      if (!layer) continue
      const ready = coats.map((coat) => this.#coatOf(coat))
      for (let i = 0; i < layer.length; i += 2) {
        readRings(tile, { start: layer[i]!, end: layer[i + 1]!, scale }, this.#rings)
        for (const coat of ready) this.#lay(coat)
        if (this.#grid.swept > MOST_SWEEPS * width * height) return null
      }
    }
    if (background === null) this.#canvas.unmultiply()
    return this.#png.write(this.#canvas)
  }

  #begin(width: number, height: number): void {
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas = new Canvas(width, height)
      this.#grid = new CoverageGrid(width, height)
    }
    this.#grid.clear()
  }

  #coatOf(coat: PlainCoat): Coat {
    const brush = brushOf(colourOf(coat.color, coat.opacity))
    return { brush, stroker: coat.kind === 'stroke' ? this.#strokerOf(coat.width) : null }
  }

  #strokerOf(width: number): RingStroker {
    let stroker = this.#strokers.get(width)
    if (stroker) return stroker
    if (this.#strokers.size >= MOST_STROKERS) this.#strokers.clear()
    stroker = new RingStroker(width)
    this.#strokers.set(width, stroker)
    return stroker
  }

  #lay({ brush, stroker }: Coat): void {
    const { xy, ends } = this.#rings
    let start = 0
    for (const end of ends) {
      if (stroker) stroker.ring(this.#grid, xy, start, end)
      else this.#grid.ring(xy, { start, end, sign: 1 })
      start = end
    }
    this.#grid.sweep(this.#canvas, brush)
  }
}
