import type { SnapResult, ZoneStatistics } from '../../core/api/zone.ts'
import type { ProblemDetail } from '../../core/problem.ts'
import type { ZoneRules } from '../../core/zones/zone-figures.ts'
import type { ZoneShape } from '../../core/zones/zone-shape.ts'

export interface VillageRow {
  id: number
  code: string
  name: string
  /** MultiPolygon, little-endian WKB, EPSG:4326. */
  wkb: Uint8Array
  population: number | null
  poor: number | null
  /** People beyond each service's standard, in the order of the services. */
  beyond: (number | null)[]
}

export interface CellRow {
  id: number
  wkb: Uint8Array
  lon: number
  lat: number
  beyond: (boolean | null)[]
}

export interface PieceRow {
  cell_id: number
  village_code: string
  population: number | null
  poor_population: number | null
}

export interface PointRow {
  id: number
  lon: number
  lat: number
  cost: number | null
  status: string
  sector: string
  quality: string
}

/** A portfolio's proposals: which count as chosen, and from where they serve whom. */
export interface ChosenProposals {
  id: string
  title: string
  ids: Int32Array
  /** Places in degrees, lon and lat in turn, of the proposals of each service that has a standard. */
  places: Record<string, Float64Array>
}

export interface StatisticsRequest {
  kind: 'statistics'
  polygons: ZoneShape['polygons']
  /** Ids of the proposals that count; all when left out. The key is the same for the same ids. */
  counted?: { key: string; ids: Int32Array }
  portfolio?: { key: string; chosen: ChosenProposals }
}

export interface SnapRequest {
  kind: 'snap'
  polygons: ZoneShape['polygons']
  toleranceMetres: number
}

/** Answered once all earlier messages have been applied. */
export interface ReadyRequest {
  kind: 'ready'
}

export interface Answers {
  ready: true
  statistics: ZoneStatistics
  snap: SnapResult
}
export type ZoneRequest = StatisticsRequest | SnapRequest | ReadyRequest

export type ToWorker =
  | { kind: 'begin'; rules: ZoneRules }
  | { kind: 'villages'; rows: VillageRow[] }
  | { kind: 'cells'; rows: CellRow[] }
  | { kind: 'pieces'; rows: PieceRow[] }
  | { kind: 'end' }
  | { kind: 'begin-points' }
  | { kind: 'points'; rows: PointRow[] }
  | { kind: 'end-points' }
  | { kind: 'change-points'; ids: number[]; rows: PointRow[] }
  | { kind: 'ask'; number: number; request: ZoneRequest }

export type FromWorker =
  | { number: number; answer: Answers[keyof Answers] }
  | { number: number; problem: ProblemDetail }
  | { number: number; fault: string }
