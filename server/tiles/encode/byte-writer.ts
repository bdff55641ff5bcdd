/** A growing byte buffer with protobuf varints; reused from tile to tile. */
export class ByteWriter {
  bytes: Uint8Array
  length = 0

  constructor(capacity = 1 << 16) {
    this.bytes = new Uint8Array(capacity)
  }

  /** Makes room; the unchecked writes below rely on it. */
  reserve(extra: number): void {
    const wanted = this.length + extra
    if (wanted <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(wanted, this.bytes.length * 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  /** Unchecked. Whole numbers from 0 to 2^53 - 1. */
  varint(value: number): void {
    const { bytes } = this
    let at = this.length
    let rest = value
    while (rest > 0x7fffffff) {
      bytes[at++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    while (rest > 0x7f) {
      bytes[at++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    bytes[at++] = rest
    this.length = at
  }

  /** Unchecked. A whole number in zigzag coding (MVT 2.1, 4.3.2). */
  zigzag(value: number): void {
    this.varint(((value << 1) ^ (value >> 31)) >>> 0)
  }

  /** Copies bytes, checked. */
  copy(from: Uint8Array, start: number, end: number): void {
    const count = end - start
    this.reserve(count)
    if (count > 32) {
      this.bytes.set(from.subarray(start, end), this.length)
      this.length += count
      return
    }
    const { bytes } = this
    let at = this.length
    for (let i = start; i < end; i++) bytes[at++] = from[i]!
    this.length = at
  }

  /** Unchecked. Starts a length-delimited field whose length is not known; one byte is left for it. */
  open(tag: number): number {
    this.bytes[this.length++] = tag
    return this.length++
  }

  /** Writes the length of the field that open() started at this mark, moving its content if it needs room. */
  close(mark: number): void {
    const size = this.length - mark - 1
    if (size < 0x80) {
      this.bytes[mark] = size
      return
    }
    const extra = size < 0x4000 ? 1 : size < 0x200000 ? 2 : size < 0x10000000 ? 3 : 4
    this.reserve(extra)
    this.bytes.copyWithin(mark + 1 + extra, mark + 1, this.length)
    this.length = mark
    this.varint(size)
    this.length += size
  }
}

/** Bytes that a varint takes. */
export function varintSize(value: number): number {
  let size = 1
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) size++
  return size
}
