import { type Colour, colourOf, wordOf } from './colour.ts'
import { instantiatePaint } from './paint-module.ts'

export interface CanvasSize {
  width: number
  height: number
}

/** Where the geometry of a polygon stands in the tile: its first byte, and the one after its last. */
export type GeometrySpan = readonly [start: number, end: number]

/** A colour as it is laid on: over areas, or over their outlines so many pixels wide. */
export interface Brush {
  word: number
  /** 0 to 255. */
  alpha: number
  /** 0 for the area itself. */
  width: number
}

export function brushOf(hex: string, opacity = 1, width = 0): Brush {
  const colour = colourOf(hex, opacity)
  return { word: wordOf(colour), alpha: colour[3], width }
}

/** Rows as PNG stores them, with the colours that their indexes stand for; true colours where those were too many. */
export interface CanvasRows {
  raw: Uint8Array
  /** Four bytes each; null for true colours, of three bytes where all is opaque. */
  palette: Uint8Array | null
}

/** Pixels that polygons of a vector tile are laid over, one over the other, in WebAssembly's memory (assembly/). */
export class Canvas {
  readonly #paint = instantiatePaint()
  #size: CanvasSize = { width: 0, height: 0 }
  #scale = { x: 1, y: 1 }
  /** Whether every pixel is, since its ground was. */
  isOpaque = false

  get size(): CanvasSize {
    return this.#size
  }

  /** Cells visited since it began: what painting costs. */
  get swept(): number {
    return this.#paint.sweptCells()
  }

  /**
   * Begins anew on a ground, null for none, with the tile whose polygons will be laid; `extent` is its width and height in units.
   * False where there is no memory for it.
   */
  begin(
    size: CanvasSize,
    ground: Colour | null,
    { bytes, extent }: { bytes: Uint8Array; extent: number },
  ): boolean {
    this.#size = size
    this.#scale = { x: size.width / extent, y: size.height / extent }
    this.isOpaque = ground !== null
    const at = this.#paint.begin(size.width, size.height, ground ? wordOf(ground) : 0, bytes.length)
    if (at > 0) this.#bytes(at, bytes.length).set(bytes)
    return at > 0
  }

  lay([start, end]: GeometrySpan, { word, alpha, width }: Brush): void {
    this.#paint.lay(start, end, this.#scale.x, this.#scale.y, width, word, alpha)
  }

  /** What is painted; good until the next picture begins. */
  rows(): CanvasRows {
    const { width, height } = this.#size
    if (!this.isOpaque) this.#paint.unmultiply()
    const count = this.#paint.writeIndexes()
    const at = this.#paint.rawAt()
    if (count > 0)
      return {
        raw: this.#bytes(at, (width + 1) * height),
        palette: this.#bytes(this.#paint.coloursAt(), 4 * count),
      }
    const channels = this.isOpaque ? 3 : 4
    this.#paint.writeChannels(channels)
    return { raw: this.#bytes(at, (channels * width + 1) * height), palette: null }
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#paint.memory.buffer, at, length)
  }
}
