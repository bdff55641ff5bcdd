import type { Refusal } from '../../core/portfolio/explain-refusal.ts'
import type { PortfolioProblem } from '../../core/portfolio/portfolio.ts'
import type { RobustnessOptions } from '../../core/portfolio/robustness.ts'
import type { PortfolioAnswer, StudyStep } from '../../core/portfolio/study-portfolio.ts'
import type { FrontPoint, FrontProblem, ParetoFront } from '../../core/portfolio/trace-front.ts'
import type { WorkWatch } from '../workload/work-watch.ts'

export interface SolveRequest {
  readonly problem: PortfolioProblem
  readonly timeLimitSeconds: number
  readonly alternatives?: number
  readonly tolerance?: number
  readonly mostPrices?: number
  readonly robustness?: RobustnessOptions
}

export type SolveProgress =
  | StudyStep
  | { readonly step: 'solver'; readonly seconds: number; readonly best: number; readonly bound: number }

/** The best choice and its proof, while what is studied around it goes on. */
export interface FoundPortfolio {
  readonly step: 'found'
  readonly answer: PortfolioAnswer & { readonly solver: string }
}

export interface FrontRequest {
  readonly problem: FrontProblem
  /** Points to find at most. */
  readonly most: number
  readonly timeLimitSeconds: number
}

/** Told as each point is found, and now and then between. */
export interface FrontProgress {
  readonly done: number
  readonly of: number
  readonly point?: FrontPoint
}

/** A solver, implemented by threads with HiGHS. Cancelling by the signal ends the work at once. */
export interface PortfolioSolver {
  solvePortfolio(
    request: SolveRequest,
    watch: {
      readonly signal: AbortSignal
      readonly onProgress: (progress: SolveProgress | FoundPortfolio) => void
    },
  ): Promise<PortfolioAnswer & { readonly solver: string }>
  traceFront(
    request: FrontRequest,
    watch: {
      readonly signal: AbortSignal
      readonly onProgress: (progress: FrontProgress) => void
    },
  ): Promise<ParetoFront & { readonly solver: string }>
  /** Progress is reported as the used share of the allowed time. */
  explainRefusal(
    request: {
      readonly problem: PortfolioProblem
      readonly best: { readonly chosen: readonly string[]; readonly worth: number }
      readonly code: string
      readonly timeLimitSeconds: number
    },
    watch: Required<WorkWatch>,
  ): Promise<Refusal>
}
