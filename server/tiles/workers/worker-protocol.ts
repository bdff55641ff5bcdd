import type { MessagePort, Transferable } from 'node:worker_threads'
import { toError } from '../../../core/to-error.ts'
import type { EncodeOptions } from '../encode/encode-tile.ts'
import type { LayerChanges, LayerState } from '../snapshot/snapshot.ts'
import { JobStopped, type StopFlag } from '../stop-flag.ts'
import { UnknownLayerError } from '../tile-errors.ts'
import type { JobHandler } from './job-handler.ts'
import type { Job, JobResult } from './tile-job.ts'

export interface WorkerSetup {
  encode: EncodeOptions
  /** Word by which a job is asked to stop; see stop-flag.ts. */
  stop: Int32Array
}

/**
 * To a worker: a layer to keep (null: to forget), changes of one it has, or a job to do. A base is sent once: each
 * sending makes V8 count all its shared memory anew as the worker's, and collect garbage as if it were.
 */
export type ToWorker =
  | { layer: string; state: LayerState | null }
  | { layer: string; changes: LayerChanges }
  | { number: number; job: Job }

/** From a worker: that it is up, a job's result, or why there is none: it was asked to stop, or a fault. */
export type FromWorker =
  | { ready: true }
  | { number: number; result: JobResult<Job> }
  | { number: number; stopped: true }
  | { number: number; fault: { message: string; stack: string | undefined; layer?: string } }

/** Hands a result's bytes over instead of copying them, where they have a buffer of their own. */
function transferOf(result: JobResult<Job>): Transferable[] {
  if (!('bytes' in result)) return []
  const { buffer, byteLength } = result.bytes
  if (!(buffer instanceof ArrayBuffer) || byteLength === 0 || buffer.byteLength > 2 * byteLength) return []
  return [buffer]
}

/** What a worker does with a message from the pool. */
export function answerJob(port: MessagePort, handler: JobHandler, message: ToWorker, flag?: StopFlag): void {
  if ('layer' in message) {
    if ('changes' in message) handler.patchLayer(message.layer, message.changes)
    else handler.setLayer(message.layer, message.state)
    return
  }
  const { number, job } = message
  flag?.begin(number)
  try {
    const result = handler.handle(job)
    port.postMessage({ number, result } satisfies FromWorker, transferOf(result))
  } catch (error) {
    if (error instanceof JobStopped) {
      port.postMessage({ number, stopped: true } satisfies FromWorker)
      return
    }
    const { message: text, stack } = toError(error)
    const layer = error instanceof UnknownLayerError ? { layer: error.layer } : {}
    port.postMessage({ number, fault: { message: text, stack, ...layer } } satisfies FromWorker)
  }
}
