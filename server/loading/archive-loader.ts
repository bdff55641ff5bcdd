import type { Database } from '../database/database.ts'
import { archivedLayerOf } from '../layers/archive-layer.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { layerAtYear, layerNamed } from '../layers/layer-at-year.ts'
import type { Viewer } from '../layers/publication.ts'
import { tileSourceOf } from '../tiles/stream/source-of-layer.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'

export interface ArchiveShelf {
  /** Ids to serve for these: of a year where one is asked for, with snapshots loaded. Throws Problem (404). */
  open(
    ids: readonly string[],
    asked: { year: number | undefined; viewer: Viewer },
  ): Promise<readonly string[]>
  /** Loads a layer of the catalogue if it is a snapshot that is not in memory. */
  ensure(layer: LayerDefinition): Promise<void>
  /** A snapshot was made or deleted. */
  drop(id: string): void
  /** Layers came, went or changed: which one is meant by a year is looked up again. */
  forget(): void
}

const MOST_IN_MEMORY = 24
const MOST_REMEMBERED = 1000

/** Snapshots are loaded when somebody asks for their tiles; of too many, the one asked for longest ago goes. */
export function makeArchiveShelf(database: Database, engine: TileEngine): ArchiveShelf {
  /** In the order of their last use. */
  const loaded = new Map<string, Promise<void>>()
  const meant = new Map<string, string>()
  const streams = database.engine === 'postgis'

  async function load(layer: LayerDefinition): Promise<void> {
    const known = loaded.get(layer.id)
    if (known) {
      loaded.delete(layer.id)
      loaded.set(layer.id, known)
      return await known
    }
    const loading = engine.load(tileSourceOf(database.read, layer, { streams }))
    loaded.set(layer.id, loading)
    for (const id of loaded.keys()) {
      if (loaded.size <= MOST_IN_MEMORY) break
      drop(id)
    }
    try {
      await loading
    } catch (error) {
      loaded.delete(layer.id)
      throw error
    }
  }

  function drop(id: string): void {
    if (loaded.delete(id)) engine.unload(id)
  }

  async function find(id: string, year: number | undefined, viewer: Viewer): Promise<string> {
    const key = `${viewer} ${year ?? ''} ${id}`
    const known = meant.get(key)
    if (known !== undefined && engine.has(known)) return known
    const catalogue = await readCatalogue(database.read, viewer)
    const named = layerNamed(catalogue, id)
    // The engine says of an unknown one what it says of all: with a year as without, so that a hidden one is like it.
    if (!named) return id
    const layer = year === undefined ? named : layerAtYear(catalogue, id, year)
    if (layer.archive && !engine.has(layer.id)) await load(layer)
    if (meant.size >= MOST_REMEMBERED) meant.clear()
    meant.set(key, layer.id)
    return layer.id
  }

  return {
    async open(ids, { year, viewer }) {
      if (year === undefined && ids.every((id) => engine.has(id) || !archivedLayerOf(id))) return ids
      return await Promise.all(ids.map((id) => find(id, year, viewer)))
    },
    ensure: async (layer) => {
      if (layer.archive && !engine.has(layer.id)) await load(layer)
    },
    drop(id) {
      meant.clear()
      drop(id)
    },
    forget: () => meant.clear(),
  }
}
