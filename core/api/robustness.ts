import type { ProblemDetail } from '../problem.ts'
import type { Items } from './items.ts'

export type StudyState = 'running' | 'done' | 'failed' | 'cancelled'

/** What POST /api/rankings/robustness began. */
export interface StartedStudy {
  readonly id: string
}

/** How a proposal fares under random weights. */
export interface RankStudy {
  readonly code: string
  /** Shares of samples, 0–1, in which it is first and above the line. */
  readonly first: number
  readonly aboveLine: number
  readonly meanRank: number
  /** Ranks that hold the middle 90 % of samples; of few samples the best and the worst. */
  readonly low: number
  readonly high: number
}

/** GET /api/rankings/robustness/{id}. The server writes the items of a result piece by piece. */
export interface RobustnessStudy {
  readonly id: string
  readonly state: StudyState
  /** 0–1. */
  readonly share: number
  readonly problem?: ProblemDetail
  readonly result?: RobustnessFigures & Items<RankStudy>
}

export interface RobustnessFigures {
  /** Proposals that were studied, and those that took no part. */
  readonly total: number
  readonly leftOut: number
  /** Of the shares, 0–1. */
  readonly standardError: number
}
