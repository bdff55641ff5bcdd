import type { TileOfSet } from '../../../core/geo/tile.ts'
import type { HeatRequest } from '../heat/draw-heat.ts'
import type { StreamedTile } from '../layer-source.ts'
import type { PictureQuery, PictureTile } from '../pictures/picture-query.ts'
import type { BuildSegmentInput } from '../snapshot/build-segment.ts'
import type { ColumnsQuery, LayerColumns } from '../snapshot/layer-columns.ts'
import type { LayerState, Segment } from '../snapshot/snapshot.ts'
import type { TileFilter, TileProperties } from '../tile-filter.ts'

export type ContentEncoding = 'identity' | 'gzip' | 'br' | 'zstd'

export interface TileJob {
  kind: 'tile'
  layers: readonly string[]
  tile: TileOfSet
  filter: TileFilter
  properties?: TileProperties
  encoding: ContentEncoding
  /** Layers made elsewhere, to be put behind these: MVT layers join as bytes. */
  streamed?: readonly StreamedTile[]
}

export interface TileResult {
  /** In the encoding asked for; empty when the tile holds nothing. */
  bytes: Uint8Array
  featuresStoodFor: number
  featuresHeld: number
}

/** Merges a layer's changed rows into one new segment. */
export interface CompactJob {
  kind: 'compact'
  serial: number
  state: LayerState
}

export interface BuildJob {
  kind: 'build'
  input: BuildSegmentInput
}

export interface HeatJob extends HeatRequest {
  kind: 'heat'
  layer: string
}

export interface HeatResult {
  /** A PNG. */
  bytes: Uint8Array
}

export interface ColumnsJob extends ColumnsQuery {
  kind: 'columns'
  layer: string
}

export interface PictureJob extends PictureQuery {
  kind: 'picture'
}

export type Job = TileJob | BuildJob | HeatJob | ColumnsJob | CompactJob | PictureJob

export type JobResult<T extends Job> = T extends TileJob
  ? TileResult
  : T extends HeatJob
    ? HeatResult
    : T extends ColumnsJob
      ? LayerColumns
      : T extends PictureJob
        ? PictureTile
        : Segment

export interface RunnerMetrics {
  workers: number
  queued: number
  running: number
  crashes: number
  /** Jobs that were stopped because their result was no longer needed. */
  stopped: number
}

/** Runs jobs: a pool of threads, or the calling thread. Layers are passed first, so that a job finds its data. */
export interface TileRunner {
  setLayer(id: string, state: LayerState | null): void
  run<T extends Job>(job: T, signal?: AbortSignal): Promise<JobResult<T>>
  metrics(): RunnerMetrics
  close(): Promise<void>
}
