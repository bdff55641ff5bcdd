import { SYSTEM } from '../../core/access/actor.ts'
import type { TileChange } from '../../core/api/change.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { StoreChange } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { makeContentReader } from '../layers/layer-content.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import { GeneralisedMemo } from '../tiles/stream/generalised-memo.ts'
import { type TileSourceOptions, tileSourceOf } from '../tiles/stream/source-of-layer.ts'
import { LayerTooLargeError } from '../tiles/tile-errors.ts'
import { noPause, type Pause } from '../workload/precedence.ts'
import { retryLoading } from './retry-loading.ts'

export interface LayerLoaderOptions {
  readonly database: Database
  readonly engine: TileEngine
  /** Tells open viewers which tiles changed. */
  readonly publish: (change: TileChange) => void
  /**
   * Called once, with a message, for each layer that exceeds its memory budget: PostGIS then makes its tiles; on the embedded
   * engine it is left out.
   */
  readonly onTooLarge: (message: string) => void
  /** Awaited before each step of rereading a layer, which has no hurry: the former rows are served meanwhile. */
  readonly pause?: Pause
}

export interface LoadOptions {
  /** Called for each layer before it is loaded, with the share of layers loaded before it. */
  onLayer?: (id: string, share: number) => void
  /** Called with the error before loading is tried again. */
  onError?: (error: unknown) => void
  signal?: AbortSignal
}

/** Layers that are loaded first: those that the map shows when it opens and that most pages ask for. */
const FIRST = ['proposals', 'areas-village', 'areas-district']
/** Layers that are read at a time: PostGIS reads on its own cores, the embedded engine has one session. */
const SIDE_BY_SIDE = { postgis: 3, embedded: 1 }

/** Keeps the tile engine's layers in step with the store. */
export class LayerLoader {
  readonly #options: LayerLoaderOptions
  readonly #loaded = new Set<string>()
  readonly #streamed = new Set<string>()
  readonly #memo = new GeneralisedMemo()
  readonly #readContent: ReturnType<typeof makeContentReader>
  #reading: Promise<void> = Promise.resolve()

  constructor(options: LayerLoaderOptions) {
    this.#options = options
    this.#readContent = makeContentReader(options.database.write)
  }

  /** Names the catalogue's layers to the engine, so that whoever asks for one waits until it is loaded. */
  async expectAll(): Promise<void> {
    const catalogue = await this.#readCatalogue()
    this.#options.engine.expect(inOrder(catalogue).map(({ id }) => id))
  }

  /** Loads every layer of the catalogue, what a first view needs first, and drops those that are gone. */
  async loadAll({ onLayer, onError = () => {}, signal }: LoadOptions = {}): Promise<void> {
    const catalogue = await this.#readCatalogue()
    this.#dropMissing(catalogue)
    const left = inOrder(catalogue)
    const take = async () => {
      for (let layer = left.shift(); layer; layer = left.shift()) {
        const taken = layer
        onLayer?.(taken.id, 1 - (left.length + 1) / catalogue.length)
        await retryLoading(() => this.#load(taken, { signal }), { onError, signal })
        this.#publishWhole(taken.id)
      }
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE[this.#options.database.engine] }, take))
  }

  /** Brings the engine up to a change of the store, and tells open viewers which tiles that touched. */
  async apply({ layer, ids }: StoreChange): Promise<void> {
    const { engine, publish } = this.#options
    // Layers that were read before the change are updated afterwards.
    if (engine.isExpected(layer)) await engine.loaded([layer], Number.POSITIVE_INFINITY)
    if (ids === null || !engine.has(layer)) {
      // Of many that an import announces, each is known to the catalogue long before its turn: requests wait for it, too.
      if (!engine.has(layer)) engine.expect([layer])
      await this.#readAnew(layer)
      return
    }
    await this.#unlessTooLarge(layer, async () => {
      const { version, tiles, deepest } = await engine.change(layer, { ids })
      if (tiles.length > 0) publish({ layer, version, tiles, deepest })
    })
  }

  #readCatalogue(): Promise<LayerDefinition[]> {
    return readCatalogue(this.#options.database.read, SYSTEM)
  }

  #load(layer: LayerDefinition, options: Pick<TileSourceOptions, 'signal' | 'pause'> = {}): Promise<void> {
    const { database, engine } = this.#options
    const streams = database.engine === 'postgis'
    return this.#unlessTooLarge(layer.id, async () => {
      const [memo, readContent] = [this.#memo, this.#readContent]
      await engine.load(tileSourceOf(database.read, layer, { memo, streams, readContent, ...options }))
      this.#loaded.add(layer.id)
    })
  }

  /** Whole layers are read anew one after the other, so that edits and tiles meanwhile find a worker and a connection. */
  #readAnew(id: string): Promise<void> {
    const mine = this.#reading.then(() => this.#reload(id))
    // One that could not be read is waited for no longer.
    this.#reading = mine.catch(() => {
      if (this.#options.engine.isExpected(id)) this.#options.engine.unload(id)
    })
    return mine
  }

  async #reload(id: string): Promise<void> {
    const { engine, pause = noPause } = this.#options
    const layer = (await this.#readCatalogue()).find((known) => known.id === id)
    if (layer) await this.#load(layer, { pause })
    else if (this.#loaded.delete(id) || engine.isExpected(id)) engine.unload(id)
    this.#publishWhole(id)
  }

  #dropMissing(catalogue: readonly LayerDefinition[]): void {
    const { engine } = this.#options
    const known = new Set(catalogue.map(({ id }) => id))
    for (const id of engine.expected) if (!known.has(id)) engine.unload(id)
    for (const id of [...this.#loaded]) {
      if (known.has(id)) continue
      this.#loaded.delete(id)
      engine.unload(id)
    }
  }

  /** A layer beyond its memory budget that cannot be streamed is not served at all: better than as it was before. */
  async #unlessTooLarge(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#noteStreamed(id)
    } catch (error) {
      if (!(error instanceof LayerTooLargeError)) throw error
      this.#loaded.delete(id)
      this.#publishWhole(id)
      this.#options.onTooLarge(`${error.message}; it is left out`)
    }
  }

  #noteStreamed(id: string): void {
    const { engine, onTooLarge } = this.#options
    if (!engine.has(id) || !engine.layerInfo(id).streamed) this.#streamed.delete(id)
    else if (!this.#streamed.has(id)) {
      this.#streamed.add(id)
      onTooLarge(`layer ${id} does not fit into its memory budget: the database makes its tiles, more slowly`)
    }
  }

  /** A layer written anew: every tile of it may differ, which is all below tile 0/0/0. */
  #publishWhole(layer: string): void {
    const { engine, publish } = this.#options
    const version = engine.has(layer) ? engine.layerInfo(layer).version : 0
    publish({ layer, version, tiles: ['0/0/0'], deepest: 0 })
  }
}

function inOrder(catalogue: readonly LayerDefinition[]): LayerDefinition[] {
  const place = ({ id }: LayerDefinition) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length)
  return [...catalogue].sort((a, b) => place(a) - place(b))
}
