import type { TileAddress, TileOfSet } from '../../../core/geo/tile.ts'
import type { ByteCacheMetrics } from '../../workload/byte-cache.ts'
import type { LayerSummary, TileLayerSource } from '../layer-source.ts'
import type { PictureQuery, PictureTile } from '../pictures/picture-query.ts'
import type { SegmentCacheOptions } from '../served/segment-cache.ts'
import type { ColumnsQuery, LayerColumns } from '../snapshot/layer-columns.ts'
import type { TileFilter, TileProperties } from '../tile-filter.ts'
import type { ContentEncoding, HeatResult, RunnerMetrics, TileResult } from '../workers/tile-job.ts'

export interface TileEngineOptions {
  /** Threads that encode; 0 encodes on the caller's own. */
  workers: number
  /** Budget of all encoded tiles kept. */
  cacheBytes: number
  /** Memory limit of one layer: larger ones are streamed from the database where it can make tiles, otherwise refused. */
  memoryBytesPerLayer: number
  /** Jobs that may wait for a worker; further ones are refused. */
  queueLimit: number
  /** Above this many points of a layer in a tile, they are aggregated. */
  maxPointsPerTile?: number
  /** Concurrent requests for tiles made by the database. */
  streamsAtOnce?: number
  /** For how long a request waits for a layer that is being loaded. */
  loadingWaitMs?: number
  /** Folder for copies of layers that are reused at the next start; without it none are kept. */
  cache?: SegmentCacheOptions
  /** Another program for the threads, for tests. */
  workerUrl?: URL
}

export interface TileRequest extends TileOfSet {
  layers: readonly string[]
  filter: TileFilter
  /** Attributes that the tile carries; null or none for all. Throws Problem (400) on one that no layer has. */
  properties?: TileProperties
  encoding?: ContentEncoding
  signal?: AbortSignal
}

export interface HeatTileRequest extends TileAddress {
  layer: string
  /** `count`, or the name of a numeric attribute. */
  weight: string
  /** Reach of one feature in metres of EPSG:3857. */
  radiusMetres: number
  filter: TileFilter
  signal?: AbortSignal
}

export interface HeatAnswer extends HeatResult {
  etag: string
}

export interface TileAnswer extends TileResult {
  encoding: ContentEncoding
  etag: string
  empty: boolean
}

/** For a streamed layer, counts and extent are as of its last loading. */
export interface LayerInfo extends LayerSummary {
  version: number
  bytes: number
  /** Whether the database makes its tiles. */
  streamed: boolean
}

export interface VersionedColumns extends LayerColumns {
  version: string
}

export interface LayerChange {
  version: number
  /** `z/x/y` of every changed tile, zoom by zoom down to `deepest`. */
  tiles: string[]
  /** Deepest zoom of the list: at deeper zooms, everything below the listed tiles has changed. */
  deepest: number
}

export interface TileEngineMetrics {
  /** Memory limit of each layer in bytes. */
  memoryBytesPerLayer: number
  runner: RunnerMetrics
  cache: ByteCacheMetrics
  heatCache: ByteCacheMetrics
  layers: Record<string, LayerInfo>
}

export interface TileEngine {
  /**
   * Builds a layer and replaces the old one, which is served until then. A layer beyond its memory limit is streamed from the
   * database, or dropped with LayerTooLargeError where the source has no stream.
   */
  load(source: TileLayerSource): Promise<void>
  unload(id: string): void
  has(id: string): boolean
  /** Announces layers that will be loaded: requests for them wait instead of being answered that there is no such layer. */
  expect(ids: readonly string[]): void
  /** Announced layers that are not loaded yet. */
  readonly expected: readonly string[]
  isExpected(id: string): boolean
  /**
   * Resolves when none of these is expected any more; at once for unknown ones. Throws LayerLoadingError after `waitMs`
   * (else the engine's own limit).
   */
  loaded(ids: readonly string[], waitMs?: number): Promise<void>
  /** Rejects all waiting requests, since the server is about to close. */
  refuseWaiting(): void
  /**
   * Throws, as all that follow, UnknownLayerError, LayerLoadingError for one that is expected, or LayerTooLargeError for
   * one left out for its size.
   */
  source(id: string): TileLayerSource
  layerInfo(id: string): LayerInfo
  /** The tile's strong ETag, without making it. */
  etag(request: TileRequest): string
  tile(request: TileRequest): Promise<TileAnswer>
  /** The tile if it is in the cache. */
  cachedTile(request: TileRequest): TileAnswer | undefined
  /** Throws StreamedLayerError for a layer that is not in memory, as heat does. */
  heatEtag(request: HeatTileRequest): string
  /** A density picture as PNG, seamless with its neighbours. */
  heat(request: HeatTileRequest): Promise<HeatAnswer>
  /**
   * The content of a picture as one vector tile in the plane of its CRS; made anew each time, in a thread. Throws
   * StreamedLayerError for a layer that is not in memory.
   */
  picture(query: PictureQuery, signal?: AbortSignal): Promise<PictureTile>
  /** Differs after every change of the layer. */
  layerVersion(layer: string): string
  /**
   * The layer's rows as columns for computations, made in a thread; null for a streamed layer, whose rows are in the
   * database only. `version` differs after every change. Rejects on a name that is no attribute of numbers.
   */
  columns(layer: string, query: ColumnsQuery, signal?: AbortSignal): Promise<VersionedColumns | null>
  /** Reads the rows with these ids again, replaces them, and reports which tiles differ. */
  change(layer: string, changed: { ids: readonly number[] }): Promise<LayerChange>
  metrics(): TileEngineMetrics
  close(): Promise<void>
}
