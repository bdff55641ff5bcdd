import { tileKey } from '../../../core/geo/tile.ts'
import { changedSince, type LayerContent } from '../../layers/layer-content.ts'
import type { SourceRow, TileLayerSource } from '../layer-source.ts'
import type { ChangedTiles } from '../served/changed-tiles.ts'
import { loadSegmentInput } from '../served/load-segment.ts'
import type { SegmentCache } from '../served/segment-cache.ts'
import { newSerial, ServedLayer } from '../served/served-layer.ts'
import { StreamedLayer } from '../served/streamed-layer.ts'
import type { Segment, Shapes } from '../snapshot/snapshot.ts'
import {
  LayerLoadingError,
  LayerTooLargeError,
  StreamedLayerError,
  UnknownLayerError,
} from '../tile-errors.ts'
import type { TileRunner } from '../workers/tile-job.ts'
import type { ExpectedLayers } from './expected-layers.ts'
import type { LayerChange, LayerInfo } from './tile-engine-types.ts'

/** Reads ids from a source: each id's row, or null where it no longer comes back. */
async function readRows(
  source: TileLayerSource,
  ids: readonly number[],
): Promise<Map<number, SourceRow | null>> {
  const rows = new Map<number, SourceRow | null>(ids.map((id) => [id, null]))
  for await (const batch of source.rows([...rows.keys()])) {
    for (const row of batch) if (rows.has(row.id)) rows.set(row.id, row)
  }
  return rows
}

/** A change of more rows than this reads the layer anew: an import, not an edit. */
const RELOAD_ABOVE = 5000

/** A change of all tiles: everything below tile 0/0/0. */
const everywhere: ChangedTiles = { tiles: [{ z: 0, x: 0, y: 0 }], deepest: 0 }

function changeOf({ versions }: ServedLayer | StreamedLayer, { tiles, deepest }: ChangedTiles): LayerChange {
  return { version: versions.sequence, tiles: tiles.map(tileKey), deepest }
}

/** Number of changed rows, by rows of the base, at which both are merged: each further change costs rebuilding the changed rows. */
function compactionDue(rowCount: number): number {
  return Math.min(4096, Math.max(256, Math.floor(rowCount / 250)))
}

/**
 * The layers that are served, from memory or, where they do not fit, by the database. Loads and changes of one layer
 * happen one after another, in the order they came.
 */
export class LayerRegistry {
  readonly #runner: TileRunner
  readonly #budgetBytes: number
  readonly #expected: ExpectedLayers
  readonly #cache: SegmentCache | undefined
  readonly #layers = new Map<string, ServedLayer | StreamedLayer>()
  /** Layers that cannot be served, with the reason. */
  readonly #refused = new Map<string, LayerTooLargeError>()
  readonly #compacting = new Map<string, ServedLayer>()
  readonly #keeping = new Set<Promise<void>>()
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(
    runner: TileRunner,
    budgetBytes: number,
    { expected, cache }: { expected: ExpectedLayers; cache: SegmentCache | undefined },
  ) {
    this.#runner = runner
    this.#budgetBytes = budgetBytes
    this.#expected = expected
    this.#cache = cache
  }

  has(id: string): boolean {
    return this.#layers.has(id)
  }

