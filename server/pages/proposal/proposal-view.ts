import type { Geometry } from 'geojson'
import type { ProposalDetail, ProposalItem } from '../../../core/api/proposal.ts'
import type { ProposalDecision } from '../../../core/proposal/decision.ts'
import type { Label } from '../../../core/proposal/label.ts'
import type { LocationQuality } from '../../../core/proposal/location-quality.ts'

/** A public proposal as its page needs it, every field typed. */
export interface ProposalView {
  code: string
  year: number
  source: string
  proposerGroup: string | null
  proposedOn: string | null
  title: string
  problem: string | null
  sector: string
  programmeCode: string | null
  agency: string | null
  costRupiah: number | null
  volume: number | null
  unit: string | null
  beneficiaries: number | null
  status: string
  stage: string
  locationQuality: LocationQuality
  /** One family's house: its exact place and address are not public. */
  household: boolean
  villageCode: string | null
  villageName: string | null
  districtName: string | null
  /** As the row named them; they stand in for names that match no area. */
  statedVillage: string | null
  statedDistrict: string | null
  address: string | null
  service: string | null
  nearestFacilityName: string | null
  nearestFacilityMetres: number | null
  standardMetres: number | null
  beyondStandard: boolean | null
  suggestion: { reason: string | null; text: Label | null } | null
  village: VillageFigures
  geometry: Geometry | null
  /** Lon/lat: the place, or the village's point. */
  point: [number, number] | null
  decisions: readonly ProposalDecision[]
}

export interface VillageFigures {
  population: number | null
  poorPopulation: number | null
  /** Why there is no count of poor people. */
  poorWithheld: string | null
  povertyRate: number | null
  idmStatus: string | null
}

/** Of a proposal of a list, what lists do not know of it is missing. */
export function viewOf(
  detail: ProposalItem & Pick<ProposalDetail, 'geometry' | 'decisions'> & Partial<ProposalDetail>,
): ProposalView {
  const text = (name: keyof ProposalDetail) => asText(detail[name])
  const number = (name: keyof ProposalDetail) => asNumber(detail[name])
  return {
    code: detail.code,
    year: number('year') ?? 0,
    source: text('source') ?? '',
    proposerGroup: text('proposerGroup'),
    proposedOn: text('proposedOn'),
    title: text('title') ?? detail.code,
    problem: text('problem'),
    sector: text('sector') ?? '',
    programmeCode: text('programmeCode'),
    agency: text('agency'),
    costRupiah: number('costRupiah'),
    volume: number('volume'),
    unit: text('unit'),
    beneficiaries: number('beneficiaries'),
    status: text('status') ?? '',
    stage: text('stage') ?? '',
    locationQuality: asQuality(detail.locationQuality),
    household: detail.household === true,
    villageCode: text('villageCode'),
    ...{ villageName: text('villageName'), districtName: text('districtName') },
    ...{ statedVillage: text('statedVillage'), statedDistrict: text('statedDistrict') },
    address: text('address'),
    service: text('service'),
    nearestFacilityName: text('nearestFacilityName'),
    nearestFacilityMetres: number('nearestFacilityMetres'),
    standardMetres: number('standardMetres'),
    beyondStandard: typeof detail.beyondStandard === 'boolean' ? detail.beyondStandard : null,
    suggestion: asSuggestion(detail.suggestion),
    village: asFigures(detail.village),
    geometry: detail.geometry,
    point: detail.point,
    decisions: detail.decisions,
  }
}

function asText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function asQuality(value: unknown): LocationQuality {
  return value === 'point' || value === 'area' || value === 'conflict' ? value : 'none'
}

function asSuggestion(value: unknown): ProposalView['suggestion'] {
  if (typeof value !== 'object' || value === null) return null
  const { reason, text } = value as { reason?: unknown; text?: { id?: unknown; en?: unknown } | null }
  const whole = typeof text?.id === 'string' && typeof text.en === 'string'
  return { reason: asText(reason), text: whole ? { id: String(text.id), en: String(text.en) } : null }
}

function asFigures(value: unknown): VillageFigures {
  const figures = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return {
    population: asNumber(figures.population),
    poorPopulation: asNumber(figures.poorPopulation),
    poorWithheld: asText(figures.poorWithheld),
    povertyRate: asNumber(figures.povertyRate),
    idmStatus: asText(figures.idmStatus),
  }
}
