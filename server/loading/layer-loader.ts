import type { StoreChange } from '../changes/change-feed.ts'
import type { TileChange } from '../changes/tile-change.ts'
import type { Database } from '../database/database.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { makeContentReader } from '../layers/layer-content.ts'
import { retryLoading } from './retry-loading.ts'
import { GeneralisedMemo } from '../tiles/stream/generalised-memo.ts'
import { type TileSourceOptions, tileSourceOf } from '../tiles/stream/source-of-layer.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import { LayerTooLargeError } from '../tiles/tile-errors.ts'
import { noPause } from '../work/write-load.ts'

export interface LoadOptions {
  /** Told of each layer that is about to be loaded, with the share of those before it. */
  onLayer?: (id: string, share: number) => void
  /** Told of what went wrong before it is tried again. */
  onError?: (error: unknown) => void
  signal?: AbortSignal
}

export interface LayerKeeper {
  /** Names the catalogue's layers to the engine, so that whoever asks for one waits until it is loaded. */
  expectAll(): Promise<void>
  /** Loads every layer of the catalogue, what a first view needs first, and drops those that are gone. */
  loadAll(options?: LoadOptions): Promise<void>
  /** Brings the engine up to a change of the store, and tells open viewers which tiles that touched. */
  apply(change: StoreChange): Promise<void>
}

/** What the map shows when it opens, and what most of its pages ask for. */
const FIRST = ['proposals', 'areas-village', 'areas-district']
/** Layers that are read at a time: PostGIS reads on its own cores, the embedded engine has one session. */
const SIDE_BY_SIDE = { postgis: 3, embedded: 1 }

/**
 * Keeps the tile engine's snapshots in step with the store. `onTooLarge` is told in words of layers beyond their
 * memory budget, once: PostGIS makes their tiles then, the embedded engine leaves them out. `pause` comes before each step of
 * reading a layer anew, since the former one is served meanwhile.
 */
export function makeLayerKeeper(
  database: Database,
  engine: TileEngine,
  publish: (change: TileChange) => void,
  onTooLarge: (message: string) => void,
  pause = noPause,
): LayerKeeper {
  const loaded = new Set<string>()
  const streamed = new Set<string>()
  const memo = new GeneralisedMemo()
  const streams = database.engine === 'postgis'
  const readContent = makeContentReader(database.write)

  /** A layer written anew: every tile of it may differ, which is all below tile 0/0/0. */
  const publishWhole = (layer: string) =>
    publish({
      layer,
      version: engine.has(layer) ? engine.layerInfo(layer).version : 0,
      tiles: ['0/0/0'],
      deepest: 0,
    })

  function noteStreamed(id: string): void {
    if (!engine.has(id) || !engine.layerInfo(id).streamed) streamed.delete(id)
    else if (!streamed.has(id)) {
      streamed.add(id)
      onTooLarge(`layer ${id} does not fit into its memory budget: the database makes its tiles, more slowly`)
    }
  }

  /** A layer beyond its memory budget that cannot be streamed is not served at all: better than as it was before. */
  async function unlessTooLarge(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
      noteStreamed(id)
    } catch (error) {
      if (!(error instanceof LayerTooLargeError)) throw error
      loaded.delete(id)
      publishWhole(id)
      onTooLarge(`${error.message}; it is left out`)
    }
  }

  const load = (layer: LayerDefinition, options: Pick<TileSourceOptions, 'signal' | 'pause'> = {}) =>
    unlessTooLarge(layer.id, async () => {
      await engine.load(tileSourceOf(database.read, layer, { memo, streams, readContent, ...options }))
      loaded.add(layer.id)
    })

  async function loadLayer(id: string): Promise<void> {
    const layer = (await readCatalogue(database.read, 'office')).find((known) => known.id === id)
    if (layer) {
      await load(layer, { pause })
    } else if (loaded.delete(id)) {
      engine.unload(id)
    }
    publishWhole(id)
  }

  let reading: Promise<void> = Promise.resolve()
  /** Whole layers are read anew one after the other, so that edits and tiles meanwhile find a worker and a connection. */
  function readAnew(id: string): Promise<void> {
    const mine = reading.then(() => loadLayer(id))
    reading = mine.catch(() => {})
    return mine
  }

  function dropMissing(catalogue: readonly LayerDefinition[]): void {
    const known = new Set(catalogue.map(({ id }) => id))
    for (const id of engine.expected) if (!known.has(id)) engine.unload(id)
    for (const id of [...loaded]) {
      if (known.has(id)) continue
      loaded.delete(id)
      engine.unload(id)
    }
  }

  return {
    async expectAll() {
      const catalogue = await readCatalogue(database.read, 'office')
      engine.expect(inOrder(catalogue).map(({ id }) => id))
    },
    async loadAll({ onLayer, onError = () => {}, signal } = {}) {
      const catalogue = await readCatalogue(database.read, 'office')
      dropMissing(catalogue)
      const left = inOrder(catalogue)
      const take = async () => {
        for (let layer = left.shift(); layer; layer = left.shift()) {
          const { id } = layer
          onLayer?.(id, 1 - (left.length + 1) / catalogue.length)
          await retryLoading(() => load(layer as LayerDefinition, { signal }), { onError, signal })
          publishWhole(id)
        }
      }
      await Promise.all(Array.from({ length: SIDE_BY_SIDE[database.engine] }, take))
    },
    async apply({ layer, ids }) {
      // What was read before the change is brought up to it afterwards.
      if (engine.isExpected(layer)) await engine.loaded([layer], Number.POSITIVE_INFINITY)
      if (ids === null || !engine.has(layer)) {
        await readAnew(layer)
        return
      }
      await unlessTooLarge(layer, async () => {
        const { version, tiles, deepest } = await engine.change(layer, { ids })
        if (tiles.length > 0) publish({ layer, version, tiles, deepest })
      })
    },
  }
}

function inOrder(catalogue: readonly LayerDefinition[]): LayerDefinition[] {
  const place = ({ id }: LayerDefinition) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length)
  return [...catalogue].sort((a, b) => place(a) - place(b))
}
