import type { Envelope } from '../geo/envelope.ts'
import type { Cell } from './cell.ts'
import type { CoordinateCandidate } from './coordinate-candidate.ts'
import { findCoordinates } from './coordinates-in-text.ts'
import type { CellFault } from './fault.ts'
import { parseIndonesianDate } from './indonesian-date.ts'
import type { Label } from './label.ts'
import { withoutPersonalNumbers } from './personal-numbers.ts'
import { readMonths, readPlanMatch, readReadiness, readUrgency } from './priority-words.ts'
import type { ProposalDraft, ProposerContact } from './proposal.ts'
import { readProposer } from './proposer.ts'
import { parseRupiah } from './rupiah.ts'
import { programmeCodeIn } from './sector.ts'
import { sectorOf } from './sector-of.ts'
import { SipdCellReader, type SipdCells } from './sipd-cells.ts'
import type { SipdColumns } from './sipd-columns.ts'
import { outcomeDecision, recommendationDecisions } from './sipd-decisions.ts'
import type { SipdField } from './sipd-headings.ts'
import { statusFromSipd } from './sipd-status.ts'
import { type ProposalSource, sourceFromSipd } from './source.ts'
import { stageFromSipd } from './stage.ts'
import type { ProposalStatus } from './status.ts'
import { parseVolume } from './volume.ts'

export interface SipdContext {
  columns: SipdColumns
  /** The year of the plan that the file belongs to; a year column in the row wins. */
  year: number
  /** The district's extent, EPSG:4326, by which coordinates are told from other numbers and checked. */
  extent?: Envelope
}

export interface SipdRow {
  /** Null when the row holds no proposal: it is blank, or it lacks the title (then there is a fault). */
  draft: ProposalDraft | null
  contact: ProposerContact | null
  /** Cells that could not be read as they should; the draft stands without them. */
  faults: CellFault[]
}

const LONGEST_TITLE = 500

/** Reads one row of a SIPD export into a typed draft. Nothing personal enters the draft; it is set apart as the contact. */
export function readSipdRow(cells: SipdCells, context: SipdContext): SipdRow {
  const row = new SipdCellReader(cells, context.columns)
  const title = row.text('title')
  if (title === null) {
    const holdsProposal = row.text('sourceId') !== null || row.text('address') !== null
    if (holdsProposal) row.fault('title', { id: 'judul usulan', en: 'the title of the proposal' })
    return { draft: null, contact: null, faults: row.faults }
  }
  const scrubbed = publicTexts(row, title)
  const proposer = readProposer(row.text('proposer') ?? '')
  const draft = {
    ...scrubbed.texts,
    ...readFacts(row, context, scrubbed.texts.title),
    proposerGroup: proposer.group,
  }
  return { draft, contact: contactOf(row, proposer.personName, scrubbed), faults: row.faults }
}

interface PublicTexts {
  texts: { title: string; problem: string | null; address: string | null }
  phone: string | null
  email: string | null
  identityNumber: string | null
}

function publicTexts(row: SipdCellReader, title: string): PublicTexts {
  const [cleanTitle, problem, address] = [title, row.text('problem'), row.text('address')].map((text) =>
    text === null ? null : withoutPersonalNumbers(text),
  )
  const all = [cleanTitle, problem, address]
  return {
    texts: {
      title: (cleanTitle?.text ?? '').slice(0, LONGEST_TITLE),
      problem: problem?.text || null,
      address: address?.text || null,
    },
    phone: all.find((found) => found?.phone)?.phone ?? null,
    email: all.find((found) => found?.email)?.email ?? null,
    identityNumber: all.find((found) => found?.identityNumber)?.identityNumber ?? null,
  }
}

type Facts = Omit<ProposalDraft, 'title' | 'problem' | 'address' | 'proposerGroup'>

function readFacts(row: SipdCellReader, context: SipdContext, title: string): Facts {
  const programme = row.text('programme')
  const programmeCode = programme === null ? null : programmeCodeIn(programme)
  const agency = row.text('agency') ?? row.text('agencyFirst')
  const status = readStatus(row)
  const recommendations = recommendationDecisions((field) => row.text(field))
  const profile = row.text('profile') ?? ''
  const stage = stageFromSipd({ status, profile, recommendedAt: recommendations.map((made) => made.stage) })
  return {
    sourceId: row.text('sourceId'),
    year: readYear(row, context.year),
    submittedOn: readDate(row),
    source: readSource(row, profile),
    sector: sectorOf({ title, agency: agency ?? '', programmeCode }),
    programmeCode,
    agency,
    ...readQuantities(row),
    expenditureType: row.text('expenditureType'),
    ...readPriorities(row, context.columns),
    status,
    stage,
    statedRegency: row.text('regency'),
    statedDistrict: row.text('district'),
    statedVillage: row.text('village'),
    coordinates: readCoordinates(row, context.extent),
    decisions: [
      ...recommendations,
      ...outcomeDecision(outcomeOf(row), row.text('note'), outcomeStage(stage)),
    ],
  }
}

