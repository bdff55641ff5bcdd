import type { AnalysisReport, LayerStory } from '../../../core/statistics/analysis-report.ts'
import type { Bilingual } from '../../api/types.ts'

/** How the computing of one analysis stands. */
export interface Activity {
  readonly activity: 'idle' | 'waiting' | 'running'
  /** 0–1 while it runs. */
  readonly share: number | null
  readonly staleSince: string | null
  readonly failure: {
    readonly at: string
    readonly cancelled: boolean
    readonly reason: Bilingual
  } | null
}

/** How the computing of all of them stands. */
export interface Refresh {
  readonly state: 'idle' | 'running'
  readonly analysis: string | null
  readonly waiting: readonly string[]
  readonly share: number
}

/** One line of GET /api/statistics. */
export interface AnalysisSummary extends Activity {
  readonly id: string
  readonly title: Bilingual
  readonly question: Bilingual
  readonly layers: readonly string[]
  readonly state: 'ready' | 'missing' | 'impossible'
  readonly stale: boolean
  readonly computedAt: string | null
  readonly finding: Bilingual | null
}

interface Head {
  readonly id: string
  readonly title: Bilingual
  readonly question: Bilingual
}

/** GET /api/statistics/{id}, once it has been computed. */
export interface ComputedAnalysis extends Head, Omit<AnalysisReport, 'layers' | 'possible'> {
  readonly state: 'ready' | 'impossible'
  readonly stale: boolean
  readonly computedAt: string
  readonly source: string | null
  readonly dataYear: number | null
  readonly layers: readonly ({ readonly id: string } & LayerStory)[]
  readonly downloads: readonly string[]
}

/** The same door with status 202. */
export interface AwaitedAnalysis extends Head {
  readonly state: 'missing'
}

export type AnalysisAnswer = ComputedAnalysis | AwaitedAnalysis
