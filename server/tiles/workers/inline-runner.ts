import type { EncodeOptions } from '../encode/encode-tile.ts'
import { JobHandler } from './job-handler.ts'
import type { Job, JobResult, TileRunner } from './tile-job.ts'

/** Runs jobs on the caller's own thread: for command-line work and tests, where a pool has no use. */
export function createInlineRunner(options: EncodeOptions): TileRunner {
  const handler = new JobHandler(options)
  return {
    setLayer: (id, state) => handler.setLayer(id, state),
    run: async <T extends Job>(job: T, signal?: AbortSignal): Promise<JobResult<T>> => {
      signal?.throwIfAborted()
      return handler.handle(job)
    },
    metrics: () => ({ workers: 0, queued: 0, running: 0, crashes: 0, stopped: 0 }),
    close: async () => {},
  }
}
