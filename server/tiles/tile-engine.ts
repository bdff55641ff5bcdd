import { createHash } from 'node:crypto'
import { type Envelope, type TileAddress, tileKey } from '../../core/geo/tile.ts'
import { ByteCache, type ByteCacheMetrics } from './byte-cache.ts'
import { createInlineRunner } from './inline-runner.ts'
import { LayerBook } from './layer-book.ts'
import type { TileLayerSource } from './layer-source.ts'
import { SingleFlight } from './single-flight.ts'
import { filterKey, type TileFilter } from './tile-filter.ts'
import type { ContentEncoding, RunnerMetrics, TileResult, TileRunner } from './tile-job.ts'

export interface TileEngineOptions {
  /** Threads that encode; 0 encodes on the caller's own. */
  workers: number
  /** Budget of all encoded tiles kept. */
  cacheBytes: number
  /** A layer beyond this is refused. */
  memoryBytesPerLayer: number
  /** Jobs that may wait for a worker before further ones are refused. */
  queueLimit: number
  /** Above this many points of a layer in a tile, they are aggregated. */
  maxPointsPerTile?: number
}

export interface TileRequest extends TileAddress {
  layers: readonly string[]
  filter: TileFilter
  encoding?: ContentEncoding
  signal?: AbortSignal
}

export interface TileAnswer extends TileResult {
  encoding: ContentEncoding
  etag: string
  empty: boolean
}

export interface LayerInfo {
  count: number
  located: number
  /** Of all geometry in EPSG:3857; null when nothing is located. */
  extent3857: Envelope | null
  version: number
  bytes: number
}

export interface LayerChange {
  version: number
  /** `z/x/y` of every changed tile, zoom by zoom down to `deepest`. */
  tiles: string[]
  /** At zooms beyond it, whatever lies below the tiles listed at it has changed. */
  deepest: number
}

export interface TileEngineMetrics {
  runner: RunnerMetrics
  cache: ByteCacheMetrics
  layers: Record<string, LayerInfo>
}

export interface TileEngine {
  /** Builds a layer and puts it in place at once; until then the old one is served. */
  load(source: TileLayerSource): Promise<void>
  unload(id: string): void
  has(id: string): boolean
  source(id: string): TileLayerSource | undefined
  layerInfo(id: string): LayerInfo
  /** The tile's strong ETag, without making it. */
  etag(request: TileRequest): string
  tile(request: TileRequest): Promise<TileAnswer>
  /** Reads the ids again and puts them in place; tells which tiles differ. */
  change(layer: string, changed: { ids: readonly number[] }): Promise<LayerChange>
  metrics(): TileEngineMetrics
  close(): Promise<void>
}

function requestKey(request: TileRequest): string {
  const encoding = request.encoding ?? 'identity'
  return `${request.layers.join(',')} ${tileKey(request)} ${encoding} ${filterKey(request.filter)}`
}

/** Makes the engine; nothing is loaded yet. Close it to end its threads. */
export function createTileEngine(options: TileEngineOptions): TileEngine {
  const encode = { maxPointsPerTile: options.maxPointsPerTile ?? 20_000 }
  const runner: TileRunner = createInlineRunner(encode)
  const book = new LayerBook(runner, options.memoryBytesPerLayer)
  const cache = new ByteCache<TileAnswer>(options.cacheBytes)
  const flights = new SingleFlight<TileAnswer>()

  const token = (request: TileRequest) =>
    request.layers.map((id) => `${id}:${book.get(id).versions.of(request)}`).join(' ')

  function etagOf(request: TileRequest, version: string): string {
    const hash = createHash('sha1').update(`${version} ${requestKey(request)}`)
    return `"${hash.digest('base64url').slice(0, 20)}"`
  }

  async function make(request: TileRequest, version: string, signal: AbortSignal): Promise<TileAnswer> {
    const { layers, z, x, y, filter, encoding = 'identity' } = request
    const job = { kind: 'tile', layers, tile: { z, x, y }, filter, encoding } as const
    const result = await runner.run(job, signal)
    const empty = result.bytes.length === 0
    const answer = { ...result, encoding, etag: etagOf(request, version), empty }
    cache.set(requestKey(request), version, { value: answer, bytes: result.bytes.length })
    return answer
  }

  return {
    load: (source) => book.load(source),
    unload: (id) => book.unload(id),
    has: (id) => book.has(id),
    source: (id) => (book.has(id) ? book.get(id).source : undefined),
    layerInfo: (id) => book.info(id),
    etag: (request) => etagOf(request, token(request)),
    tile: async (request) => {
      const version = token(request)
      const key = requestKey(request)
      const cached = cache.get(key, version)
      if (cached) return cached
      return flights.join(`${key} ${version}`, (signal) => make(request, version, signal), request.signal)
    },
    change: (layer, { ids }) => book.change(layer, ids),
    metrics: () => ({ runner: runner.metrics(), cache: cache.metrics(), layers: book.infos() }),
    close: () => runner.close(),
  }
}
