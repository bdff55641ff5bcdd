import { encodeValue } from '../snapshot/encode-value.ts'
import type { Column, Segment } from '../snapshot/snapshot.ts'
import { TILE_EXTENT } from '../tile-units.ts'
import { ByteWriter, varintSize } from './byte-writer.ts'

const utf8 = new TextEncoder()

/** Field tags of MVT 2.1's protobuf schema: field number << 3 | wire type. */
const tag = { layer: 0x1a, name: 0x0a, feature: 0x12, key: 0x1a, extent: 0x28, version: 0x78 } as const
const featureTag = { id: 0x08, tags: 0x12, type: 0x18, geometry: 0x22 } as const

/** Place of each value code in the tile's value table plus one, per column; 0 where it has none yet. */
const slotsOf = new WeakMap<Column, Uint32Array>()

function slots(column: Column): Uint32Array {
  let found = slotsOf.get(column)
  if (!found) {
    found = new Uint32Array(column.offsets.length)
    slotsOf.set(column, found)
  }
  return found
}

/** Bytes that a layer shares with others that continued the same part; `packed` caches them compressed. */
export interface SameBytes {
  start: number
  end: number
  packed: Record<'features' | 'values', Uint8Array | null>
  as: 'features' | 'values'
}

/** The first features of a layer with their keys and values. */
export interface WrittenPart {
  features: Uint8Array
  values: Uint8Array
  keys: readonly string[]
  valueCount: number
  featureCount: number
  packed: SameBytes['packed']
}

export interface WrittenLayer {
  bytes: Uint8Array
  same: SameBytes[]
}

/**
 * Writes one layer of a vector tile straight to bytes: no object per feature, keys and values deduplicated
 * through their dictionary codes. Begin, write features, then finish; the writer is reused.
 */
export class MvtLayerWriter {
  readonly features = new ByteWriter(1 << 20)
  readonly #values = new ByteWriter(1 << 18)
  readonly #keys: string[] = []
  readonly #keyAt = new Map<string, number>()
  readonly #touched: { slot: Uint32Array; code: number }[] = []
  readonly #plain = new Map<number, number>()
  #valueCount = 0
  #resumed: { part: WrittenPart; whole: boolean } | null = null
  featureCount = 0

