/** Bytes that are no FlatBuffer: an offset or a length points out of them. */
export class BadFlatBuffer extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadFlatBuffer'
  }
}

/** A vector inside a FlatBuffer: where its first element is and how many there are. */
interface Vector {
  at: number
  length: number
}

/**
 * One table of a FlatBuffer, read field by field with every offset and length checked against the bytes: files come
 * from strangers, and the generated readers trust them. Fields are numbered as in the schema; absent ones give the default.
 */
export class FlatTable {
  readonly #view: DataView
  readonly #at: number
  readonly #vtable: number
  readonly #vtableBytes: number

  private constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
    this.#vtable = at - this.#guard(() => view.getInt32(at, true))
    this.#vtableBytes = this.#guard(() => view.getUint16(this.#vtable, true))
  }

  /** The root table of a buffer without size prefix. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (view.byteLength < 4) throw new BadFlatBuffer('fewer than 4 bytes')
    return new FlatTable(view, view.getUint32(0, true))
  }

  #guard<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (error instanceof RangeError) throw new BadFlatBuffer('an offset points out of the data')
      throw error
    }
  }

  /** Position of a field, or 0 where it is absent. */
  #field(index: number): number {
    const slot = 4 + 2 * index
    if (slot + 2 > this.#vtableBytes) return 0
    const offset = this.#guard(() => this.#view.getUint16(this.#vtable + slot, true))
    return offset === 0 ? 0 : this.#at + offset
  }

  #vector(index: number, elementBytes: number): Vector {
    const field = this.#field(index)
    if (field === 0) return { at: 0, length: 0 }
    return this.#vectorAt(field, elementBytes)
  }

  #vectorAt(field: number, elementBytes: number): Vector {
    return this.#guard(() => {
      const at = field + this.#view.getUint32(field, true)
      const length = this.#view.getUint32(at, true)
      if (at + 4 + length * elementBytes > this.#view.byteLength)
        throw new BadFlatBuffer(`a list of ${length} items is longer than the data`)
      return { at: at + 4, length }
    })
  }

  uint8(index: number, absent = 0): number {
    const field = this.#field(index)
    return field === 0 ? absent : this.#guard(() => this.#view.getUint8(field))
  }

  uint16(index: number, absent = 0): number {
    const field = this.#field(index)
    return field === 0 ? absent : this.#guard(() => this.#view.getUint16(field, true))
  }

  int32(index: number, absent = 0): number {
    const field = this.#field(index)
    return field === 0 ? absent : this.#guard(() => this.#view.getInt32(field, true))
  }

  uint64(index: number): bigint {
    const field = this.#field(index)
    return field === 0 ? 0n : this.#guard(() => this.#view.getBigUint64(field, true))
  }

  bytes(index: number): Uint8Array {
    const { at, length } = this.#vector(index, 1)
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length)
  }

  /** Text of at most so many bytes. */
  text(index: number, mostBytes = 1024): string {
    const { length } = this.#vector(index, 1)
    if (length > mostBytes)
      throw new BadFlatBuffer(`a text of ${length} bytes, expected at most ${mostBytes}`)
    return new TextDecoder().decode(this.bytes(index))
  }

  uint32s(index: number): number[] {
    const { at, length } = this.#vector(index, 4)
    return Array.from({ length }, (_, item) => this.#view.getUint32(at + 4 * item, true))
  }

  /** Number of doubles in a vector, without reading them. */
  doubleCount(index: number): number {
    return this.#vector(index, 8).length
  }

  doubles(index: number): Float64Array {
    const { at, length } = this.#vector(index, 8)
    return Float64Array.from({ length }, (_, item) => this.#view.getFloat64(at + 8 * item, true))
  }

  table(index: number): FlatTable | null {
    const field = this.#field(index)
    return field === 0 ? null : this.#tableAt(field)
  }

  /** A vector of tables. They may all be the same one, so their number is bounded before any is made. */
  tables(index: number, most: number): FlatTable[] {
    const { at, length } = this.#vector(index, 4)
    if (length > most) throw new BadFlatBuffer(`a list of ${length} tables, expected at most ${most}`)
    return Array.from({ length }, (_, item) => this.#tableAt(at + 4 * item))
  }

  #tableAt(field: number): FlatTable {
    return this.#guard(() => new FlatTable(this.#view, field + this.#view.getUint32(field, true)))
  }
}
