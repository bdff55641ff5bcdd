import type {
  CeilingFigures,
  PeopleServed,
  Portfolio,
  PortfolioResult,
  WhyNot,
} from '../../core/api/portfolio.ts'
import type { PortfolioFront } from '../../core/api/portfolio-front.ts'
import { sha256 } from '../../core/decision/sha256.ts'
import { notFound } from '../../core/problem.ts'
import type { Language } from '../../core/proposal/label.ts'
import type { Database } from '../database/database.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import { ceilingsOf } from './limit-figures.ts'
import { readPortfolioBody } from './model/portfolio-request.ts'
import type { ReadScoring } from './model/scoring.ts'
import { notFinished } from './not-finished.ts'
import { type PeopleBody, peopleServedBy } from './people-served-by.ts'
import { portfolioDecision, type SolverOptions } from './portfolio-decision.ts'
import { type FrontWatch, frontOf } from './portfolio-front.ts'
import { PortfolioJobs } from './portfolio-jobs.ts'
import type { PortfolioSolver } from './portfolio-solver.ts'
import { deletePortfolio, readPortfolio, readSolved, type StoredPortfolio } from './portfolio-store.ts'
import { type SheetWeight, weightsOf } from './sheet/decided-figures.ts'
import { makeSheet } from './sheet/make-sheet.ts'
import { readSheetData } from './sheet/sheet-data.ts'
import { stepText } from './track-progress.ts'
import { WhyNotService } from './why-not.ts'

export interface PortfolioServiceOptions {
  readonly database: Database
  /** Solver for portfolios. */
  readonly solver: PortfolioSolver
  /** A separate solver for "why not mine?", so that these questions do not wait behind a portfolio. */
  readonly whyNotSolver: PortfolioSolver
  readonly solverOptions: SolverOptions
  readonly readScoring: ReadScoring
  /** Name and version, for decision files. */
  readonly product: string
  readonly onError: (error: unknown) => void
}

export interface DecidedPortfolio {
  readonly title: string
  readonly finishedAt: Date
  readonly result: PortfolioResult
  readonly weights: readonly SheetWeight[]
  readonly ceilings: readonly CeilingFigures[]
  /** Of the decision file, byte for byte as it is served. */
  readonly sha256: string
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOST_AT_A_TIME = 10

/** All operations on portfolios, independent of HTTP. */
export class PortfolioService {
  readonly #options: PortfolioServiceOptions
  readonly #jobs: PortfolioJobs
  readonly #whyNot: WhyNotService

  constructor(options: PortfolioServiceOptions) {
    this.#options = options
    this.#jobs = new PortfolioJobs({ ...options, most: MOST_AT_A_TIME })
    this.#whyNot = new WhyNotService(options.database.read, options.whyNotSolver)
  }

  start(body: unknown, byAccount: number | null): Promise<string> {
    return this.#jobs.start(readPortfolioBody(body), byAccount)
  }

  /** Throws a 404 on an unknown id. */
  async read(id: string): Promise<StoredPortfolio> {
    const found = UUID.test(id) ? await readPortfolio(this.#options.database.read, id) : undefined
    if (!found) throw notFound('portfolio', id)
    return found
  }

  async describe(id: string): Promise<Portfolio<Date>> {
    const found = await this.read(id)
    // The package is written as soon as it is found, its step now and then: the search for it is over all the same.
    const isStep = found.state === 'running' && !(found.found && found.step === 'optimum')
    return { ...found, stepText: isStep ? stepText(found.step) : null }
  }

  /** Cancels a running portfolio; one that has ended is deleted. */
  async remove(id: string): Promise<void> {
    await this.read(id)
    if (await this.#jobs.cancel(id)) return
    await deletePortfolio(this.#options.database.write, id)
  }

  /**
   * Choices between the highest score and the most people, at most `most` of them; `onPoint` hears each as it is found.
   * The request is a portfolio's; its objective and what it asks of people served count for nothing.
   */
  front(body: unknown, most: number, watch: FrontWatch): Promise<PortfolioFront> {
    const { database, solver, readScoring } = this.#options
    return frontOf({ database, solver, readScoring }, { asked: readPortfolioBody(body), most }, watch)
  }

  /** Whom proposals would newly serve if they were funded together. */
  peopleServed(body: PeopleBody): Promise<PeopleServed> {
    return peopleServedBy(this.#options.database.read, body)
  }

  /** Stops when the last client that waits for the same answer has left. */
  async whyNot(id: string, code: string, watch: WorkWatch = {}): Promise<WhyNot> {
    await this.read(id)
    return this.#whyNot.ask(id, code, watch)
  }

  /** The decision file of a portfolio that is done, as text, and what it is about. */
  async decision(
    id: string,
  ): Promise<Pick<StoredPortfolio, 'request'> & { name: string; text: string; result: PortfolioResult }> {
    const { portfolio, result, text } = await this.#decide(id)
    return { name: `petausul-portofolio-${id.slice(0, 8)}.json`, text, request: portfolio.request, result }
  }

  /** The printable sheet of a portfolio that is done: PDF. It shows the zones that were saved with it, and this one. */
  async sheet(
    id: string,
    { language, zone }: { language: Language; zone: string | null },
    signal?: AbortSignal,
  ): Promise<Uint8Array> {
    const { portfolio, inputs, finishedAt, result, text } = await this.#decide(id)
    const named = { title: portfolio.title, portfolioId: id, zone, sha256: await sha256(text) }
    const source = { ...named, finishedAt, inputs, result, ceilings: ceilingsOf(inputs, result) }
    return makeSheet(await readSheetData(this.#options.database.read, source, language), signal)
  }

  /** What a portfolio that is done decided, in figures: for a workbook. */
  async decided(id: string): Promise<DecidedPortfolio> {
    const { portfolio, inputs, finishedAt, result, text } = await this.#decide(id)
    const figures = { weights: weightsOf(inputs), ceilings: ceilingsOf(inputs, result) }
    return { title: portfolio.title, finishedAt, result, ...figures, sha256: await sha256(text) }
  }

  async #decide(id: string) {
    const { database, product, solverOptions } = this.#options
    const portfolio = await this.read(id)
    const { title, finishedAt, result } = portfolio
    const solved = await readSolved(database.read, id)
    if (!solved || !finishedAt || !result) throw notFinished()
    const file = await portfolioDecision({ title, finishedAt, ...solved }, product, solverOptions)
    return { portfolio, inputs: solved.inputs, finishedAt, result, text: `${JSON.stringify(file)}\n` }
  }

  close(): Promise<void> {
    return this.#jobs.close()
  }
}