  /** Throws UnknownLayerError, LayerLoadingError, or LayerTooLargeError when it is left out for that. */
  get(id: string): ServedLayer | StreamedLayer {
    const layer = this.#layers.get(id)
    if (layer) return layer
    if (this.#expected.has(id)) throw new LayerLoadingError(id)
    throw this.#refused.get(id) ?? new UnknownLayerError(id)
  }

  /** As get, of a layer that is in memory. Throws StreamedLayerError when it is not. */
  snapshot(id: string): ServedLayer {
    const layer = this.get(id)
    if (layer instanceof StreamedLayer) throw new StreamedLayerError(id)
    return layer
  }

  async load(source: TileLayerSource): Promise<void> {
    try {
      await this.#inTurn(source.id, () => this.#load(source))
    } catch (error) {
      if (error instanceof LayerTooLargeError) this.#expected.settle(source.id)
      throw error
    }
    this.#expected.settle(source.id)
  }

  unload(id: string): void {
    this.#expected.settle(id)
    this.#refused.delete(id)
    this.#layers.delete(id)
    this.#runner.setLayer(id, null)
  }

  change(id: string, ids: readonly number[]): Promise<LayerChange> {
    return this.#inTurn(id, () => this.#change(this.get(id), ids))
  }

  info(id: string): LayerInfo {
    const layer = this.get(id)
    const { summary, bytes, versions } = layer
    return { ...summary, version: versions.sequence, bytes, streamed: layer instanceof StreamedLayer }
  }

  infos(): Record<string, LayerInfo> {
    return Object.fromEntries([...this.#layers.keys()].map((id) => [id, this.info(id)]))
  }

  async #load(source: TileLayerSource, make?: (base: Segment) => ServedLayer): Promise<void> {
    try {
      await this.#build(source, make)
    } catch (error) {
      if (!(error instanceof LayerTooLargeError)) throw error
      await this.#stream(source, error)
    }
  }

  async #build(source: TileLayerSource, make?: (base: Segment) => ServedLayer): Promise<void> {
    const content = make ? null : await this.#contentOf(source)
    const kept = content && (await this.#cache?.read(source, content, (digest) => this.#shapesOf(digest)))
    const changed = kept && kept.changed.length > 0 ? await readRows(source, kept.changed) : null
    const base = this.#sharing(kept ? kept.base : await this.#read(source))
    const layer = make?.(base) ?? ServedLayer.load(source, base, this.#layers.get(source.id)?.versions)
    if (changed) layer.apply(changed)
    if (layer.bytes > this.#budgetBytes) {
      const { bytes, count } = layer
      throw new LayerTooLargeError(source.id, { bytes, rows: count }, this.#budgetBytes)
    }
    this.#refused.delete(source.id)
    this.#layers.set(source.id, layer)
    this.#runner.setLayer(source.id, layer.state)
    if (content && !kept) this.#keep(source, content, base)
  }

  async #read(source: TileLayerSource): Promise<Segment> {
    const input = await loadSegmentInput(source, this.#budgetBytes)
    return await this.#runner.run({ kind: 'build', input })
  }

  async #contentOf(source: TileLayerSource): Promise<LayerContent | null> {
    return this.#cache && source.content ? await source.content() : null
  }

  /** Only rows that were read without a concurrent change belong to this content. */
  #keep(source: TileLayerSource, content: LayerContent, base: Segment): void {
    const keeping = this.#contentOf(source).then(
      (now) => {
        if (now && changedSince(content, now).length === 0) this.#cache?.write(source, content, base)
      },
      // The database is unavailable then; the next load stores the copy.
      () => {},
    )
    this.#keeping.add(keeping)
    void keeping.then(() => this.#keeping.delete(keeping))
  }

  /** Waits until loaded layers are stored on disk. */
  async close(): Promise<void> {
    await Promise.all(this.#keeping)
    await this.#cache?.close()
  }

  #shapesOf(digest: string): Shapes | undefined {
    if (digest === '') return undefined
    for (const layer of this.#layers.values())
      if (layer instanceof ServedLayer && layer.base.shapes.digest === digest) return layer.base.shapes
    return undefined
  }

  /** Layers of the same villages hold their outlines once: 37 MiB for 8,494 of them, in twenty layers. */
  #sharing(base: Segment): Segment {
    const shapes = this.#shapesOf(base.shapes.digest)
    return shapes ? { ...base, shapes } : base
  }

  /** Lets the database make the tiles of a layer; throws what it was too large for when it cannot. */
  async #stream(source: TileLayerSource, tooLarge: LayerTooLargeError): Promise<void> {
    const { id, stream } = source
    if (stream) {
      const summary = await stream.summary()
      const versions = this.#layers.get(id)?.versions
      this.#layers.set(id, new StreamedLayer({ source, stream }, summary, tooLarge, versions))
      this.#runner.setLayer(id, null)
      return
    }
    this.unload(id)
    this.#refused.set(id, tooLarge)
    throw tooLarge
  }

  async #change(layer: ServedLayer | StreamedLayer, ids: readonly number[]): Promise<LayerChange> {
    if (layer instanceof StreamedLayer) return this.#changeStreamed(layer, ids.length)
    if (ids.length > RELOAD_ABOVE) {
      await this.#load(layer.source)
      return changeOf(this.get(layer.source.id), everywhere)
    }
    const rows = await readRows(layer.source, ids)
    if (layer.source.coverage && layer.movesGeometry(rows)) return this.#changeBorders(layer, rows)
    const touched = layer.apply(rows)
    this.#runner.setLayer(layer.source.id, layer.state)
    this.#compactWhenDue(layer)
    return changeOf(layer, touched)
  }

  /** A coverage is simplified as a whole, so that a border that moves may take others along. */
  async #changeBorders(
    layer: ServedLayer,
    rows: ReadonlyMap<number, SourceRow | null>,
  ): Promise<LayerChange> {
    let touched: ChangedTiles | undefined
    await this.#load(layer.source, (base) => {
      const changed = layer.withBorders(base, rows)
      touched = changed.touched
      return changed.layer
    })
    const now = this.get(layer.source.id)
    return changeOf(now, now instanceof ServedLayer && touched ? touched : everywhere)
  }

  #changeStreamed(layer: StreamedLayer, rows: number): LayerChange {
    const { source } = layer
    // The layer is streamed meanwhile, and after a failure too; the next change tries again.
    if (layer.record(rows)) this.load(source).catch(() => {})
    return changeOf(layer, everywhere)
  }

  /** Starts merging changed rows in the background; changes that come meanwhile are kept beside the result. */
  #compactWhenDue(layer: ServedLayer): void {
    const id = layer.source.id
    if (layer.source.coverage || layer.changedCount < compactionDue(layer.base.rowCount)) return
    if (this.#compacting.has(id)) return
    const since = layer.watchChanges()
    this.#compacting.set(id, layer)
    this.#runner
      .run({ kind: 'compact', serial: newSerial(), state: layer.state })
      .then((base) => this.#inTurn(id, () => this.#rebase(layer, base, since)))
      // The changed rows are kept beside the base, so nothing is lost; the next change tries again.
      .catch(() => layer.stopWatching())
      .finally(() => this.#compacting.delete(id))
  }

  async #rebase(layer: ServedLayer, base: Segment, since: ReadonlySet<number>): Promise<void> {
    layer.stopWatching()
    if (this.#layers.get(layer.source.id) !== layer) return
    layer.rebase(base, since)
    if (layer.bytes > this.#budgetBytes) {
      await this.#load(layer.source)
      return
    }
    this.#runner.setLayer(layer.source.id, layer.state)
  }

  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(id, mine)
    const clear = () => {
      if (this.#turns.get(id) === mine) this.#turns.delete(id)
    }
    mine.then(clear, clear)
    return mine
  }
}
