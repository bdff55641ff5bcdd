/** The bytes ended before the asked-for number was read. */
export class EndOfBytes extends Error {
  readonly wanted: number
  readonly left: number

  constructor(wanted: number, left: number) {
    super(`${left} bytes where ${wanted} were announced`)
    this.name = 'EndOfBytes'
    this.wanted = wanted
    this.left = left
  }
}

/** Reads exact numbers of bytes from a stream of chunks. The caller bounds each number before asking. */
export class ByteReader {
  #chunks: AsyncIterator<Uint8Array>
  #buffered: Buffer = Buffer.alloc(0)
  #position = 0

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Bytes handed out or skipped so far. */
  get position(): number {
    return this.#position
  }

  /** The next n bytes; throws EndOfBytes when fewer are left. */
  async read(n: number): Promise<Buffer> {
    const parts: Buffer[] = [this.#buffered]
    let have = this.#buffered.length
    while (have < n) {
      const next = await this.#chunks.next()
      if (next.done) throw new EndOfBytes(n, have)
      parts.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength))
      have += next.value.byteLength
    }
    const all = parts.length === 1 ? this.#buffered : Buffer.concat(parts, have)
    this.#buffered = all.subarray(n)
    this.#position += n
    return all.subarray(0, n)
  }

  /** Passes over n bytes without keeping them; throws EndOfBytes when fewer are left. */
  async skip(n: number): Promise<void> {
    let left = n
    while (left > this.#buffered.length) {
      left -= this.#buffered.length
      const next = await this.#chunks.next()
      if (next.done) throw new EndOfBytes(n, n - left)
      this.#buffered = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    this.#buffered = this.#buffered.subarray(left)
    this.#position += n
  }

  /** True once everything has been read. */
  async atEnd(): Promise<boolean> {
    while (this.#buffered.length === 0) {
      const next = await this.#chunks.next()
      if (next.done) return true
      this.#buffered = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    }
    return false
  }

  /** Reads whatever is left without keeping it, so that the stream can check itself at its end. */
  async drain(): Promise<void> {
    this.#buffered = Buffer.alloc(0)
    while (!(await this.#chunks.next()).done);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }
}
