import type { Refusal } from '../../core/portfolio/explain-refusal.ts'
import type { PortfolioProblem } from '../../core/portfolio/portfolio.ts'
import type { RobustnessOptions } from '../../core/portfolio/robustness.ts'
import type { PortfolioAnswer, StudyStep } from '../../core/portfolio/study-portfolio.ts'
import type { FrontPoint, FrontProblem, ParetoFront } from '../../core/portfolio/trace-front.ts'
import type { Acceptability, AcceptabilityOptions } from '../../core/score/acceptability.ts'
import type { Histogram } from '../../core/score/column-spread.ts'
import type { ContestRequest } from '../../core/score/contest.ts'
import type { LiftAnswer } from '../../core/score/find-lift.ts'
import type { LiftCriterion } from '../../core/score/levers.ts'
import type { PartialRanking } from '../../core/score/partial-by-method.ts'
import type { MethodRanking, MethodRequest, RankingMethod } from '../../core/score/rank-by-method.ts'
import type { MeasuredColumns } from '../../core/score/raw-columns.ts'
import type { Agreement } from '../../core/weights/compare-stakeholders.ts'
import type { Alternatives } from './alternatives.ts'
import type { Arrangement } from './arrange-rows.ts'
import type { AssembleRequest } from './assemble-alternatives.ts'
import type { MilpProgress } from './open-highs.ts'
import type { DecisionRequest } from './write-decision.ts'

export interface PortfolioRequest {
  readonly problem: PortfolioProblem
  /** Seconds for the whole study, 1–600. */
  readonly timeLimitSeconds: number
  readonly alternatives?: number
  readonly tolerance?: number
  readonly mostPrices?: number
  readonly robustness?: RobustnessOptions
}

export type PortfolioProgress =
  | StudyStep
  | ({ readonly step: 'solver' } & MilpProgress)
  | { readonly step: 'found'; readonly answer: PortfolioResult }

export interface PortfolioResult extends PortfolioAnswer {
  /** Name and version, for the decision file. */
  readonly solver: string
}

export interface RefusalRequest {
  readonly problem: PortfolioProblem
  readonly best: { readonly chosen: readonly string[]; readonly worth: number }
  readonly code: string
  readonly timeLimitSeconds: number
}

export interface FrontRequest {
  readonly problem: FrontProblem
  readonly most: number
  readonly timeLimitSeconds: number
}

/** What criteria measured comes as it is: putting it in order for a method is work for a thread. */
export type RankingRequest = Omit<MethodRequest, 'raws'> & Measured

interface Measured {
  /** For a method on raw values, which then reads these. */
  readonly measured?: MeasuredColumns | undefined
}

export interface AcceptabilityRequest extends Measured {
  /** Per mille values over all rows; columns over shared memory are not copied. */
  readonly columns: readonly (Uint16Array | Float64Array)[]
  readonly options: Omit<AcceptabilityOptions, 'onProgress'>
  /** Rows that take part, ascending: the answer has one place for each. All without it. */
  readonly rows?: Uint32Array
}

/** Weights from the values of the rows that take part. */
export interface DerivedWeightsRequest extends Measured {
  readonly method: 'entropy' | 'critic'
  readonly columns: readonly Uint16Array[]
  readonly rows?: Uint32Array
}

/** Each set of weights ranks the rows that take part; `top` is the line. */
export interface AgreementRequest extends Measured {
  readonly columns: readonly Uint16Array[]
  readonly rows?: Uint32Array
  readonly sets: readonly { readonly name: string; readonly weights: readonly number[] }[]
  readonly top: number
  readonly method: RankingMethod
}

export interface AgreementResult extends Agreement {
  /** Places of the rows that take part, one list a set. */
  readonly ranks: readonly Uint32Array[]
}

/** What would lift one row above the line, where scores are no sums. */
export interface LiftRequest extends ContestRequest {
  readonly row: number
  readonly own: readonly LiftCriterion[]
  readonly deficit: number
}

/** Request, progress and result of each kind of task. */
export interface Work {
  portfolio: { request: PortfolioRequest; progress: PortfolioProgress; result: PortfolioResult }
  refusal: {
    request: RefusalRequest
    /** Seconds used of those allowed. */
    progress: { readonly done: number; readonly of: number }
    result: Refusal
  }
  front: {
    request: FrontRequest
    /** Points found of those asked for, and each as it is found. */
    progress: { readonly done: number; readonly of: number; readonly point?: FrontPoint }
    result: ParetoFront & { readonly solver: string }
  }
  /** Columns over shared memory are not copied. */
  ranking: { request: RankingRequest; progress: never; result: MethodRanking }
  partial: { request: MethodRequest; progress: never; result: PartialRanking | null }
  acceptability: {
    request: AcceptabilityRequest
    progress: { readonly done: number; readonly of: number }
    result: Acceptability
  }
  alternatives: {
    request: AssembleRequest
    /** Criteria put together. */
    progress: { readonly done: number; readonly of: number }
    result: Alternatives
  }
  lift: { request: LiftRequest; progress: never; result: LiftAnswer }
  arrangement: { request: Arrangement; progress: never; result: Uint32Array }
  histogram: { request: Float64Array; progress: never; result: Histogram | null }
  'derived-weights': { request: DerivedWeightsRequest; progress: never; result: number[] }
  agreement: {
    request: AgreementRequest
    /** Rankings and correlations reckoned. */
    progress: { readonly done: number; readonly of: number }
    result: AgreementResult
  }
  /** The bytes of a ranking's decision file. */
  decision: {
    request: DecisionRequest
    /** Samples of the study of robustness. */
    progress: { readonly done: number; readonly of: number }
    result: Uint8Array
  }
}

/** Work of the solver. */
export type SolverKind = 'portfolio' | 'refusal' | 'front'

/** Tasks that may run on the calling thread when they are small. */
export type QuickKind = Exclude<WorkKind, SolverKind>

export type WorkKind = keyof Work