/** A person without a channel is a resident; words that name no channel are reported, and count as the forum's. */
function readSource(row: SipdCellReader, profile: string): ProposalSource {
  const proposer = row.text('proposer') ?? ''
  const source = sourceFromSipd(profile, proposer)
  if (source) return source
  if (readProposer(proposer).personName !== null) return 'resident'
  if (profile !== '')
    row.fault('profile', {
      id: 'Musrenbang, Pokir, OPD atau warga',
      en: 'Musrenbang, Pokir, OPD or resident',
    })
  return 'musrenbang'
}

function readStatus(row: SipdCellReader): ProposalStatus {
  const { status, contradiction } = statusFromSipd(row.text('status') ?? '', row.text('realisation') ?? '')
  if (contradiction) {
    row.fault('realisation', {
      id: 'kosong, karena usulan ditolak atau dikembalikan',
      en: 'empty, as it was not accepted',
    })
  }
  if (status === null && row.text('status') !== null) {
    row.fault('status', {
      id: 'status seperti Diterima, Ditolak, Diproses',
      en: 'a status such as Diterima, Ditolak, Diproses',
    })
  }
  return status ?? 'submitted'
}

/** What was decided, apart from how far the work has come since. */
function outcomeOf(row: SipdCellReader): ProposalStatus | null {
  return statusFromSipd(row.text('status') ?? '', '').status
}

/** The plan or the budget took it up, or the office it lies with refused it; carrying out is no decision. */
function outcomeStage(stage: ProposalDraft['stage']): ProposalDraft['stage'] {
  return stage === 'realisation' ? 'plan' : stage
}

function readYear(row: SipdCellReader, otherwise: number): number {
  const text = row.text('year')
  if (text === null) return otherwise
  const year = Number(/^(?:19|20)\d{2}$/.exec(text)?.[0] ?? Number.NaN)
  if (Number.isInteger(year)) return year
  row.fault('year', { id: 'tahun empat angka', en: 'a year of four digits' })
  return otherwise
}

function readDate(row: SipdCellReader): string | null {
  const date = parseIndonesianDate(row.cell('date'))
  if (date === null && row.text('date') !== null) {
    row.fault('date', { id: 'tanggal hari/bulan/tahun', en: 'a date as day/month/year' })
  }
  return date
}

function readQuantities(
  row: SipdCellReader,
): Pick<ProposalDraft, 'costRupiah' | 'volume' | 'unit' | 'priority' | 'beneficiaries'> {
  const cost = parseRupiah(row.cell('cost'))
  if (cost.fault)
    row.fault('cost', { id: `jumlah rupiah (${cost.fault})`, en: 'one unambiguous amount in rupiah' })
  const volume = parseVolume(row.cell('volume'), row.cell('unit'))
  if (volume.fault) row.fault('volume', { id: `jumlah (${volume.fault})`, en: 'one unambiguous quantity' })
  const beneficiaries = parseVolume(row.cell('beneficiaries'))
  const priority = Number(row.text('priority') ?? Number.NaN)
  return {
    costRupiah: cost.costRupiah,
    volume: volume.volume,
    unit: volume.unit,
    priority: Number.isInteger(priority) ? priority : null,
    beneficiaries: beneficiaries.volume,
  }
}

/** What only some offices' exports say, for criteria. */
function readPriorities(
  row: SipdCellReader,
  { headings }: SipdColumns,
): Pick<ProposalDraft, 'urgency' | 'months' | 'readiness' | 'planMatch'> {
  const read = (field: SipdField, reader: (cell: Cell) => number | null, expected: Label): number | null => {
    if (row.text(field) === null) return null
    const value = reader(row.cell(field))
    if (value === null) row.fault(field, expected)
    return value
  }
  return {
    urgency: read('urgency', readUrgency, {
      id: '1 sampai 5, atau kata seperti mendesak',
      en: '1 to 5, or words such as mendesak',
    }),
    months: read('months', (cell) => readMonths(cell, headings.months), {
      id: 'lama dalam bulan, hari, atau tahun',
      en: 'a time in months, days or years',
    }),
    readiness: read('readiness', readReadiness, {
      id: '0 sampai 3, atau kata seperti siap',
      en: '0 to 3, or words such as siap',
    }),
    planMatch: read('planMatch', readPlanMatch, {
      id: '0 sampai 2, RPJMD, RKPD, atau tidak',
      en: '0 to 2, RPJMD, RKPD or tidak',
    }),
  }
}

/** Coordinates of their own columns come before those of the address. */
function readCoordinates(row: SipdCellReader, extent: Envelope | undefined): CoordinateCandidate[] {
  const [lat, lon] = [row.text('latitude'), row.text('longitude')]
  const columns = lat !== null && lon !== null ? [`Lat: ${lat} Long: ${lon}`] : []
  const named = row.text('coordinates')
  const texts = [...columns, ...(named === null ? [] : [`Koordinat ${named}`]), row.text('address') ?? '']
  return texts.flatMap((text) => findCoordinates(text, extent))
}

function contactOf(
  row: SipdCellReader,
  personName: string | null,
  found: PublicTexts,
): ProposerContact | null {
  const contact: ProposerContact = {
    name: row.text('contactName') ?? personName,
    phone: row.text('contactPhone') ?? found.phone,
    email: row.text('contactEmail') ?? found.email,
    address: row.text('contactAddress'),
    identityNumber: row.text('contactIdentity') ?? found.identityNumber,
  }
  return Object.values(contact).some((value) => value !== null) ? contact : null
}
