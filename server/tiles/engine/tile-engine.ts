import { tileKey } from '../../../core/geo/tile.ts'
import { ByteCache } from '../../workload/byte-cache.ts'
import { SingleFlight } from '../../workload/single-flight.ts'
import type { WorkWatch } from '../../workload/work-watch.ts'
import type { StreamedTile, StreamedTileQuery, TileLayerSource } from '../layer-source.ts'
import type { PictureQuery, PictureTile } from '../pictures/picture-query.ts'
import { SegmentCache } from '../served/segment-cache.ts'
import { StreamedLayer } from '../served/streamed-layer.ts'
import type { ColumnsQuery } from '../snapshot/layer-columns.ts'
import { checkProperties } from '../snapshot/tile-properties.ts'
import { filterKey } from '../tile-filter.ts'
import { createInlineRunner } from '../workers/inline-runner.ts'
import type { TileResult, TileRunner } from '../workers/tile-job.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import { ExpectedLayers } from './expected-layers.ts'
import { LayerRegistry } from './layer-registry.ts'
import { SlotQueue } from './slot-queue.ts'
import type {
  HeatAnswer,
  HeatTileRequest,
  LayerChange,
  LayerInfo,
  TileAnswer,
  TileEngine,
  TileEngineMetrics,
  TileEngineOptions,
  TileRequest,
  VersionedColumns,
} from './tile-engine-types.ts'
import { etagOf, TileIdentities } from './tile-identity.ts'

/** Points of a layer in one tile that a viewer can still display; tiles with more are aggregated. */
const DEFAULT_MAX_POINTS_PER_TILE = 10_000

/** Concurrent requests for tiles made by a database: the API reads from it too. */
const DEFAULT_STREAMS_AT_ONCE = 4

/** How long a request waits for a layer that is being loaded. */
const DEFAULT_LOADING_WAIT_MS = 10_000

/** Share of the cache for pictures. */
const HEAT_SHARE_OF_CACHE = 1 / 8

function heatKey(request: HeatTileRequest): string {
  const { layer, weight, radiusMetres, filter } = request
  return `${layer} ${tileKey(request)} ${weight} ${radiusMetres} ${filterKey(filter)}`
}

function createRunner(options: TileEngineOptions): TileRunner {
  const { workers, queueLimit, workerUrl, maxPointsPerTile = DEFAULT_MAX_POINTS_PER_TILE } = options
  const encode = { maxPointsPerTile }
  if (workers === 0) return createInlineRunner(encode)
  return new WorkerPool({ workers, queueLimit, encode, ...(workerUrl ? { workerUrl } : {}) })
}

class CachedTileEngine implements TileEngine {
  readonly #runner: TileRunner
  readonly #registry: LayerRegistry
  readonly #expected: ExpectedLayers
  readonly #identities = new TileIdentities((layer) => this.#registry.get(layer).versions)
  readonly #tiles: ByteCache<TileAnswer>
  readonly #heats: ByteCache<HeatAnswer>
  readonly #streams: SlotQueue
  readonly #maxPointsPerTile: number
  readonly #memoryBytesPerLayer: number
  readonly #tileFlights = new SingleFlight<TileAnswer>()
  readonly #heatFlights = new SingleFlight<HeatAnswer>()

