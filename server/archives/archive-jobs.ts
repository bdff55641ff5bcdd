import { setTimeout } from 'node:timers/promises'
import type { ArchiveJob } from '../../core/api/archive.ts'
import { Problem } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { type ArchiveResult, makeArchive } from './make-archive.ts'

/** Longest wait for a layer to be archived within the request that asks for it. */
const PATIENCE_MS = 2_000

class Cancelled extends Problem {
  constructor() {
    super({ title: 'Cancelled', status: 409, detail: 'The archiving was cancelled; nothing of it is kept' })
  }
}

/** Archives layers in the background, one at a time. */
export class ArchiveJobs {
  readonly #database: Database
  readonly #onError: (error: unknown) => void
  readonly #jobs = new Map<string, ArchiveJob>()
  #running: { layerId: string; stop: AbortController; done: Promise<unknown> } | undefined

  constructor(database: Database, onError: (error: unknown) => void) {
    this.#database = database
    this.#onError = onError
  }

  /** How the last archiving of a layer went since this server began. */
  status(layerId: string): ArchiveJob | undefined {
    return this.#jobs.get(layerId)
  }

  /**
   * The result if it is ready within the wait, undefined while it is still being made. Throws Problem (409) while another
   * archiving runs.
   */
  async start(layerId: string, year: number, byAccount: number | null): Promise<ArchiveResult | undefined> {
    if (this.#running)
      throw new Problem({
        title: 'A layer is being archived',
        status: 409,
        detail: 'One layer at a time; wait until the running one ends',
      })
    const job: ArchiveJob = { state: 'running', year, share: 0, archive: null, problem: null }
    this.#jobs.set(layerId, job)
    const stop = new AbortController()
    const onProgress = (share: number) => {
      job.share = share
    }
    const options = { layerId, year, byAccount, signal: stop.signal, onProgress }
    const made = makeArchive(this.#database, options)
    const done = made.then(
      ({ archive }) => Object.assign(job, { state: 'done', share: 1, archive: archive.id }),
      (error: unknown) => {
        if (error instanceof Cancelled) return Object.assign(job, { state: 'cancelled' })
        const problem = error instanceof Problem ? error.message : 'It failed; it has been logged'
        Object.assign(job, { state: 'failed', problem })
        if (!(error instanceof Problem) && !stop.signal.aborted) this.#onError(error)
      },
    )
    this.#running = { layerId, stop, done: done.finally(() => (this.#running = undefined)) }
    return await Promise.race([made, setTimeout(PATIENCE_MS, undefined, { ref: false })])
  }

  /** Cancels the archiving of this layer and waits for it; nothing of it is kept. Does nothing when none is running. */
  async cancel(layerId: string): Promise<void> {
    if (this.#running?.layerId !== layerId) return
    this.#running.stop.abort(new Cancelled())
    await this.#running.done
  }

  async close(): Promise<void> {
    this.#running?.stop.abort(new Error('the server ends'))
    await this.#running?.done
  }
}
