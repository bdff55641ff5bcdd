import type { AnalysisReport } from '../../../core/statistics/analysis-report.ts'
import type { Tuples } from '../../analyses/inputs/input.ts'
import type { ServiceStandard } from '../../analyses/inputs/service-standard.ts'

/** Settings of the store that every analysis uses. */
export interface StoreFrame {
  /** SRID of the newest package's working CRS: projected, in metres. */
  readonly srid: number
  readonly crs: string
  /** Counts of poor people from 1 to below this are withheld. */
  readonly smallCell: number
}

/** Inputs as an analysis sees them in its thread. */
export interface AnalysisInput {
  /** Rows of an input of tuples, by its type: `rows<SpendingInput>('spending')`. */
  rows<Kind extends Tuples>(name: Kind['name']): readonly Kind['row'][]
  /** Proposals at their own public places. */
  readonly points: ProposalPoints
  /** WKB of the villages' cleaned borders in the working CRS, page after page, in the order of the villages. */
  readonly outlines: readonly Uint8Array[]
  readonly crs: string
  readonly smallCell: number
  readonly service: ServiceStandard | undefined
  /** Share done, 0–1. */
  onProgress(share: number): void
}

export interface CellRow {
  readonly cell: string
  /** Of the square, in the working CRS: west, south, east, north. */
  readonly box: readonly [number, number, number, number]
  readonly properties: Readonly<Record<string, unknown>>
}

export interface AreaRow {
  readonly code: string
  readonly properties: Readonly<Record<string, unknown>>
}

export interface AnalysisOutput {
  readonly report: AnalysisReport
  /** By layer. */
  readonly areas: Readonly<Record<string, readonly AreaRow[]>>
  readonly cells: Readonly<Record<string, readonly CellRow[]>>
}

/** Columns of equal length: places in the working CRS, and rupiah, NaN where no cost is known. */
export interface ProposalPoints {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly cost: Float64Array
  readonly withoutCost: number
}
