import type { ServiceStandard } from '../analyses/inputs/service-standard.ts'

export interface StatisticsTask {
  readonly kind: string
  readonly crs: string
  readonly smallCell: number
  readonly service: ServiceStandard | undefined
}

/** Messages to the worker: pages first, then the message to begin. */
export type ToStatistics =
  | { readonly input: string; readonly page: string | Uint8Array }
  | { readonly begin: true }

export interface RowBatch {
  readonly table: 'areas' | 'cells'
  readonly layer: string
  /** JSON array of AreaRow or CellRow. */
  readonly rows: string
}

/** Messages from the worker: the share done, 0–1, and at the end the rows in batches. */
export type StatisticsProgress = number | RowBatch
