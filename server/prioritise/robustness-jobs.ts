import { randomUUID } from 'node:crypto'
import type { StudyState } from '../../core/api/robustness.ts'
import { notFound, Problem } from '../../core/problem.ts'
import type { Acceptability } from '../../core/score/acceptability.ts'
import type { AlternativeFilter } from './alternative-filter.ts'
import type { PrioritiseThreads } from './prioritise-threads.ts'
import type { AcceptabilityRequest } from './worker-messages.ts'

export interface RobustnessResult {
  readonly found: Acceptability
  /** Codes of the studied rows, and the number of rows that took no part. */
  readonly codes: readonly string[]
  readonly leftOut: number
}

export interface RobustnessJob {
  readonly id: string
  /** Which proposals it is about. */
  readonly filter: AlternativeFilter
  readonly state: StudyState
  /** 0–1 of the samples. */
  readonly share: number
  readonly result: RobustnessResult | null
  /** Why it failed, to be reported. */
  readonly problem: Problem | null
}

interface Job extends RobustnessJob {
  readonly controller: AbortController
  state: StudyState
  share: number
  result: RobustnessResult | null
  problem: Problem | null
}

/** Ranks that hold the middle 90 % of samples, of the row at a place; of few samples the best and the worst. */
export function intervalOf(
  { interval, bestRank, worstRank }: Acceptability,
  place: number,
): { readonly low: number; readonly high: number } {
  return {
    low: interval?.low[place] ?? bestRank[place]!,
    high: interval?.high[place] ?? worstRank[place]!,
  }
}

const MOST_JOBS = 20
const KEPT_MS = 3_600_000

/** Runs studies of robustness, each in a thread; clients poll for the result. A finished study is forgotten after an hour. */
export class RobustnessJobs {
  readonly #threads: PrioritiseThreads
  readonly #onError: (error: unknown) => void
  readonly #jobs = new Map<string, Job>()

  constructor(threads: PrioritiseThreads, onError: (error: unknown) => void) {
    this.#threads = threads
    this.#onError = onError
  }

  start(
    request: AcceptabilityRequest,
    about: Omit<RobustnessResult, 'found'>,
    filter: AlternativeFilter,
  ): RobustnessJob {
    this.#makeRoom()
    const job: Job = {
      id: randomUUID(),
      filter,
      state: 'running',
      share: 0,
      result: null,
      problem: null,
      controller: new AbortController(),
    }
    this.#jobs.set(job.id, job)
    void this.#carryOut(job, request, about)
    return job
  }

  get(id: string): RobustnessJob {
    const job = this.#jobs.get(id)
    if (!job) throw notFound('robustness study', id)
    return job
  }

  /** Cancels a running study; deletes a finished one. */
  remove(id: string): void {
    const job = this.#jobs.get(id)
    if (!job) throw notFound('robustness study', id)
    if (job.state === 'running') job.controller.abort()
    else this.#jobs.delete(id)
  }

  /** Stops it when it is there and still runs. */
  stop(id: string): void {
    this.#jobs.get(id)?.controller.abort()
  }

  close(): void {
    for (const { controller } of this.#jobs.values()) controller.abort()
    this.#jobs.clear()
  }

  async #carryOut(
    job: Job,
    request: AcceptabilityRequest,
    about: Omit<RobustnessResult, 'found'>,
  ): Promise<void> {
    try {
      const found = await this.#threads.findAcceptability(request, {
        signal: job.controller.signal,
        onProgress: ({ done, of }) => {
          job.share = done / of
        },
      })
      Object.assign(job, { state: 'done', share: 1, result: { found, ...about } })
    } catch (error) {
      const cancelled = job.controller.signal.aborted
      job.state = cancelled ? 'cancelled' : 'failed'
      if (error instanceof Problem) job.problem = error
      else if (!cancelled) this.#onError(error)
    }
    setTimeout(() => this.#jobs.delete(job.id), KEPT_MS).unref()
  }

  /** Forgets the oldest finished study when there are too many; running ones stay. */
  #makeRoom(): void {
    if (this.#jobs.size < MOST_JOBS) return
    const ended = [...this.#jobs.values()].find(({ state }) => state !== 'running')
    if (!ended) {
      throw new Problem({
        title: 'Busy',
        status: 503,
        detail: `${MOST_JOBS} robustness studies are running already: try again in a while`,
      })
    }
    this.#jobs.delete(ended.id)
  }
}
