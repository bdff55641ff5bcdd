import type { Label } from '../proposal/label.ts'
import type { AnalysisReport, LayerStory } from '../statistics/analysis-report.ts'
import type { Items } from './items.ts'

/** How the computing of all analyses stands. */
export interface RefreshState {
  readonly state: 'idle' | 'running'
  /** What is computed now, what waits for its turn, and the share of all of it that is done, 0–1. */
  readonly analysis: string | null
  readonly waiting: readonly string[]
  readonly share: number
  /** ISO 8601. */
  readonly startedAt: string | null
  /** What failed in the last refresh; null when all of it succeeded. */
  readonly failure: string | null
}

/** Why the last attempt to compute an analysis failed. */
export interface AnalysisFailure {
  /** ISO 8601. */
  readonly at: string
  readonly cancelled: boolean
  readonly reason: Label
}

/** How the computing of one analysis stands. */
export interface AnalysisActivity {
  readonly activity: 'idle' | 'waiting' | 'running'
  /** Of this analysis, 0–1; null unless it runs. */
  readonly share: number | null
  /** When something that it reads was first written since it was last looked at; the content may still be the same. */
  readonly staleSince: string | null
  readonly failure: AnalysisFailure | null
}

interface AnalysisHead {
  readonly id: string
  readonly title: Label
  readonly question: Label
}

/** An analysis as lists show it. */
export interface AnalysisSummary extends AnalysisHead, AnalysisActivity {
  readonly layers: readonly string[]
  /** missing: not computed yet; impossible: the data cannot bear it. */
  readonly state: 'ready' | 'missing' | 'impossible'
  readonly stale: boolean
  /** ISO 8601. */
  readonly computedAt: string | null
  readonly n: number | null
  /** What n counts. */
  readonly unit: Label | null
  readonly finding: Label | null
  readonly address: string
  readonly table: string
}

/** GET /api/statistics. */
export interface AnalysisList extends Items<AnalysisSummary> {
  readonly refresh: RefreshState
}

/** GET /api/statistics/refresh. */
export interface RefreshAnswer extends RefreshState, Items<AnalysisActivity & { readonly id: string }> {}

/** GET /api/statistics/{id}, once it has been computed. */
export interface ComputedAnalysis
  extends AnalysisHead,
    AnalysisActivity,
    Omit<AnalysisReport, 'layers' | 'possible'> {
  readonly state: 'ready' | 'impossible'
  readonly stale: boolean
  /** ISO 8601. */
  readonly computedAt: string
  readonly milliseconds: number
  readonly source: string | null
  readonly dataYear: number | null
  readonly layers: readonly ({ readonly id: string } & LayerStory)[]
  readonly downloads: readonly string[]
}

/** The same address with status 202. */
export interface AwaitedAnalysis extends AnalysisHead, AnalysisActivity {
  readonly state: 'missing'
}

export type AnalysisAnswer = ComputedAnalysis | AwaitedAnalysis
