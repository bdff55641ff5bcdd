import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import type { ReadLimits } from './source-file.ts'
import { UnreadableFile } from './unreadable-file.ts'
import { readCentralDirectory, type ZipEntry } from './zip-directory.ts'

/** A ratio says nothing about small entries: a blank table of a few kilobytes packs a thousandfold. */
const RATIO_FLOOR_BYTES = 32 * 1024 ** 2
const LOCAL_HEADER_BYTES = 30
const LOCAL_SIGNATURE = 0x04034b50

/** A zip file of which single entries are streamed. Its entry names are labels to choose by, never paths. */
export class ZipArchive {
  readonly entries: readonly ZipEntry[]
  readonly #path: string
  readonly #limits: ReadLimits
  readonly #unpacked = new Map<ZipEntry, number>()

  private constructor(path: string, entries: ZipEntry[], limits: ReadLimits) {
    this.#path = path
    this.entries = entries
    this.#limits = limits
  }

  static async open(path: string, limits: ReadLimits): Promise<ZipArchive> {
    const handle = await open(path, 'r')
    try {
      return new ZipArchive(path, await readCentralDirectory(handle, path, limits), limits)
    } finally {
      await handle.close()
    }
  }

  #fault(expected: string, received: unknown, cause?: unknown): UnreadableFile {
    return new UnreadableFile({ file: this.#path, expected, received }, { cause })
  }

  async #dataStart(entry: ZipEntry): Promise<number> {
    const handle: FileHandle = await open(this.#path, 'r')
    try {
      const header = Buffer.alloc(LOCAL_HEADER_BYTES)
      const { bytesRead } = await handle.read(header, 0, LOCAL_HEADER_BYTES, entry.headerOffset)
      if (bytesRead < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE)
        throw this.#fault(
          `the header of ${entry.name} in the archive`,
          'something else: damaged or truncated',
        )
      return entry.headerOffset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
    } finally {
      await handle.close()
    }
  }

  /** Counts what has really come out, whatever the headers promised. */
  #account(entry: ZipEntry, bytes: number): void {
    this.#unpacked.set(entry, Math.max(bytes, this.#unpacked.get(entry) ?? 0))
    const total = [...this.#unpacked.values()].reduce((sum, one) => sum + one, 0)
    const { maxUnpackedBytes, maxUnpackRatio } = this.#limits
    if (total > maxUnpackedBytes)
      throw this.#fault(`an archive of at most ${maxUnpackedBytes} bytes unpacked`, `more, in ${entry.name}`)
    if (bytes > RATIO_FLOOR_BYTES && bytes > entry.packedBytes * maxUnpackRatio)
      throw this.#fault(`an archive packed at most ${maxUnpackRatio}:1`, `more, in ${entry.name}`)
  }

  /** The bytes of an entry, unpacked as they are asked for and checked against its checksum at the end. */
  async *stream(entry: ZipEntry): AsyncGenerator<Buffer> {
    if (entry.encrypted) throw this.#fault('an archive without a password', `${entry.name} is encrypted`)
    if (entry.method !== 0 && entry.method !== 8)
      throw this.#fault('entries stored or deflated', `${entry.name} packed with method ${entry.method}`)
    let bytes = 0
    let checksum = 0
    for await (const chunk of this.#unpack(entry)) {
      bytes += chunk.length
      this.#account(entry, bytes)
      checksum = crc32(chunk, checksum)
      yield chunk
    }
    if (bytes !== entry.unpackedBytes || checksum !== entry.checksum)
      throw this.#fault(
        `${entry.name} with its stated size and checksum`,
        'other content: damaged or truncated',
      )
  }

  async *#unpack(entry: ZipEntry): AsyncGenerator<Buffer> {
    if (entry.packedBytes === 0) return
    const start = await this.#dataStart(entry)
    // Small steps in, so that one step of a bomb cannot put more than some 16 MB into memory.
    const packed = createReadStream(this.#path, {
      start,
      end: start + entry.packedBytes - 1,
      highWaterMark: entry.method === 8 ? 16 * 1024 : 256 * 1024,
    })
    if (entry.method === 0) {
      yield* packed
      return
    }
    const inflated = createInflateRaw({ chunkSize: 64 * 1024 })
    packed.on('error', (error) => inflated.destroy(error))
    packed.pipe(inflated)
    try {
      yield* inflated
    } catch (cause) {
      throw this.#fault(`${entry.name} as deflated data`, 'damaged or truncated data', cause)
    } finally {
      packed.destroy()
      inflated.destroy()
    }
  }

  /** A whole small entry; throws UnreadableFile when it is larger than maxBytes. */
  async read(entry: ZipEntry, maxBytes: number): Promise<Buffer> {
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of this.stream(entry)) {
      bytes += chunk.length
      if (bytes > maxBytes) throw this.#fault(`${entry.name} of at most ${maxBytes} bytes`, 'more')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, bytes)
  }
}
