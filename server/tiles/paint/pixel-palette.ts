const MOST_COLOURS = 256
/** Places of the table, a power of two; a quarter of them are taken at most. */
const PLACES = 1024
const PLACE_BITS = 10

/** The colours of a picture in the order in which they come. */
export class PixelPalette {
  /** By place of an open-addressed table: a colour, and one more than its index; 0 where none is. */
  readonly #keys = new Uint32Array(PLACES)
  readonly #indexes = new Uint16Array(PLACES)
  readonly #words = new Uint32Array(MOST_COLOURS)
  #count = 0

  /** Writes the index of each pixel to `raw`, a 0 before each row. False where there are more colours than indexes. */
  index(words: Uint32Array, width: number, raw: Uint8Array): boolean {
    this.#indexes.fill(0)
    this.#count = 0
    const keys = this.#keys
    const indexes = this.#indexes
    let last = -1
    let index = 0
    let to = 0
    for (let at = 0; at < words.length; ) {
      raw[to++] = 0
      for (const end = at + width; at < end; at++) {
        const word = words[at]!
        if (word !== last) {
          // Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4).
          let place = Math.imul(word, 0x9e3779b1) >>> (32 - PLACE_BITS)
          while (indexes[place] !== 0 && keys[place] !== word) place = (place + 1) & (PLACES - 1)
          if (indexes[place] === 0) {
            if (this.#count === MOST_COLOURS) return false
            keys[place] = word
            this.#words[this.#count] = word
            indexes[place] = ++this.#count
          }
          last = word
          index = indexes[place]! - 1
        }
        raw[to++] = index
      }
    }
    return true
  }

  /** Red, green and blue of each colour of the picture that was indexed last. */
  colours(): Uint8Array {
    const bytes = this.#bytes()
    return Uint8Array.from({ length: 3 * this.#count }, (_, i) => bytes[4 * Math.floor(i / 3) + (i % 3)]!)
  }

  alphas(): Uint8Array {
    const bytes = this.#bytes()
    return Uint8Array.from({ length: this.#count }, (_, i) => bytes[4 * i + 3]!)
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#words.buffer)
  }
}
