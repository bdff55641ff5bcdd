import { randomUUID } from 'node:crypto'
import { canonicalJson } from '../../core/decision/canonical-json.ts'
import { Problem, type ProblemDetail } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { describeAnswer } from './describe-answer.ts'
import { inputsOf, writeInputs } from './model/portfolio-inputs.ts'
import type { PortfolioBody } from './model/portfolio-request.ts'
import { type PreparedPortfolio, preparePortfolio } from './model/prepare-portfolio.ts'
import type { ReadScoring } from './model/scoring.ts'
import type { FoundPortfolio, PortfolioSolver, SolveProgress, SolveRequest } from './portfolio-solver.ts'
import {
  findRunning,
  finishPortfolio,
  insertPortfolio,
  type NewPortfolio,
  type PortfolioEnding,
  writeFound,
  writeProgress,
} from './portfolio-store.ts'
import { trackProgress } from './track-progress.ts'

export interface PortfolioJobOptions {
  readonly database: Database
  readonly solver: PortfolioSolver
  readonly readScoring: ReadScoring
  readonly onError: (error: unknown) => void
  /** Portfolios that may be running or waiting at a time. */
  readonly most: number
}

const WRITE_EVERY_MS = 500

/** Runs portfolios in the background: start, progress, cancelling. Requests are checked before the start is reported. */
export class PortfolioJobs {
  readonly #options: PortfolioJobOptions
  readonly #running = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  /** Requests that are being stored, by what they ask: the same one twice at a time is one. */
  readonly #beginning = new Map<string, Promise<string>>()
  #starting = 0

  constructor(options: PortfolioJobOptions) {
    this.#options = options
  }

  /**
   * Reads the selected proposals, starts solving and returns the id; that of the running one where the same account asks
   * the same over the same data again. Throws Problem on a request that cannot be understood.
   */
  async start(asked: PortfolioBody, byAccount: number | null): Promise<string> {
    const { database, readScoring, most } = this.#options
    if (this.#running.size + this.#starting >= most) throw busy(most)
    this.#starting++
    try {
      const prepared = await preparePortfolio(database.read, asked, readScoring)
      const request = { ...asked, filter: prepared.filter }
      const { json, digest } = await writeInputs(inputsOf(request, prepared))
      const { title = '' } = request
      const made = { id: randomUUID(), title, request, inputs: json, storeDigest: digest, byAccount }
      const key = canonicalJson([byAccount, digest, request])
      const begun = this.#beginning.get(key) ?? this.#begin(made, prepared)
      this.#beginning.set(key, begun)
      return await begun.finally(() => this.#beginning.delete(key))
    } finally {
      this.#starting--
    }
  }

  async #begin(made: NewPortfolio, prepared: PreparedPortfolio): Promise<string> {
    const { write } = this.#options.database
    const running = await findRunning(write, made)
    if (running) return running
    await insertPortfolio(write, made)
    const { id, request } = made
    const stop = new AbortController()
    const done = this.#run(id, request, prepared, stop).finally(() => this.#running.delete(id))
    this.#running.set(id, { stop, done })
    return id
  }

  /** Ends a running portfolio at once; false when it is not running. Works from any instance. */
  async cancel(id: string): Promise<boolean> {
    const cancelled = await finishPortfolio(this.#options.database.write, id, { state: 'cancelled' })
    const job = this.#running.get(id)
    job?.stop.abort(new Cancelled())
    await job?.done
    return cancelled
  }

  /** Ends all, saying why. */
  async close(): Promise<void> {
    for (const { stop } of this.#running.values()) stop.abort(new ServerStops())
    await Promise.all([...this.#running.values()].map(({ done }) => done))
  }

  async #run(
    id: string,
    question: PortfolioBody,
    prepared: PreparedPortfolio,
    stop: AbortController,
  ): Promise<void> {
    const { database, onError } = this.#options
    try {
      const ending = await this.#solve(id, question, prepared, stop)
      await finishPortfolio(database.write, id, ending)
    } catch (error) {
      onError(error)
    }
  }

  async #solve(
    id: string,
    question: PortfolioBody,
    prepared: PreparedPortfolio,
    stop: AbortController,
  ): Promise<PortfolioEnding> {
    const { database, solver, onError } = this.#options
    const track = trackProgress(inputsOf(question, prepared).unit, question.timeLimitSeconds)
    let written: Promise<unknown> = Promise.resolve()
    const timer = setInterval(() => {
      const wrote = writeProgress(database.write, id, track.now()).then((still) => {
        if (!still) stop.abort(new Cancelled())
      }, onError)
      written = Promise.all([written, wrote])
    }, WRITE_EVERY_MS)
    const onProgress = (message: SolveProgress | FoundPortfolio) => {
      if (message.step !== 'found') return track.report(message)
      const found = storable(describeAnswer(question, prepared, message.answer))
      written = Promise.all([written, writeFound(database.write, id, found).catch(onError)])
    }
    try {
      const request = solveRequest(question, prepared)
      const answer = await solver.solvePortfolio(request, { signal: stop.signal, onProgress })
      const result = describeAnswer(question, prepared, answer)
      return { state: 'done', answer: storable(answer), result: storable(result) }
    } catch (error) {
      if (error instanceof Cancelled) return { state: 'cancelled' }
      if (!(error instanceof Problem)) onError(error)
      return { state: 'failed', problem: problemOfFailure(error) }
    } finally {
      clearInterval(timer)
      await written
    }
  }
}

function solveRequest(question: PortfolioBody, prepared: PreparedPortfolio): SolveRequest {
  const { problem, candidates, scoring } = prepared
  const { robustness, ...study } = inputsOf(question, prepared).study
  if (!robustness) return { problem, ...study }
  const columns = scoring.criteria.map((_, c) =>
    Uint16Array.from(candidates, ({ perMille }) => perMille[c] ?? 0),
  )
  return { problem, ...study, robustness: { ...robustness, columns } }
}

function storable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part,
  )
}

class Cancelled extends Error {
  override name = 'Cancelled'
}

class ServerStops extends Problem {
  constructor() {
    super({
      title: 'Interrupted',
      status: 503,
      detail: 'The server was stopped while this portfolio was being computed; start it again.',
    })
  }
}

function problemOfFailure(error: unknown): ProblemDetail {
  if (error instanceof Problem) return error.body
  return { title: 'Failed', status: 500, detail: 'The computation failed on our side; it has been logged' }
}

function busy(most: number): Problem {
  return new Problem({
    title: 'Busy',
    status: 503,
    detail: `${most} portfolios are running or waiting already: wait for one to end, or cancel one`,
  })
}
