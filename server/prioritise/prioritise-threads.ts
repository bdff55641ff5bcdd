import { checkPortfolio } from '../../core/portfolio/check-portfolio.ts'
import type { Refusal } from '../../core/portfolio/explain-refusal.ts'
import { badParameter, Problem } from '../../core/problem.ts'
import type { Acceptability } from '../../core/score/acceptability.ts'
import type { MethodRanking, MethodRequest } from '../../core/score/rank-by-method.ts'
import { runInProcess } from '../threads/run-in-process.ts'
import { runInThread } from '../threads/run-in-thread.ts'
import type {
  AcceptabilityRequest,
  FrontRequest,
  PortfolioProgress,
  PortfolioRequest,
  PortfolioResult,
  QuickKind,
  RefusalRequest,
  Work,
  WorkKind,
} from './worker-messages.ts'

export interface ThreadOptions {
  /** Threads or processes at a time; further work waits. */
  readonly threads: number
  /** Tasks that may wait; further requests are refused with 503. */
  readonly queueLimit: number
}

export interface WatchOptions<Progress> {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

const HEAP_MEGABYTES = 1024
const LONGEST_SECONDS = 600
/** Extra time that a study may take to finish a step after its time limit, before it is terminated. */
const GRACE_SECONDS = 20

/** Rankings and acceptabilities, each in a thread of its own, and portfolios, each in a process: it ends with its work or its signal. */
export class PrioritiseThreads {
  readonly #options: ThreadOptions
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(options: ThreadOptions) {
    this.#options = options
  }

  /** Solves a portfolio to proven optimality within its time limit. Cancelling ends the solver at once. */
  async solvePortfolio(
    request: PortfolioRequest,
    watch: WatchOptions<PortfolioProgress> = {},
  ): Promise<PortfolioResult> {
    checkRequest(request)
    return this.#run('portfolio', request, watch, request.timeLimitSeconds + GRACE_SECONDS)
  }

  /** "Why not mine?": what funding a proposal that was not chosen would cost the others. */
  async explainRefusal(
    request: RefusalRequest,
    watch: WatchOptions<Work['refusal']['progress']> = {},
  ): Promise<Refusal> {
    checkRequest(request)
    return this.#run('refusal', request, watch, request.timeLimitSeconds + GRACE_SECONDS)
  }

  /** Choices between the highest score and the most people, told as they are found. */
  async traceFront(
    request: FrontRequest,
    watch: WatchOptions<Work['front']['progress']> = {},
  ): Promise<Work['front']['result']> {
    const { items, constraints, groups } = request.problem
    const { timeLimitSeconds } = request
    checkRequest({ timeLimitSeconds, problem: { items, constraints, objective: { kind: 'people', groups } } })
    return this.#run('front', request, watch, timeLimitSeconds + GRACE_SECONDS)
  }

  async rank(request: MethodRequest, watch: WatchOptions<never> = {}): Promise<MethodRanking> {
    return this.run('ranking', request, watch)
  }

  async findAcceptability(
    request: AcceptabilityRequest,
    watch: WatchOptions<Work['acceptability']['progress']> = {},
  ): Promise<Acceptability> {
    return this.run('acceptability', request, watch)
  }

  /** Any work that needs no solver. */
  async run<K extends QuickKind>(
    kind: K,
    request: Work[K]['request'],
    watch: WatchOptions<Work[K]['progress']> = {},
  ): Promise<Work[K]['result']> {
    return this.#run(kind, request, watch, LONGEST_SECONDS)
  }

  async #run<K extends WorkKind>(
    kind: K,
    request: Work[K]['request'],
    watch: WatchOptions<Work[K]['progress']>,
    seconds: number,
  ): Promise<Work[K]['result']> {
    await this.#takeTurn(watch.signal)
    try {
      watch.signal?.throwIfAborted()
      return await runApart(kind, request, watch, seconds)
    } finally {
      this.#passTurn()
    }
  }

  async #takeTurn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#running < this.#options.threads) {
      this.#running++
      return
    }
    if (this.#waiting.length >= this.#options.queueLimit) throw busy(this.#waiting.length)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      const at = this.#waiting.indexOf(resolve)
      if (at !== -1) this.#waiting.splice(at, 1)
      reject(signal?.reason)
    }
    this.#waiting.push(resolve)
    signal?.addEventListener('abort', leave, { once: true })
    await promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  /** Passes the turn to the first that waits, or frees it. */
  #passTurn(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#running--
  }
}

function checkRequest({
  problem,
  timeLimitSeconds: seconds,
}: Pick<PortfolioRequest, 'problem' | 'timeLimitSeconds'>): void {
  if (!(seconds >= 1 && seconds <= LONGEST_SECONDS)) {
    throw badParameter('timeLimitSeconds', seconds, `seconds from 1 to ${LONGEST_SECONDS}`)
  }
  checkPortfolio(problem)
}

function runApart<K extends WorkKind>(
  kind: K,
  request: Work[K]['request'],
  { signal, onProgress }: WatchOptions<Work[K]['progress']>,
  seconds: number,
): Promise<Work[K]['result']> {
  const options = {
    name: kind,
    longestMs: seconds * 1000,
    tookTooLong: () => tookTooLong(kind, seconds),
    heapMegabytes: HEAP_MEGABYTES,
    signal,
    onProgress,
  }
  return kind === 'portfolio' || kind === 'refusal' || kind === 'front'
    ? runInProcess(new URL('./solver-process.ts', import.meta.url), { kind, request }, options)
    : runInThread(new URL('./prioritise-worker.ts', import.meta.url), { kind, request }, options)
}

function tookTooLong(kind: WorkKind, seconds: number): Problem {
  return new Problem({
    title: 'Took too long',
    status: 503,
    detail: `${kind}: not finished within ${seconds} seconds`,
  })
}

function busy(waiting: number): Problem {
  return new Problem({
    title: 'Busy',
    status: 503,
    detail: `${waiting} calculations are waiting already: try again in a while`,
  })
}
