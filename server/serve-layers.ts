import type { StoreChange } from './changes/change-feed.ts'
import type { TileChange } from './changes/viewers.ts'
import type { Database } from './database/database.ts'
import { readCatalogue } from './layers/catalogue.ts'
import type { LayerDefinition } from './layers/layer.ts'
import { GeneralisedMemo } from './tiles/generalised-memo.ts'
import { tileSourceOf } from './tiles/source-of-layer.ts'
import type { TileEngine } from './tiles/tile-engine-types.ts'
import { LayerTooLargeError } from './tiles/tile-errors.ts'

export interface LayerKeeper {
  /** Loads every layer of the catalogue, and drops those that are gone. */
  loadAll(onLayer?: (id: string, share: number) => void): Promise<void>
  /** Brings the engine up to a change of the store, and tells open viewers which tiles that touched. */
  apply(change: StoreChange): Promise<void>
}

/**
 * Keeps the tile engine's snapshots in step with the store. `onTooLarge` is told in words of layers beyond their
 * memory budget, once: PostGIS makes their tiles then, the embedded engine leaves them out.
 */
export function makeLayerKeeper(
  database: Database,
  engine: TileEngine,
  publish: (change: TileChange) => void,
  onTooLarge: (message: string) => void,
): LayerKeeper {
  const loaded = new Set<string>()
  const streamed = new Set<string>()
  const memo = new GeneralisedMemo()
  const streams = database.engine === 'postgis'

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

  const load = (layer: LayerDefinition) =>
    unlessTooLarge(layer.id, async () => {
      await engine.load(tileSourceOf(database.read, layer, { memo, streams }))
      loaded.add(layer.id)
    })

  async function loadLayer(id: string): Promise<void> {
    const layer = (await readCatalogue(database.read, 'office')).find((known) => known.id === id)
    if (layer) {
      await load(layer)
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

  return {
    async loadAll(onLayer) {
      const catalogue = await readCatalogue(database.read, 'office')
      for (const [index, layer] of catalogue.entries()) {
        onLayer?.(layer.id, index / catalogue.length)
        await load(layer)
      }
      for (const id of [...loaded]) {
        if (catalogue.some((layer) => layer.id === id)) continue
        loaded.delete(id)
        engine.unload(id)
      }
      for (const id of loaded) publishWhole(id)
    },
    async apply({ layer, ids }) {
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