  /** The tile's key numbers of a segment's columns, in their order. */
  keysOf(segment: Segment): number[] {
    return segment.columns.map((column) => this.#key(column.name))
  }

  /** Opens a feature; leaves it at the open tags. A negative id is left out. */
  openFeature(id: number): { feature: number; tags: number } {
    const { features } = this
    features.reserve(64)
    const feature = features.open(tag.feature)
    if (id >= 0) {
      features.bytes[features.length++] = featureTag.id
      features.varint(id)
    }
    return { feature, tags: features.open(featureTag.tags) }
  }

  /** Writes all attributes of a row that are not null. */
  rowTags(segment: Segment, keys: readonly number[], row: number): void {
    const { features } = this
    const { columns } = segment
    features.reserve(columns.length * 10)
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!
      const code = column.codes[row]!
      if (code === 0) continue
      features.varint(keys[c]!)
      features.varint(this.#valueOf(column, code))
    }
  }

  /** Writes one attribute of a row. */
  codeTag(column: Column, code: number): void {
    this.features.reserve(20)
    this.features.varint(this.#key(column.name))
    this.features.varint(this.#valueOf(column, code))
  }

  /** Writes a computed text, such as a label. */
  textTag(name: string, value: string): void {
    this.features.reserve(20)
    this.features.varint(this.#key(name))
    const bytes = encodeValue(value, 'string')
    this.#values.copy(bytes, 0, bytes.length)
    this.features.varint(this.#valueCount++)
  }

  /** Writes a computed number, such as a count or a sum. */
  numberTag(name: string, value: number): void {
    this.features.reserve(20)
    this.features.varint(this.#key(name))
    let index = this.#plain.get(value)
    if (index === undefined) {
      index = this.#valueCount++
      this.#plain.set(value, index)
      const bytes = encodeValue(value, Number.isSafeInteger(value) ? 'integer' : 'number')
      this.#values.copy(bytes, 0, bytes.length)
    }
    this.features.varint(index)
  }

  /** Closes the tags and opens the geometry: 1 point, 2 line, 3 polygon. */
  openGeometry(tagsMark: number, type: number): number {
    const { features } = this
    features.close(tagsMark)
    features.reserve(16)
    features.bytes[features.length++] = featureTag.type
    features.bytes[features.length++] = type
    return features.open(featureTag.geometry)
  }

  closeFeature(feature: number, geometry: number): void {
    this.features.close(geometry)
    this.features.close(feature)
    this.featureCount++
  }

  /** Undoes a feature whose geometry turned out empty. Values it added stay in the table, unused. */
  dropFeature(feature: number): void {
    this.features.length = feature - 1
  }

  /** The whole layer as a field of the tile; empty when it holds no feature. The writer is fresh after. */
  finish(name: string, extent: number = TILE_EXTENT): Uint8Array {
    return this.finishInParts(name, extent).bytes
  }

  /** As finish, and reports which bytes belong to the continued part. */
  finishInParts(name: string, extent: number = TILE_EXTENT): WrittenLayer {
    const empty = { bytes: new Uint8Array(0), same: [] }
    const layer = this.featureCount === 0 ? empty : this.#assemble(utf8.encode(name), extent)
    this.#clear()
    return layer
  }

  /** The features written so far as a part that can be continued any number of times. The writer is empty afterwards. */
  takePart(): WrittenPart {
    const part: WrittenPart = {
      features: this.features.bytes.slice(0, this.features.length),
      values: this.#values.bytes.slice(0, this.#values.length),
      keys: [...this.#keys],
      valueCount: this.#valueCount,
      featureCount: this.featureCount,
      packed: { features: null, values: null },
    }
    this.#clear()
    return part
  }

  /** Continues a part without the features at `cuts`, which are in order. The writer must be empty. */
  resume(part: WrittenPart, cuts: readonly { start: number; end: number }[] = []): void {
    let at = 0
    for (const { start, end } of cuts) {
      this.features.copy(part.features, at, start)
      at = end
    }
    this.features.copy(part.features, at, part.features.length)
    this.#values.copy(part.values, 0, part.values.length)
    for (const key of part.keys) this.#key(key)
    this.#valueCount = part.valueCount
    this.featureCount = part.featureCount - cuts.length
    this.#resumed = { part, whole: cuts.length === 0 }
  }

  #clear(): void {
    for (const { slot, code } of this.#touched) slot[code] = 0
    this.#touched.length = 0
    this.features.length = 0
    this.#values.length = 0
    this.#keys.length = 0
    this.#keyAt.clear()
    this.#plain.clear()
    this.#valueCount = 0
    this.featureCount = 0
    this.#resumed = null
  }

  #assemble(name: Uint8Array, extent: number): WrittenLayer {
    const keys = this.#keys.map((key) => utf8.encode(key))
    const keyBytes = keys.reduce((sum, key) => sum + 1 + varintSize(key.length) + key.length, 0)
    const headBytes = 3 + varintSize(name.length) + name.length
    const extentBytes = 1 + varintSize(extent)
    const size = headBytes + this.features.length + keyBytes + this.#values.length + extentBytes
    const out = new ByteWriter(size + 8)
    out.bytes[out.length++] = tag.layer
    out.varint(size)
    out.bytes.set([tag.version, 2, tag.name], out.length)
    out.length += 3
    out.varint(name.length)
    out.copy(name, 0, name.length)
    const featuresAt = out.length
    out.copy(this.features.bytes, 0, this.features.length)
    const keysAt = out.length
    for (const key of keys) {
      out.bytes[out.length++] = tag.key
      out.varint(key.length)
      out.copy(key, 0, key.length)
    }
    const valuesAt = out.length
    out.copy(this.#values.bytes, 0, this.#values.length)
    out.bytes[out.length++] = tag.extent
    out.varint(extent)
    return { bytes: out.bytes.subarray(0, out.length), same: this.#same({ featuresAt, keysAt, valuesAt }) }
  }

  #same(at: { featuresAt: number; keysAt: number; valuesAt: number }): SameBytes[] {
    if (!this.#resumed) return []
    const { part, whole } = this.#resumed
    const same: SameBytes[] = []
    const { features, values, packed } = part
    if (whole)
      same.push({ start: at.featuresAt, end: at.featuresAt + features.length, packed, as: 'features' })
    // Keys precede values, and are those of the part when no new ones were added.
    if (this.#keys.length === part.keys.length)
      same.push({ start: at.keysAt, end: at.valuesAt + values.length, packed, as: 'values' })
    return same
  }

  #key(name: string): number {
    let index = this.#keyAt.get(name)
    if (index === undefined) {
      index = this.#keys.length
      this.#keyAt.set(name, index)
      this.#keys.push(name)
    }
    return index
  }

  #valueOf(column: Column, code: number): number {
    // Columns of mostly distinct values gain nothing from a lookup table.
    if (column.distinct) {
      const slot = slots(column)
      const known = slot[code]!
      if (known > 0) return known - 1
      slot[code] = this.#valueCount + 1
      this.#touched.push({ slot, code })
    }
    this.#values.copy(column.bytes, column.offsets[code]!, column.offsets[code + 1]!)
    return this.#valueCount++
  }
}
