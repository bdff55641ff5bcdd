import type { ProblemDetail } from '../../core/problem.ts'
import type { AnalysisKind, InputName, ServiceStandard } from './compute/analysis.ts'

export interface StatisticsTask {
  readonly kind: AnalysisKind
  readonly crs: string
  readonly smallCell: number
  readonly service: ServiceStandard | undefined
}

/** Pages first, then the word to begin. */
export type ToStatistics =
  | { readonly input: InputName; readonly page: string | Uint8Array }
  | { readonly begin: true }

export interface RowBatch {
  readonly table: 'areas' | 'cells'
  readonly layer: string
  /** JSON array of AreaRow or CellRow. */
  readonly rows: string
}

export type FromStatistics =
  | { readonly progress: number }
  | RowBatch
  | { readonly report: string }
  | { readonly problem: ProblemDetail }
  | { readonly fault: string }
