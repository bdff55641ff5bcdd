import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSegment } from './build-segment.ts'
import { compactSegment } from './compact-segment.ts'
import { drawHeat } from './draw-heat.ts'
import { type EncodeOptions, TileEncoder } from './encode-tile.ts'
import type { LayerState } from './snapshot.ts'
import { UnknownLayerError } from './tile-errors.ts'
import type { ContentEncoding, Job, JobResult, TileJob, TileResult } from './tile-job.ts'

/** Levels at which a cold tile is compressed: beyond them the time rises faster than the bytes fall. */
const gzipLevel = 4
const brotliQuality = 4

function compress(bytes: Uint8Array, encoding: ContentEncoding): Uint8Array {
  if (bytes.length === 0 || encoding === 'identity') return bytes
  if (encoding === 'gzip') return gzipSync(bytes, { level: gzipLevel })
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
}

/** Does one thread's jobs on the layers it was told of. */
export class JobHandler {
  readonly #layers = new Map<string, LayerState>()
  readonly #encoder: TileEncoder

  constructor(options: EncodeOptions) {
    this.#encoder = new TileEncoder(options)
  }

  setLayer(id: string, state: LayerState | null): void {
    if (state) this.#layers.set(id, state)
    else this.#layers.delete(id)
  }

  handle<T extends Job>(job: T): JobResult<T>
  handle(job: Job): JobResult<Job> {
    if (job.kind === 'build') return buildSegment(job.input)
    if (job.kind === 'compact') return compactSegment(job.state, job.serial)
    if (job.kind === 'heat') return { bytes: drawHeat(this.#layer(job.layer), job) }
    return this.#tile(job)
  }

  #tile({ layers, tile, filter, encoding }: TileJob): TileResult {
    const states = layers.map((id) => this.#layer(id))
    const { bytes, ...counts } = this.#encoder.encode(states, tile, filter)
    return { bytes: compress(bytes, encoding), ...counts }
  }

  #layer(id: string): LayerState {
    const state = this.#layers.get(id)
    if (!state) throw new UnknownLayerError(id)
    return state
  }
}
