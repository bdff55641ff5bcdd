import type { Actor } from '../../core/access/actor.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import type { Database } from '../database/database.ts'
import { archivedLayerOf } from '../layers/archive-layer.ts'
import type { LayerDefinition } from '../layers/layer.ts'
import { layerAtYear, layerNamed } from '../layers/layer-at-year.ts'
import { layersSeenBy } from '../layers/publication.ts'
import type { TileEngine } from '../tiles/engine/tile-engine-types.ts'
import { tileSourceOf } from '../tiles/stream/source-of-layer.ts'

const MOST_IN_MEMORY = 24
const MOST_REMEMBERED = 1000

/** Loads archived layers when somebody asks for their tiles; of too many, the one asked for longest ago goes. */
export class ArchiveLoader {
  readonly #database: Database
  readonly #engine: TileEngine
  /** In the order of their last use. */
  readonly #loaded = new Map<string, Promise<void>>()
  /** The layer that was resolved for an actor, a year and an id. */
  readonly #meant = new Map<string, string>()

  constructor(database: Database, engine: TileEngine) {
    this.#database = database
    this.#engine = engine
  }

  /** Ids to serve for these: of a year where one is asked for, with archived layers loaded. Throws Problem (404). */
  readonly open = async (
    ids: readonly string[],
    { year, actor }: { year: number | undefined; actor: Actor },
  ): Promise<readonly string[]> => {
    if (year === undefined && ids.every((id) => this.#engine.has(id) || !archivedLayerOf(id))) return ids
    return await Promise.all(ids.map((id) => this.#find(id, year, actor)))
  }

  /** An archived layer was made or deleted. */
  drop(id: string): void {
    this.#meant.clear()
    this.#unload(id)
  }

  /** Layers came, went or changed: which one is meant by a year is looked up again. */
  forget(): void {
    this.#meant.clear()
  }

  async #find(id: string, year: number | undefined, actor: Actor): Promise<string> {
    const key = `${layersSeenBy(actor)} ${year ?? ''} ${id}`
    const known = this.#meant.get(key)
    if (known !== undefined && this.#engine.has(known)) return known
    const catalogue = await readCatalogue(this.#database.read, actor)
    const named = layerNamed(catalogue, id)
    // The engine answers for unknown layers; with a year as without one, so that a hidden layer looks like an unknown one.
    if (!named) return id
    const layer = year === undefined ? named : layerAtYear(catalogue, id, year)
    if (layer.archive && !this.#engine.has(layer.id)) await this.#load(layer)
    if (this.#meant.size >= MOST_REMEMBERED) this.#meant.clear()
    this.#meant.set(key, layer.id)
    return layer.id
  }

  async #load(layer: LayerDefinition): Promise<void> {
    const known = this.#loaded.get(layer.id)
    if (known) {
      this.#loaded.delete(layer.id)
      this.#loaded.set(layer.id, known)
      return await known
    }
    const streams = this.#database.engine === 'postgis'
    const loading = this.#engine.load(tileSourceOf(this.#database.read, layer, { streams }))
    this.#loaded.set(layer.id, loading)
    for (const id of this.#loaded.keys()) {
      if (this.#loaded.size <= MOST_IN_MEMORY) break
      this.#unload(id)
    }
    try {
      await loading
    } catch (error) {
      this.#loaded.delete(layer.id)
      throw error
    }
  }

  #unload(id: string): void {
    if (this.#loaded.delete(id)) this.#engine.unload(id)
  }
}
