import type { Label } from '../../../core/proposal/label.ts'
import type { AnalysisReport } from '../../../core/statistics/analysis-report.ts'

/** Tables that analyses read; each is read in pages of JSON rows (outlines: WKB, points: numbers as they are sent). */
export type InputName =
  | 'villages'
  | 'outlines'
  | 'points'
  | 'unplaced'
  | 'spending'
  | 'cells'
  | 'pieces'
  | 'facilities'
  | 'beyond'

/** Inputs that come as tuples. */
export type RowInputName = Exclude<InputName, 'outlines' | 'points'>

export interface ServiceStandard {
  readonly service: string
  readonly facilityTypes: readonly string[]
  readonly maxDistanceMetres: number
}

export interface Analysis {
  readonly id: string
  /** Which of COMPUTATIONS it is. */
  readonly kind: string
  readonly title: Label
  /** The question that it answers, in a planner's words. */
  readonly question: Label
  /** States (input-states.ts) that it depends on. */
  readonly states: readonly string[]
  readonly inputs: readonly InputName[]
  readonly layers: readonly string[]
  /** Roles of the datasets behind it, as SQL LIKE patterns. */
  readonly roles: readonly string[]
  readonly service?: ServiceStandard
}

/** Settings of the store that every analysis uses. */
export interface StoreFrame {
  /** SRID of the newest package's working CRS: projected, in metres. */
  readonly srid: number
  readonly crs: string
  /** Counts of poor people from 1 to below this are withheld. */
  readonly smallCell: number
}

/** Inputs as an analysis sees them in its thread. Rows are tuples in the order of read-inputs.ts. */
export interface AnalysisInput {
  rows<Row extends readonly unknown[]>(name: RowInputName): readonly Row[]
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

export type VillageRow = readonly [
  id: number,
  code: string,
  name: string,
  parentCode: string | null,
  x: number,
  y: number,
  population: number | null,
  poorPopulation: number | null,
  povertyRate: number | null,
  parentName: string | null,
  /** Whether its count of poor people is withheld for being small. */
  poorWithheld: boolean,
]
/** Columns of equal length: places in the working CRS, and rupiah, NaN where no cost is known. */
export interface ProposalPoints {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly cost: Float64Array
  readonly withoutCost: number
}
export type UnplacedRow = readonly [quality: string, count: number]
/** Of one village and year; amounts are sums over proposals whose cost is known. */
export type SpendingRow = readonly [
  villageCode: string | null,
  year: number,
  count: number,
  withoutCost: number,
  asked: number,
  accepted: number,
  realised: number,
]
export type CellInputRow = readonly [id: number, lon: number, lat: number, population: number | null]
export type PieceRow = readonly [cellId: number, villageCode: string, population: number | null]
export type FacilityRow = readonly [lon: number, lat: number, capacity?: number | null]
export type BeyondRow = readonly [villageCode: string, service: string, peopleBeyond: number | null]
