import { type AllGeoJSON, pointOnFeature } from '@turf/turf'
import type { Geometry } from 'geojson'
import type { Cell } from '../../core/proposal/cell.ts'
import type { CoordinateCandidate } from '../../core/proposal/coordinate-candidate.ts'
import { isDecisionRole, type StatedDecision } from '../../core/proposal/decision.ts'
import { parseIndonesianDate } from '../../core/proposal/indonesian-date.ts'
import { readMonths, readPlanMatch, readReadiness, readUrgency } from '../../core/proposal/priority-words.ts'
import type { ProposalDraft } from '../../core/proposal/proposal.ts'
import { parseRupiah } from '../../core/proposal/rupiah.ts'
import { isSector } from '../../core/proposal/sector.ts'
import { sectorOf } from '../../core/proposal/sector-of.ts'
import { isProposalSource } from '../../core/proposal/source.ts'
import { isProposalStage } from '../../core/proposal/stage.ts'
import { isProposalStatus } from '../../core/proposal/status.ts'
import { parseNumber } from './parse-number.ts'
import { cellText } from './read-entry.ts'

export interface PetausulRow {
  draft: ProposalDraft | null
  villageCode: string | null
  faults: { parameter: string; received: string; expected: string }[]
}

/** More than there are people; what the store's integers hold. */
const MOST_PEOPLE = 2 ** 31 - 1
/** What submissions take too. */
const MOST_COST = 1e15

/** Reads properties by name, and notes those that are not understood. */
class PropertyReader {
  readonly faults: PetausulRow['faults'] = []
  readonly #properties: Record<string, unknown>

  constructor(properties: Record<string, unknown>) {
    this.#properties = properties
  }

  text(name: string): string | null {
    return cellText(this.#properties[name])
  }

  oneOf<T extends string>(name: string, isKnown: (value: unknown) => value is T, otherwise: T): T {
    const value = this.#properties[name]
    if (isKnown(value)) return value
    if (cellText(value) !== null) this.#note(name, `a known ${name}`)
    return otherwise
  }

  number(name: string): number | null {
    const value = this.#properties[name]
    const parsed = parseNumber(value)
    if (parsed === null && cellText(value) !== null) this.#note(name, 'a number')
    return parsed
  }

  within(name: string, [least, most]: readonly [number, number]): number | null {
    const value = this.number(name)
    if (value === null || (value >= least && value <= most)) return value
    this.#note(name, `${least} to ${most}`)
    return null
  }

  scored(name: string, read: (cell: Cell) => number | null, expected: string): number | null {
    const value = this.#properties[name]
    if (cellText(value) === null) return null
    const score = read(value as Cell)
    if (score === null) this.#note(name, expected)
    return score
  }

  #note(parameter: string, expected: string): void {
    this.faults.push({ parameter, received: String(this.#properties[parameter]), expected })
  }
}

/** Reads a proposal written under our own public property names (design: "Public properties"), with its own geometry. */
export function readPetausulRow(
  properties: Record<string, unknown>,
  geometry: Geometry | null,
  year: number,
): PetausulRow {
  const reader = new PropertyReader(properties)
  const { faults } = reader
  const villageCode = reader.text('villageCode')
  const title = reader.text('title')
  if (!title) {
    faults.push({ parameter: 'title', received: '(empty)', expected: 'the title of the proposal' })
    return { draft: null, villageCode, faults }
  }
  const texts = readTexts(reader)
  // In this order: the digests that stores keep of their rows were made of it, and tell which rows are as they were.
  const draft: ProposalDraft = {
    sourceId: reader.text('sourceId') ?? reader.text('code'),
    year: reader.number('year') ?? year,
    submittedOn: parseIndonesianDate(reader.text('proposedOn') ?? reader.text('submittedOn') ?? ''),
    source: reader.oneOf('source', isProposalSource, 'musrenbang'),
    proposerGroup: texts.proposerGroup,
    title,
    problem: texts.problem,
    sector: sectorFrom(properties.sector, title, reader),
    programmeCode: texts.programmeCode,
    agency: texts.agency,
    costRupiah: readCost(properties.costRupiah, faults),
    volume: reader.number('volume'),
    unit: texts.unit,
    expenditureType: texts.expenditureType,
    priority: null,
    beneficiaries: reader.within('beneficiaries', [0, MOST_PEOPLE]),
    urgency: reader.scored('urgency', readUrgency, '1 to 5'),
    months: reader.scored('months', readMonths, 'months, 0 or more'),
    readiness: reader.scored('readiness', readReadiness, '0 to 3'),
    planMatch: reader.scored('planMatch', readPlanMatch, '0 to 2'),
    status: reader.oneOf('status', isProposalStatus, 'submitted'),
    stage: reader.oneOf('stage', isProposalStage, 'village'),
    address: texts.address,
    statedRegency: null,
    statedDistrict: texts.statedDistrict,
    statedVillage: texts.statedVillage,
    coordinates: candidateOf(geometry),
    decisions: readDecisions(properties.decisions),
  }
  return { draft, villageCode, faults }
}

function readTexts(reader: PropertyReader) {
  return {
    proposerGroup: reader.text('proposerGroup'),
    problem: reader.text('problem'),
    programmeCode: reader.text('programmeCode'),
    agency: reader.text('agency'),
    unit: reader.text('unit'),
    expenditureType: reader.text('expenditureType'),
    address: reader.text('address'),
    statedDistrict: reader.text('districtName') ?? reader.text('statedDistrict'),
    statedVillage: reader.text('villageName') ?? reader.text('statedVillage'),
  }
}

function sectorFrom(stated: unknown, title: string, reader: PropertyReader): ProposalDraft['sector'] {
  if (isSector(stated)) return stated
  const [agency, programmeCode] = [reader.text('agency') ?? '', reader.text('programmeCode')]
  return sectorOf({ title, agency, programmeCode })
}

/** A number is rupiah as it stands, also a small one, where no heading can have meant thousands. */
function readCost(value: unknown, faults: PetausulRow['faults']): number | null {
  if (typeof value === 'number' && value >= 0 && value <= MOST_COST) return value
  const { costRupiah, fault } = parseRupiah(typeof value === 'number' ? value : cellText(value))
  if (fault)
    faults.push({
      parameter: 'costRupiah',
      received: String(value),
      expected: `one unambiguous amount in rupiah (${fault})`,
    })
  return costRupiah
}

/** The position by which a shape is placed in a village: a point on it. */
function candidateOf(geometry: Geometry | null): CoordinateCandidate[] {
  const [lon, lat] = geometry ? pointOnFeature(geometry as AllGeoJSON).geometry.coordinates : []
  if (lon === undefined || lat === undefined) return []
  return [{ lon, lat, notation: 'decimal', axis: 'stated', span: { start: 0, end: 0, text: '' } }]
}

function readDecisions(value: unknown): StatedDecision[] {
  const list: unknown = typeof value === 'string' ? safeParse(value) : value
  if (!Array.isArray(list)) return []
  return list.slice(0, 50).flatMap((item: Record<string, unknown>): StatedDecision[] => {
    const { stage, role, decision, reason, at } = item ?? {}
    if (!isProposalStage(stage)) return []
    return [
      {
        stage,
        role: isDecisionRole(role) ? role : 'unstated',
        decision: isProposalStatus(decision) ? decision : 'noted',
        reason: cellText(reason),
        at: cellText(at),
      },
    ]
  })
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
