/** Red, green, blue and alpha, 0 to 255; the colours are not multiplied by alpha. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** `#rrggbb` with an opacity from 0 to 1. */
export function colourOf(hex: string, opacity = 1): Colour {
  const rgb = Number.parseInt(hex.slice(1), 16)
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255, Math.round(255 * Math.min(1, Math.max(0, opacity)))]
}

/** A colour as it is laid on. */
export interface Brush {
  /** 0 to 255. */
  alpha: number
  /** Its four bytes as one number, were it opaque. */
  word: number
}

/** Pixels that colours are laid over, one over the other (Porter and Duff 1984); kept multiplied by alpha. */
export class Canvas {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel, row by row from the top. */
  readonly bytes: Uint8Array
  /** The same, a number each. */
  readonly words: Uint32Array
  /** Whether every pixel is, since its ground was. */
  isOpaque = false

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.words = new Uint32Array(width * height)
    this.bytes = new Uint8Array(this.words.buffer)
  }

  /** Begins anew on a ground; null for none. */
  begin(ground: Colour | null): void {
    this.words.fill(ground ? brushOf(ground).word : 0)
    this.isOpaque = ground !== null
  }

  /** Lays a colour over pixels from the `first` on, in order of rows, of each of which `cover` 255ths are covered. */
  lay(brush: Brush, first: number, count: number, cover: number): void {
    const words = this.words
    const end = first + count
    const share = brush.alpha === 255 ? cover : Math.round((brush.alpha * cover) / 255)
    if (share === 255) {
      const { word } = brush
      if (count < 32) for (let i = first; i < end; i++) words[i] = word
      else words.fill(word, first, end)
      return
    }
    // In 256ths, two channels at a time: the first and third byte, and the second and fourth.
    const part = share + (share >> 7)
    const rest = 256 - part
    const even = Math.imul(brush.word & EVEN_BYTES, part) + HALVES
    const odd = Math.imul((brush.word >>> 8) & EVEN_BYTES, part) + HALVES
    for (let i = first; i < end; i++) {
      const under = words[i]!
      const low = (Math.imul(under & EVEN_BYTES, rest) + even) >>> 8
      const high = Math.imul((under >>> 8) & EVEN_BYTES, rest) + odd
      words[i] = (low & EVEN_BYTES) | (high & ~EVEN_BYTES)
    }
  }

  /** Divides colours by alpha, as PNG keeps them. */
  unmultiply(): void {
    const { bytes } = this
    for (let at = 0; at < bytes.length; at += 4) {
      const alpha = bytes[at + 3]!
      if (alpha === 255 || alpha === 0) continue
      for (let i = at; i < at + 3; i++) bytes[i] = Math.min(255, Math.round((bytes[i]! * 255) / alpha))
    }
  }
}

const EVEN_BYTES = 0x00ff00ff
/** Half of a 256th in both channels, so that cutting off rounds. */
const HALVES = 0x00800080

const words = new Uint32Array(1)
const wordBytes = new Uint8Array(words.buffer)

export function brushOf([red, green, blue, alpha]: Colour): Brush {
  wordBytes.set([red, green, blue, 255])
  return { alpha, word: words[0]! }
}
