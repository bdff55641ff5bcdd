import { setTimeout as sleep } from 'node:timers/promises'
import type { AnalysisActivity, AnalysisFailure, RefreshState } from '../../core/api/statistics.ts'
import type { Analysis } from '../analyses/analysis.ts'
import { analysisLayer } from '../analyses/list-analyses.ts'
import type { Database } from '../database/database.ts'
import { areReadIndexesSetAside } from '../database/read-indexes.ts'
import { noPause, type Pause } from '../workload/precedence.ts'
import { cancelledFailure, failureOf } from './analysis-failure.ts'
import { type AnalysesToRefresh, computeDue, type DueAnalysis, findDue } from './refresh-statistics.ts'
import { firstOf, Staleness, type Writes } from './staleness.ts'

export interface StatisticsJobOptions {
  readonly database: Database
  /** Least minutes between automatic refreshes; 0 for none: then only the administrator starts them. */
  readonly minutes: number
  /** Counts of poor people below this are withheld; default SMALL_CELL. */
  readonly smallCell?: number
  /** Awaited before each step of a computation. */
  readonly pause?: Pause
  onError(error: unknown): void
}

const MINUTE_MS = 60_000
/** Delay after the last notification, so that the many notifications of an import make one refresh. */
const SETTLE_MS = 3_000
const AFTER_START_MS = 5_000
/** Longest time that an automatic refresh waits for writing to end. */
const LONGEST_WAIT_MS = 60_000
/** How often it looks whether an import still fills the store, and how many times: a failed one may leave it so until a restart. */
const [LOOK_AGAIN_MS, MOST_LOOKS] = [1_000, 600]

/** An analysis in the queue, with the state of staleness to be restored when it is not computed after all. */
interface Queued extends DueAnalysis {
  readonly before: Writes
}

interface Current {
  readonly queued: Queued
  readonly stop: AbortController
  share: number
  ended: Promise<void>
}

/**
 * Computes statistics in the background, one analysis at a time. Single proposals only mark them as stale: the present results
 * are served, and a check is made at most once in so many minutes, when somebody reads them.
 */
export class StatisticsJobs {
  readonly #options: StatisticsJobOptions
  readonly #staleness = new Staleness()
  readonly #failures = new Map<string, AnalysisFailure>()
  #waiting: Queued[] = []
  #current: Current | undefined
  #working: Promise<void> | undefined
  /** Running checks for due analyses; a cancellation makes their results void. */
  #looking = 0
  #cancellations = 0
  #done = 0
  #startedAt: Date | undefined
  #failure: string | null = null
  #lastStart = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  /** Whether an automatic refresh is waiting until nobody writes. */
  #waits = false
  #closed = false

  constructor(options: StatisticsJobOptions) {
    this.#options = options
  }

