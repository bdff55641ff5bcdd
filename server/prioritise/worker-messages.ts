import type { Refusal } from '../../core/portfolio/explain-refusal.ts'
import type { PortfolioProblem } from '../../core/portfolio/portfolio.ts'
import type { RobustnessOptions } from '../../core/portfolio/robustness.ts'
import type { PortfolioAnswer, StudyStep } from '../../core/portfolio/study-portfolio.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import type { Acceptability, AcceptabilityOptions } from '../../core/score/acceptability.ts'
import type { PrometheeCriterion } from '../../core/score/promethee.ts'
import type { Ranking } from '../../core/score/rank-alternatives.ts'
import type { TopsisOptions } from '../../core/score/topsis.ts'
import type { MilpProgress } from './open-highs.ts'

export interface PortfolioRequest {
  readonly problem: PortfolioProblem
  /** Seconds for the whole study, 1–600. */
  readonly timeLimitSeconds: number
  readonly alternatives?: number
  readonly tolerance?: number
  readonly mostPrices?: number
  readonly robustness?: RobustnessOptions
}

export type PortfolioProgress = StudyStep | ({ readonly step: 'solver' } & MilpProgress)

export interface PortfolioResult extends PortfolioAnswer {
  /** Name and version, for the decision file. */
  readonly solver: string
}

/** Columns are per mille values; rows in code order. Columns over shared memory are not copied. */
export type RankingRequest =
  | {
      readonly method: 'weighted-sum'
      readonly columns: readonly Uint16Array[]
      readonly weights: readonly number[]
      readonly byCode?: Uint32Array
      readonly excluded?: Uint8Array
    }
  | { readonly method: 'topsis'; readonly columns: readonly Float64Array[]; readonly options: TopsisOptions }
  | { readonly method: 'promethee'; readonly criteria: readonly PrometheeCriterion[] }

export interface RankingResult extends Ranking {
  /** Weighted sums (whole numbers), closeness or net flows. */
  readonly scores: Uint32Array | Float64Array
}

export interface RefusalRequest {
  readonly problem: PortfolioProblem
  readonly best: { readonly chosen: readonly string[]; readonly worth: number }
  readonly code: string
  readonly timeLimitSeconds: number
}

export interface AcceptabilityRequest {
  readonly columns: readonly (Uint16Array | Float64Array)[]
  readonly options: Omit<AcceptabilityOptions, 'onProgress'>
}

/** What each kind of work takes, tells on the way, and gives. */
export interface Work {
  portfolio: { request: PortfolioRequest; progress: PortfolioProgress; result: PortfolioResult }
  refusal: { request: RefusalRequest; progress: never; result: Refusal }
  ranking: { request: RankingRequest; progress: never; result: RankingResult }
  acceptability: {
    request: AcceptabilityRequest
    progress: { readonly done: number; readonly of: number }
    result: Acceptability
  }
}

export type WorkKind = keyof Work

export type FromWorker<K extends WorkKind> =
  | { readonly progress: Work[K]['progress'] }
  | { readonly result: Work[K]['result'] }
  | { readonly problem: ProblemDetail }
  | { readonly fault: string }
