/** Keys of fields of MVT 2.1 that are read here: number and wire type. */
const key = {
  layer: (3 << 3) | 2,
  layerName: (1 << 3) | 2,
  layerFeature: (2 << 3) | 2,
  featureType: 3 << 3,
  featureGeometry: (4 << 3) | 2,
} as const
/** Wire type of what has a length; others here are numbers. */
const LENGTH_DELIMITED = 2
const POLYGON = 3

const utf8 = new TextDecoder()

/** By the name of each layer of a tile that our encoder wrote: where the geometry of each polygon starts and ends, in turn. */
export function readAreas(tile: Uint8Array): Map<string, number[]> {
  return new AreaReader(tile).layers()
}

/** Reads on from one place; thousands of features are passed without leaving an object each. */
class AreaReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  layers(): Map<string, number[]> {
    const layers = new Map<string, number[]>()
    while (this.#at < this.#bytes.length) {
      const field = this.#varint()
      const end = this.#end(field)
      if (field === key.layer) this.#layer(end, layers)
      this.#at = end
    }
    return layers
  }

  #layer(end: number, layers: Map<string, number[]>): void {
    const areas: number[] = []
    let name = ''
    while (this.#at < end) {
      const field = this.#varint()
      const until = this.#end(field)
      if (field === key.layerFeature) this.#feature(until, areas)
      else if (field === key.layerName) name = utf8.decode(this.#bytes.subarray(this.#at, until))
      this.#at = until
    }
    layers.set(name, areas)
  }

  #feature(end: number, areas: number[]): void {
    let isArea = false
    while (this.#at < end) {
      const field = this.#varint()
      if (field === key.featureType) {
        isArea = this.#varint() === POLYGON
        continue
      }
      const until = this.#end(field)
      if (isArea && field === key.featureGeometry) areas.push(this.#at, until)
      this.#at = until
    }
  }

  /** Where the content of a field ends whose key was just read. */
  #end(field: number): number {
    if ((field & 7) === LENGTH_DELIMITED) {
      const length = this.#varint()
      return this.#at + length
    }
    this.#varint()
    return this.#at
  }

  #varint(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++]!
    let value = byte & 0x7f
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.#at++]!
      value |= (byte & 0x7f) << shift
    }
    return value >>> 0
  }
}
