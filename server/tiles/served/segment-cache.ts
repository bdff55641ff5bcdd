import { createHash } from 'node:crypto'
import { glob, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join, matchesGlob } from 'node:path'
import { fileURLToPath } from 'node:url'
import { changedSince, type LayerContent } from '../../layers/layer-content.ts'
import type { TileLayerSource } from '../layer-source.ts'
import type { Segment, Shapes } from '../snapshot/snapshot.ts'
import { readArrays, writeArrays } from './segment-file.ts'
import { newSerial } from './served-layer.ts'

export interface SegmentCacheOptions {
  folder: string
  /** Disk space for the files; the least recently used are deleted first. */
  mostBytes: number
  onError(error: unknown): void
}

export interface KeptSegment {
  base: Segment
  /** Keys of the rows that changed since. */
  changed: number[]
}

interface Entry {
  made: string
  content: LayerContent
  segment: Omit<Segment, 'serial' | 'shapes'> & { shapes: Shapes | { digest: string } }
}

/** More changed rows than this are read faster with all others. */
const MOST_CHANGED = 5_000

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/**
 * Files and versions that determine the content of a segment: the programs that read and build it, and the versions of their
 * dependencies.
 */
const PROGRAM = [
  'server/tiles/*.ts',
  'server/tiles/{snapshot,served,stream,workers}/*.ts',
  'server/{layers,catalogue}/*.ts',
  'core/geo/*.ts',
  'package.json',
]

/**
 * Copies of segments on disk that are reused at the next start, each with the content that it was made from. A file that is
 * damaged, of another version of the program or of other content counts as missing. Outlines that layers share are stored once.
 */
export class SegmentCache {
  readonly #options: SegmentCacheOptions
  readonly #program: Promise<string>
  readonly #reading = new Map<string, Promise<Shapes | undefined>>()
  /** Files of outlines that were read or written here, and so need not be written again. */
  readonly #whole = new Set<string>()
  #writing: Promise<void>

  constructor(options: SegmentCacheOptions) {
    this.#options = options
    this.#program = digestOfProgram()
    this.#program.catch(() => {})
    this.#writing = this.#clean().catch(options.onError)
  }

  /** `known` finds outlines that are in memory already. */
  async read(
    source: TileLayerSource,
    content: LayerContent,
    known: (digest: string) => Shapes | undefined,
  ): Promise<KeptSegment | null> {
    const path = this.#pathOf(source.id)
    const entry = (await readArrays(path)) as Entry | undefined
    if (!entry || entry.made !== (await this.#madeBy(source))) return null
    const changed = changedSince(entry.content, content)
    if (changed === 'any' || changed.length > MOST_CHANGED) return null
    const { segment } = entry
    const { digest } = segment.shapes
    const shapes =
      'levels' in segment.shapes ? segment.shapes : (known(digest) ?? (await this.#shapes(digest)))
    if (!shapes || shapes.digest !== digest) return null
    await this.#touch(path)
    return { base: { ...segment, serial: newSerial(), shapes }, changed }
  }

  /** Writes in the background, one file after the other. */
  write(source: TileLayerSource, content: LayerContent, { serial, ...segment }: Segment): void {
    const work = async () => {
      const { shapes } = segment
      const made = await this.#madeBy(source)
      if (shapes.digest === '') {
        await writeArrays(this.#pathOf(source.id), { made, content, segment } satisfies Entry)
      } else {
        const path = this.#shapesPath(shapes.digest)
        if (!this.#whole.has(path)) await writeArrays(path, shapes)
        this.#whole.add(path)
        const without = { ...segment, shapes: { digest: shapes.digest } }
        await writeArrays(this.#pathOf(source.id), { made, content, segment: without } satisfies Entry)
      }
      await this.#prune()
    }
    this.#writing = this.#writing.then(work).catch(this.#options.onError)
  }

  /** Waits until all is written. */
  async close(): Promise<void> {
    await this.#writing
  }

  #shapes(digest: string): Promise<Shapes | undefined> {
    const known = this.#reading.get(digest)
    if (known) return known
    const path = this.#shapesPath(digest)
    const reading = readArrays(path).then(async (shapes) => {
      if (shapes) {
        this.#whole.add(path)
        await this.#touch(path)
      }
      return shapes as Shapes | undefined
    })
    this.#reading.set(digest, reading)
    const forget = () => this.#reading.delete(digest)
    reading.then(forget, forget)
    return reading
  }

  /** Ids of layers may be any text. */
  #pathOf(id: string): string {
    const name = createHash('sha256').update(id).digest('hex').slice(0, 32)
    return join(this.#options.folder, `${name}.rows`)
  }

  #shapesPath(digest: string): string {
    return join(
      this.#options.folder,
      `${createHash('sha256').update(digest).digest('hex').slice(0, 32)}.shapes`,
    )
  }

  async #madeBy({ id, kind, attributes, minZoom, coverage }: TileLayerSource): Promise<string> {
    return JSON.stringify([await this.#program, id, kind, attributes, minZoom, coverage])
  }

  async #touch(path: string): Promise<void> {
    const now = new Date()
    await utimes(path, now, now).catch(() => {})
  }

  /** Deletes incomplete files of a process that was killed. */
  async #clean(): Promise<void> {
    const { folder } = this.#options
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder))
      if (name.endsWith('.new')) await rm(join(folder, name), { force: true })
  }

  async #prune(): Promise<void> {
    const { folder, mostBytes } = this.#options
    const files = []
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      const known = await stat(path).catch(() => undefined)
      if (known?.isFile()) files.push({ path, bytes: known.size, at: known.mtimeMs })
    }
    let sum = 0
    for (const { path, bytes } of files.sort((a, b) => b.at - a.at)) {
      if (sum + bytes <= mostBytes) {
        sum += bytes
        continue
      }
      this.#whole.delete(path)
      await rm(path, { force: true })
    }
  }
}

async function digestOfProgram(): Promise<string> {
  const names: string[] = []
  for await (const name of glob(PROGRAM, { cwd: ROOT })) names.push(name)
  // A pattern that matches no file would let copies of a former version be served.
  if (!PROGRAM.every((pattern) => names.some((name) => matchesGlob(name, pattern))))
    throw new Error(`no file of the program for one of ${PROGRAM.join(', ')}`)
  const hash = createHash('sha256').update(process.version)
  for (const name of names.sort()) hash.update(name).update(await readFile(join(ROOT, name)))
  return hash.digest('hex')
}
