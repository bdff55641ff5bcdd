import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import type { Envelope } from '../../../core/geo/tile.ts'
import { type DirectoryEntry, encodeDirectories } from './directory.ts'
import { encodeHeader } from './header.ts'

export interface ArchiveDescription {
  minZoom: number
  maxZoom: number
  /** West, south, east, north in degrees. */
  bounds: Envelope
  /** With `vector_layers`, which readers of MVT need. */
  metadata: Record<string, unknown>
}

export interface ArchiveSummary {
  tiles: number
  contents: number
  bytes: number
}

/**
 * Writes a PMTiles v3 archive of gzipped MVT tiles. Tiles come in ascending order of id; equal ones are kept once.
 * The archive takes its name only when it is complete.
 */
export class ArchiveWriter {
  readonly #path: string
  readonly #data: FileHandle
  readonly #entries: DirectoryEntry[] = []
  readonly #known = new Map<string, { offset: number; length: number }>()
  #dataLength = 0
  #tiles = 0

  private constructor(path: string, data: FileHandle) {
    this.#path = path
    this.#data = data
  }

  static async create(path: string): Promise<ArchiveWriter> {
    return new ArchiveWriter(path, await open(`${path}.tiles`, 'w'))
  }

  async add(tileId: number, bytes: Uint8Array): Promise<void> {
    const last = this.#entries.at(-1)
    if (last && tileId < last.tileId + last.runLength)
      throw new Error(`tile ${tileId} comes after ${last.tileId}`)
    this.#tiles++
    const { offset, length } = await this.#place(bytes)
    if (last && last.offset === offset && tileId === last.tileId + last.runLength) last.runLength++
    else this.#entries.push({ tileId, offset, length, runLength: 1 })
  }

  async finish(description: ArchiveDescription): Promise<ArchiveSummary> {
    await this.#data.close()
    const { root, leaves } = encodeDirectories(this.#entries)
    const metadata = gzipSync(JSON.stringify(description.metadata))
    const header = encodeHeader({
      ...description,
      rootLength: root.length,
      metadataLength: metadata.length,
      leavesLength: leaves.length,
      dataLength: this.#dataLength,
      addressedTiles: this.#tiles,
      entries: this.#entries.length,
      contents: this.#known.size,
    })
    const front = Buffer.concat([header, root, metadata, leaves])
    const whole = createWriteStream(`${this.#path}.part`)
    whole.write(front)
    await pipeline(createReadStream(`${this.#path}.tiles`), whole)
    await rename(`${this.#path}.part`, this.#path)
    await this.#removeParts()
    return { tiles: this.#tiles, contents: this.#known.size, bytes: front.length + this.#dataLength }
  }

  /** Leaves nothing behind; a file of that name from before stays. */
  async abandon(): Promise<void> {
    await this.#data.close().catch(() => {})
    await this.#removeParts()
  }

  async #place(bytes: Uint8Array): Promise<{ offset: number; length: number }> {
    const digest = createHash('sha256').update(bytes).digest('base64url')
    const known = this.#known.get(digest)
    if (known) return known
    const placed = { offset: this.#dataLength, length: bytes.length }
    this.#known.set(digest, placed)
    this.#dataLength += bytes.length
    await this.#data.write(bytes)
    return placed
  }

  async #removeParts(): Promise<void> {
    for (const ending of ['tiles', 'part']) await rm(`${this.#path}.${ending}`, { force: true })
  }
}