  /** Schedules a check soon after the start of the server. */
  begin(): void {
    if (this.#options.minutes > 0) this.#startIn(AFTER_START_MS)
  }

  status(): RefreshState {
    const running = this.#looking > 0 || this.#working !== undefined
    const all = this.#done + this.#waiting.length + (this.#current ? 1 : 0)
    return {
      state: running ? 'running' : 'idle',
      analysis: this.#current?.queued.analysis.id ?? null,
      waiting: this.#waiting.map(({ analysis }) => analysis.id),
      share: running && all > 0 ? (this.#done + (this.#current?.share ?? 0)) / all : 0,
      startedAt: running ? (this.#startedAt?.toISOString() ?? null) : null,
      failure: this.#failure,
    }
  }

  activityOf(analysis: Analysis): AnalysisActivity {
    const { id } = analysis
    const running = this.#current?.queued.analysis.id === id ? this.#current : undefined
    const queued = running?.queued ?? this.#waiting.find((one) => one.analysis.id === id)
    // A result stays stale until it is recomputed, even when its inputs have been checked.
    const since = (queued && firstOf(queued.before, analysis)) ?? this.#staleness.since(analysis)
    return {
      activity: running ? 'running' : queued ? 'waiting' : 'idle',
      share: running?.share ?? null,
      staleSince: since?.toISOString() ?? null,
      failure: this.#failures.get(id) ?? null,
    }
  }

  /** Notes a write to the store: rows of a layer, or (ids null) a whole layer, as after an import. */
  noteChange({ layer, ids }: { readonly layer: string; readonly ids: readonly number[] | null }): void {
    // No analysis reads the results of another, nor zones.
    if (layer === 'zones' || analysisLayer(layer) !== undefined) return
    this.#staleness.note(layer === 'proposals' ? 'proposals' : 'store')
    if (ids === null && this.#options.minutes > 0) this.#startIn(SETTLE_MS)
  }

  /** Called when statistics are read: checks stale ones, if the last check is long enough ago. */
  noteReading(): void {
    const { minutes } = this.#options
    const failed = [...this.#failures.values()].some(({ cancelled }) => !cancelled)
    const isTime = performance.now() - this.#lastStart >= minutes * MINUTE_MS
    if (minutes > 0 && isTime && (failed || this.#staleness.any)) this.#startQuietly()
  }

  /** Appends the due analyses of the request to the queue and returns the state of the queue; what runs already goes on. */
  async start(analyses: AnalysesToRefresh): Promise<RefreshState> {
    if (this.#closed) return this.status()
    this.#lastStart = performance.now()
    if (this.status().state === 'idle') this.#beginRun()
    const cancellations = this.#cancellations
    const look = this.#staleness.beginLook()
    this.#looking++
    try {
      const { asked, due } = await findDue(this.#options.database, analyses, this.#options)
      const before = this.#staleness.endLook(
        look,
        asked.map(({ id }) => id),
      )
      const queued = due.map((one) => ({ ...one, before: before.get(one.analysis.id) ?? {} }))
      const dueIds = new Set(due.map(({ analysis }) => analysis.id))
      // An analysis that is up to date has no failure to report.
      for (const { id } of asked) if (!dueIds.has(id)) this.#failures.delete(id)
      if (cancellations !== this.#cancellations || this.#closed) for (const one of queued) this.#giveUp(one)
      else this.#enqueue(queued)
    } catch (error) {
      this.#staleness.endLook(look, [])
      this.#failure = 'failed; see the log'
      throw error
    } finally {
      this.#looking--
    }
    return this.status()
  }

  /** Cancels running and waiting computations, or only those of one analysis; finished results stay. */
  async cancel(id?: string): Promise<void> {
    const isMeant = ({ analysis }: Queued) => id === undefined || analysis.id === id
    if (id === undefined) this.#cancellations++
    const gone = this.#waiting.filter(isMeant)
    this.#waiting = this.#waiting.filter((queued) => !isMeant(queued))
    for (const queued of gone) this.#giveUp(queued)
    const current = this.#current
    if (!current || !isMeant(current.queued)) return
    current.stop.abort(new Error('cancelled'))
    await current.ended
    if (id === undefined) await this.#working
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#timer)
    await this.cancel()
  }

  #startIn(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#startQuietly(), milliseconds)
    this.#timer.unref()
  }

  /** Waits until nobody writes and no import fills the store, up to a limit, since nobody waits for an automatic refresh. */
  #startQuietly(): void {
    if (this.#waits) return
    this.#waits = true
    const { pause = noPause, onError } = this.#options
    pause({ longestMs: LONGEST_WAIT_MS })
      .then(() => this.#untilFilled())
      .finally(() => {
        this.#waits = false
      })
      .then(() => this.start('changed'))
      .catch(onError)
  }

  async #untilFilled(): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS && !this.#closed; looks++) {
      if (!(await areReadIndexesSetAside(this.#options.database.read))) return
      await sleep(LOOK_AGAIN_MS, undefined, { ref: false })
    }
  }

  #beginRun(): void {
    this.#startedAt = new Date()
    this.#failure = null
    this.#done = 0
  }

  /**
   * Adds analyses to the queue. A waiting entry of the same analysis is replaced; one that runs from the same content is not
   * added again.
   */
  #enqueue(queued: readonly Queued[]): void {
    const running = this.#current?.queued
    const waiting = new Map(this.#waiting.map((one) => [one.analysis.id, one]))
    for (const one of queued) {
      const { id } = one.analysis
      if (running?.analysis.id === id && running.digest === one.digest) continue
      waiting.set(id, { ...one, before: { ...one.before, ...waiting.get(id)?.before } })
    }
    this.#waiting = [...waiting.values()]
    if (this.#waiting.length > 0) this.#working ??= this.#work()
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      const current: Current = {
        queued: next,
        stop: new AbortController(),
        share: 0,
        ended: Promise.resolve(),
      }
      this.#current = current
      this.#failures.delete(next.analysis.id)
      current.ended = this.#compute(current)
      await current.ended
      this.#done++
      this.#current = undefined
    }
    this.#working = undefined
  }

  async #compute(current: Current): Promise<void> {
    const { queued, stop } = current
    const onProgress = (share: number) => {
      current.share = share
    }
    try {
      const { database, pause } = this.#options
      await computeDue(database, queued, { signal: stop.signal, onProgress, pause })
    } catch (error) {
      if (stop.signal.aborted) return this.#giveUp(queued)
      this.#staleness.giveBack(queued.analysis.id, queued.before)
      this.#failures.set(queued.analysis.id, failureOf(error))
      this.#failure = 'failed; see the log'
      this.#options.onError(error)
    }
  }

  #giveUp({ analysis, before }: Queued): void {
    this.#staleness.giveBack(analysis.id, before)
    this.#failures.set(analysis.id, cancelledFailure())
    this.#failure = 'cancelled'
  }
}