  constructor(options: TileEngineOptions) {
    this.#runner = createRunner(options)
    this.#streams = new SlotQueue(options.streamsAtOnce ?? DEFAULT_STREAMS_AT_ONCE, options.queueLimit)
    this.#maxPointsPerTile = options.maxPointsPerTile ?? DEFAULT_MAX_POINTS_PER_TILE
    this.#memoryBytesPerLayer = options.memoryBytesPerLayer
    const { loadingWaitMs: waitMs = DEFAULT_LOADING_WAIT_MS, queueLimit: mostWaiting } = options
    this.#expected = new ExpectedLayers({ waitMs, mostWaiting })
    const cache = options.cache && new SegmentCache(options.cache)
    this.#registry = new LayerRegistry(this.#runner, options.memoryBytesPerLayer, {
      expected: this.#expected,
      cache,
    })
    this.#tiles = new ByteCache(options.cacheBytes * (1 - HEAT_SHARE_OF_CACHE))
    this.#heats = new ByteCache(options.cacheBytes * HEAT_SHARE_OF_CACHE)
  }

  load(source: TileLayerSource): Promise<void> {
    return this.#registry.load(source)
  }

  unload(id: string): void {
    this.#registry.unload(id)
  }

  has(id: string): boolean {
    return this.#registry.has(id)
  }

  expect(ids: readonly string[]): void {
    this.#expected.expect(ids)
  }

  get expected(): readonly string[] {
    return this.#expected.ids
  }

  isExpected(id: string): boolean {
    return this.#expected.has(id)
  }

  refuseWaiting(): void {
    this.#expected.close()
  }

  loaded(ids: readonly string[], waitMs?: number): Promise<void> {
    return this.#expected.wait(ids, waitMs)
  }

  source(id: string): TileLayerSource {
    return this.#registry.get(id).source
  }

  layerInfo(id: string): LayerInfo {
    return this.#registry.info(id)
  }

  etag(request: TileRequest): string {
    return etagOf(this.#identities.of(request))
  }

  cachedTile(request: TileRequest): TileAnswer | undefined {
    const { key, version } = this.#identities.of(request)
    return this.#tiles.find(key, version)
  }

  async tile(request: TileRequest): Promise<TileAnswer> {
    const { key, version } = this.#identities.of(request)
    const cached = this.#tiles.get(key, version)
    if (cached) return cached
    const make = async ({ signal }: Required<WorkWatch>) => {
      const { encoding = 'identity' } = request
      const result = await this.#make(request, signal)
      const answer = { ...result, encoding, etag: etagOf({ key, version }), empty: result.bytes.length === 0 }
      this.#tiles.set(key, version, { value: answer, bytes: result.bytes.length })
      return answer
    }
    return this.#tileFlights.join(`${key} ${version}`, make, { signal: request.signal })
  }

  heatEtag(request: HeatTileRequest): string {
    const version = this.#registry.snapshot(request.layer).versions.ofLayer()
    return etagOf({ key: heatKey(request), version })
  }

  async heat(request: HeatTileRequest): Promise<HeatAnswer> {
    // The colour scale refers to the whole layer, so any change of it makes every picture stale.
    const version = this.#registry.snapshot(request.layer).versions.ofLayer()
    const key = heatKey(request)
    const cached = this.#heats.get(key, version)
    if (cached) return cached
    const make = async ({ signal }: Required<WorkWatch>) => {
      const { layer, z, x, y, radiusMetres, filter } = request
      const weight = request.weight === 'count' ? null : request.weight
      const job = { kind: 'heat', layer, tile: { z, x, y }, weight, radiusMetres, filter } as const
      const { bytes } = await this.#runner.run(job, signal)
      const answer = { bytes, etag: etagOf({ key, version }) }
      this.#heats.set(key, version, { value: answer, bytes: bytes.length })
      return answer
    }
    return this.#heatFlights.join(`${key} ${version}`, make, { signal: request.signal })
  }

  async picture(query: PictureQuery, signal?: AbortSignal): Promise<PictureTile> {
    for (const { layer } of query.layers) this.#registry.snapshot(layer)
    return await this.#runner.run({ kind: 'picture', ...query }, signal)
  }

  layerVersion(layer: string): string {
    return this.#registry.get(layer).versions.ofLayer()
  }

  async columns(
    layer: string,
    { names, filter }: ColumnsQuery,
    signal?: AbortSignal,
  ): Promise<VersionedColumns | null> {
    const kept = this.#registry.get(layer)
    if (kept instanceof StreamedLayer) return null
    const version = kept.versions.ofLayer()
    const columns = await this.#runner.run({ kind: 'columns', layer, names, filter }, signal)
    return { ...columns, version }
  }

  change(layer: string, { ids }: { ids: readonly number[] }): Promise<LayerChange> {
    return this.#registry.change(layer, ids)
  }

  metrics(): TileEngineMetrics {
    const runner = this.#runner.metrics()
    return {
      memoryBytesPerLayer: this.#memoryBytesPerLayer,
      runner,
      cache: this.#tiles.metrics(),
      heatCache: this.#heats.metrics(),
      layers: this.#registry.infos(),
    }
  }

  async close(): Promise<void> {
    await this.#runner.close()
    await this.#registry.close()
  }

  /** Requests streamed layers from the database, and the rest and the compression from a thread. */
  #make(request: TileRequest, signal: AbortSignal): Promise<TileResult> {
    const { layers, z, x, y, set, filter, encoding = 'identity', properties = null } = request
    const tile = { z, x, y, ...(set ? { set } : {}) }
    const kept = layers.map((id) => this.#registry.get(id))
    checkProperties(
      properties,
      kept.map(({ source }) => source),
    )
    const streams: Promise<StreamedTile>[] = []
    const snapshots: string[] = []
    for (const layer of kept) {
      if (layer instanceof StreamedLayer)
        streams.push(this.#streamed(layer, { tile, filter, properties }, signal))
      else snapshots.push(layer.source.id)
    }
    const job = { kind: 'tile', layers: snapshots, tile, filter, properties, encoding } as const
    if (streams.length === 0) return this.#runner.run(job, signal)
    return Promise.all(streams).then((streamed) => this.#runner.run({ ...job, streamed }, signal))
  }

  #streamed(
    { stream }: StreamedLayer,
    query: Omit<StreamedTileQuery, 'maxPoints'>,
    signal: AbortSignal,
  ): Promise<StreamedTile> {
    const maxPoints = this.#maxPointsPerTile
    return this.#streams.run(() => stream.tile({ ...query, maxPoints }, signal), signal)
  }
}

/** Makes the engine; nothing is loaded yet. Close it to end its threads. */
export function createTileEngine(options: TileEngineOptions): TileEngine {
  return new CachedTileEngine(options)
}
