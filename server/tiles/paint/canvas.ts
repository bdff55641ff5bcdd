import { type Colour, colourOf, wordOf } from './colour.ts'
import { type PaintExports, paintOfThread } from './paint-module.ts'

export interface CanvasSize {
  width: number
  height: number
}

/** A coat of colour: over areas, or over their outlines with a width in pixels. */
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

/**
 * Pixels that polygons of a vector tile are laid over, one over the other, in WebAssembly's memory (assembly/); one
 * at a time in a thread.
 */
export class Canvas {
  #size: CanvasSize = { width: 0, height: 0 }
  /** Whether every pixel is, since its ground was. */
  isOpaque = false

  get #paint(): PaintExports {
    return paintOfThread()
  }

  get size(): CanvasSize {
    return this.#size
  }

  /** Cells visited since the picture was begun: the cost of painting. */
  get swept(): number {
    return this.#paint.sweptCells()
  }

  /**
   * Begins a picture on a background colour (null for none), with the tile whose polygons will be painted; `extent` is its width
   * and height in units. False when there is not enough memory.
   */
  begin(
    size: CanvasSize,
    ground: Colour | null,
    { bytes, extent }: { bytes: Uint8Array; extent: number },
  ): boolean {
    this.#size = size
    this.isOpaque = ground !== null
    const word = ground ? wordOf(ground) : 0
    const at = this.#paint.begin(size.width, size.height, word, extent, bytes.length)
    if (at > 0) this.#bytes(at, bytes.length).set(bytes)
    return at > 0
  }

  /** Paints the polygon whose geometry is in bytes `start` up to, not including, `end` of the tile. */
  lay(start: number, end: number, brush: Brush): void {
    this.#paint.lay(start, end, brush.width, brush.word, brush.alpha)
  }

  /** The painted picture; valid until the next picture begins. */
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
