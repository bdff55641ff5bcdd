import { concatenateBytes } from '../concatenate-bytes.ts'
import { BaseParts } from '../encode/base-parts.ts'
import { type EncodeOptions, TileEncoder } from '../encode/encode-tile.ts'
import { drawHeat } from '../heat/draw-heat.ts'
import type { StreamedTile } from '../layer-source.ts'
import { PictureEncoder } from '../pictures/encode-picture.ts'
import { buildSegment } from '../snapshot/build-segment.ts'
import { compactSegment } from '../snapshot/compact-segment.ts'
import { layerColumns } from '../snapshot/layer-columns.ts'
import type { LayerChanges, LayerState } from '../snapshot/snapshot.ts'
import type { StopCheck } from '../stop-flag.ts'
import { UnknownLayerError } from '../tile-errors.ts'
import { compressTile } from './compress-tile.ts'
import type { Job, JobResult, TileJob, TileResult } from './tile-job.ts'

/** Does one thread's jobs on the layers it was given. */
export class JobHandler {
  readonly #layers = new Map<string, LayerState>()
  readonly #options: EncodeOptions
  readonly #check: StopCheck
  readonly #parts = new BaseParts()
  #encoder!: TileEncoder
  #pictures!: PictureEncoder

  /** `check` is called between features; what it throws ends the job. */
  constructor(options: EncodeOptions, check: StopCheck = () => {}) {
    this.#options = options
    this.#check = check
    this.#begin()
  }

  setLayer(id: string, state: LayerState | null): void {
    if (state) this.#layers.set(id, state)
    else this.#layers.delete(id)
  }

  /** Puts changed rows beside the base that is known already. */
  patchLayer(id: string, changes: LayerChanges): void {
    this.#layers.set(id, { ...this.#layer(id), ...changes })
  }

  handle<T extends Job>(job: T): JobResult<T>
  handle(job: Job): JobResult<Job> {
    try {
      return this.#carryOut(job)
    } catch (error) {
      // A job that ended early may have left data in the buffers, which must not get into the next tile.
      this.#begin()
      throw error
    }
  }

  #begin(): void {
    this.#encoder = new TileEncoder(this.#options, this.#check, this.#parts)
    this.#pictures = new PictureEncoder(this.#options.maxPointsPerTile, this.#check)
  }

  #carryOut(job: Job): JobResult<Job> {
    if (job.kind === 'build') return buildSegment(job.input)
    if (job.kind === 'compact') return compactSegment(job.state, job.serial)
    if (job.kind === 'heat') return { bytes: drawHeat(this.#layer(job.layer), job, this.#check) }
    if (job.kind === 'columns') return layerColumns(this.#layer(job.layer), job)
    if (job.kind === 'picture')
      return this.#pictures.encode(
        job,
        job.layers.map(({ layer }) => this.#layer(layer)),
      )
    return this.#tile(job)
  }

  #tile({ layers, tile, encoding, streamed = [], ...content }: TileJob): TileResult {
    const states = layers.map((id) => this.#layer(id))
    const made = this.#encoder.encode(states, tile, content)
    const parts = [made, ...streamed]
    const sum = (of: (part: StreamedTile) => number) => parts.reduce((total, part) => total + of(part), 0)
    return {
      bytes: compressTile(concatenateBytes(parts.map(({ bytes }) => bytes)), encoding, made.same),
      featuresStoodFor: sum((part) => part.featuresStoodFor),
      featuresHeld: sum((part) => part.featuresHeld),
    }
  }

  #layer(id: string): LayerState {
    const state = this.#layers.get(id)
    if (!state) throw new UnknownLayerError(id)
    return state
  }
}
