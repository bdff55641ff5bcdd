import type { InputName, ServiceStandard } from './compute/analysis.ts'

export interface StatisticsTask {
  readonly kind: string
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

/** The share that is done, 0–1, and at the end the rows in batches. */
export type StatisticsProgress = number | RowBatch
