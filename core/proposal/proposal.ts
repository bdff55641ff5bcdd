import type { CoordinateCandidate } from './coordinate-candidate.ts'
import type { StatedDecision } from './decision.ts'
import type { LocationQuality } from './location-quality.ts'
import type { Sector } from './sector.ts'
import type { ProposalSource } from './source.ts'
import type { ProposalStage } from './stage.ts'
import type { ProposalStatus } from './status.ts'

/** The properties that every service shows by the same names (tiles carry fewer). */
export interface Proposal {
  code: string
  sourceId: string | null
  year: number
  source: ProposalSource
  title: string
  problem: string | null
  sector: Sector
  programmeCode: string | null
  agency: string | null
  costRupiah: number | null
  volume: number | null
  unit: string | null
  status: ProposalStatus
  stage: ProposalStage
  locationQuality: LocationQuality
  villageCode: string | null
  villageName: string | null
  districtCode: string | null
  districtName: string | null
  service: string | null
  nearestFacilityMetres: number | null
  standardMetres: number | null
  beyondStandard: boolean | null
  /** EPSG:4326 [lon, lat]; the village's point when `locationQuality` is `area`. */
  point: [lon: number, lat: number] | null
}

/** What an import reads from one row, before places are looked up on the map. Nothing personal is in it. */
export interface ProposalDraft {
  sourceId: string | null
  year: number
  /** ISO date. */
  submittedOn: string | null
  source: ProposalSource
  /** The forum, faction or office that brought it in; null when the export named a person (see SipdRow.contact). */
  proposerGroup: string | null
  title: string
  problem: string | null
  sector: Sector
  programmeCode: string | null
  agency: string | null
  costRupiah: number | null
  volume: number | null
  unit: string | null
  expenditureType: string | null
  priority: number | null
  beneficiaries: number | null
  /** 1 (can wait) to 5 (pressing). */
  urgency: number | null
  /** How long carrying it out takes. */
  months: number | null
  /** 0 nothing, 1 begun, 2 land or documents ready, 3 both. */
  readiness: number | null
  /** 0 in no plan, 1 its programme is in the RPJMD, 2 in the RKPD of the year. */
  planMatch: number | null
  status: ProposalStatus
  stage: ProposalStage
  address: string | null
  statedRegency: string | null
  statedDistrict: string | null
  statedVillage: string | null
  coordinates: CoordinateCandidate[]
  decisions: StatedDecision[]
}

/** Personal data of a proposer: kept in a table of its own that no layer, export or public route reads. */
export interface ProposerContact {
  name: string | null
  phone: string | null
  email: string | null
  address: string | null
  identityNumber: string | null
}
