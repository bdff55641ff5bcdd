import type { Database } from '../database/database.ts'
import type { Analysis } from './analysis.ts'
import { refreshStatistics } from './refresh-statistics.ts'

export interface StatisticsJobOptions {
  readonly database: Database
  /** How many minutes lie at least between two refreshes that nobody asked for; 0: only when the administrator asks. */
  readonly minutes: number
  onError(error: unknown): void
}

export interface RefreshState {
  readonly state: 'idle' | 'running'
  /** What is computed now, and the share of all that is due, 0–1. */
  readonly analysis: string | null
  readonly share: number
  readonly startedAt: string | null
  /** Of the refresh before, when it did not come to its end. */
  readonly failure: string | null
}

const MINUTE_MS = 60_000
/** After the last word of an import, so that its many announcements make one refresh. */
const SETTLE_MS = 3_000
const AFTER_START_MS = 5_000
const OWN_LAYERS =
  /^(access-.*|hotspots.*|local-moran|density|inequality|silent-deserts|rupiah-per-poor|zones)$/

/**
 * Recomputes statistics in the background, one refresh at a time. A single proposal only makes them stale: they are
 * served as they are, and looked at again at most every so many minutes, when somebody reads them.
 */
export class StatisticsJobs {
  readonly #options: StatisticsJobOptions
  #running: { stop: AbortController; done: Promise<void>; startedAt: Date } | undefined
  #progress: { analysis: string; share: number } | undefined
  #failure: string | null = null
  #lastStart = Number.NEGATIVE_INFINITY
  #changed: { proposals: boolean; store: boolean } = { proposals: false, store: false }
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: StatisticsJobOptions) {
    this.#options = options
  }

  /** Looks for what is due soon after the server's start. */
  begin(): void {
    if (this.#options.minutes > 0) this.#startIn(AFTER_START_MS)
  }

  status(): RefreshState {
    return {
      state: this.#running ? 'running' : 'idle',
      analysis: this.#running ? (this.#progress?.analysis ?? null) : null,
      share: this.#running ? (this.#progress?.share ?? 0) : 0,
      startedAt: this.#running?.startedAt.toISOString() ?? null,
      failure: this.#failure,
    }
  }

  /** Whether something that it reads was written since it was last looked at; the content may still be the same. */
  isStale(analysis: Analysis): boolean {
    return this.#changed.store || (this.#changed.proposals && analysis.states.includes('proposals'))
  }

  /** A write to the store: rows of a layer, or (ids null) a whole layer as an import leaves it. */
  noteChange({ layer, ids }: { readonly layer: string; readonly ids: readonly number[] | null }): void {
    if (OWN_LAYERS.test(layer)) return
    if (layer === 'proposals') this.#changed.proposals = true
    else this.#changed.store = true
    if (ids === null && this.#options.minutes > 0) this.#startIn(SETTLE_MS)
  }

  /** Somebody reads: what may be stale is looked at again, if the last time is long enough ago. */
  noteReading(): void {
    const { minutes } = this.#options
    const wanted = this.#changed.store || this.#changed.proposals
    if (minutes > 0 && wanted && performance.now() - this.#lastStart >= minutes * MINUTE_MS) this.start(false)
  }

  /** Starts a refresh, of everything or of what changed; one that is running goes on. Tells how it stands. */
  start(all: boolean): RefreshState {
    if (!this.#running && !this.#closed) this.#run(all)
    return this.status()
  }

  /** Ends the running refresh; what it has computed so far stays. */
  async cancel(): Promise<void> {
    this.#running?.stop.abort(new Error('cancelled'))
    await this.#running?.done
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.cancel()
  }

  #startIn(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      if (this.#running) this.#startIn(SETTLE_MS)
      else this.start(false)
    }, milliseconds)
    this.#timer.unref()
  }

  #run(all: boolean): void {
    const stop = new AbortController()
    const before = this.#changed
    this.#changed = { proposals: false, store: false }
    this.#lastStart = performance.now()
    this.#progress = undefined
    this.#failure = null
    const done = refreshStatistics(this.#options.database, all, {
      signal: stop.signal,
      onProgress: (progress) => {
        this.#progress = progress
      },
    })
      .catch((error: unknown) => {
        this.#changed = {
          proposals: this.#changed.proposals || before.proposals,
          store: this.#changed.store || before.store,
        }
        this.#failure = stop.signal.aborted ? 'cancelled' : 'failed; see the log'
        if (!stop.signal.aborted) this.#options.onError(error)
      })
      .then(() => {
        this.#running = undefined
      })
    this.#running = { stop, done, startedAt: new Date() }
  }
}
