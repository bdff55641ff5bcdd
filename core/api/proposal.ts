import type { LonLat } from '../geo/lon-lat.ts'
import type { ProposalDecision } from '../proposal/decision.ts'
import type { Label } from '../proposal/label.ts'
import type { Proposal } from '../proposal/proposal.ts'
import type { Items } from './items.ts'

/** A proposal as lists show it: the fields of the layer of proposals, by name. */
export interface ProposalFields extends Omit<Proposal, 'point'> {
  beneficiaries: number | null
  /** 1–5. */
  urgency: number | null
  /** To carry it out. */
  months: number | null
  /** 0–3. */
  readiness: number | null
  /** With RPJMD and RKPD, 0–2. */
  planMatch: number | null
  /** People. */
  newlyServed: number | null
}

export interface ProposalItem extends ProposalFields {
  /** Degrees, on the proposal's place; null without one. */
  point: LonLat | null
}

/** Totals over all proposals that match the filter, not only those of this page. */
export interface ProposalTotal {
  count: number
  withLocation: number
  withoutLocation: number
  conflict: number
  costRupiah: number
}

/** One page of GET /api/proposals. */
export interface ProposalPage extends Items<ProposalItem> {
  /** The cursor of the page that follows; null on the last one. */
  readonly next: string | null
  readonly total: ProposalTotal
}

/** GeoJSON, longitude before latitude, degrees. */
export type ProposalGeometry =
  | { type: 'Point'; coordinates: number[] }
  | { type: 'MultiPoint' | 'LineString'; coordinates: number[][] }
  | { type: 'MultiLineString' | 'Polygon'; coordinates: number[][][] }
  | { type: 'MultiPolygon'; coordinates: number[][][][] }

/** Figures of the proposal's village; each is null where it is unknown or withheld. */
export interface VillageFigures {
  population: number | null
  poorPopulation: number | null
  /** Why there is no count of poor people. */
  poorWithheld: string | null
  /** Per cent. */
  povertyRate: number | null
  /** Indeks Desa Membangun, 0–1. */
  idm: number | null
  idmStatus: string | null
}

/** Per mille values by criterion, and the score of the default model; as layers and files carry them. */
export interface CriterionValues {
  [name: `c_${string}`]: number | null
  score?: number | null
}

/** GET /api/proposals/{code}. */
export interface ProposalDetail extends ProposalItem, CriterionValues {
  geometry: ProposalGeometry | null
  address: string | null
  /** "2026-02-12". */
  proposedOn: string | null
  proposerGroup: string | null
  version: number
  /** One family's house: its exact place and address are not public. */
  household: boolean
  /** Suggested place of a proposal whose stated place is doubtful. */
  suggestion: { reason: string; text?: Label } | null
  /** Village and district as the imported row named them. */
  statedVillage: string | null
  statedDistrict: string | null
  nearestFacilityName: string | null
  /** ISO 8601. */
  updatedAt: string
  village: VillageFigures
  decisions: ProposalDecision[]
}

/** One thing that happened to a proposal and was announced (GET /api/proposals/{code}/events). */
export interface ProposalEvent {
  kind: string
  /** Public fields only. */
  payload: unknown
  at: string
}

/** What was stored of a submission (POST /api/proposals). */
export interface SubmittedProposal {
  code: string
  /** By which it is taken back or revised; said once, where the request brought none. */
  secret?: string
}
