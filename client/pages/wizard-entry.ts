import type { FilePreview, PreviewDistrict } from '../../core/api/import-preview.ts'
import { envelopeOf } from '../../core/geo/envelope.ts'
import { crsWithin } from '../../core/geo/nearby-crs.ts'
import type { EntryGuesses, FileRole } from '../../core/import/guess-entries.ts'
import { idOfTitle } from '../api/id-of-title.ts'
import type { ChosenPart } from './chosen-parts.ts'
import { standardsOf, usualStandards, type WizardStandard } from './wizard-standards.ts'

/** One file on its way into a package: what the server saw in it, and what the person says it is. */
export interface WizardEntry {
  readonly part: ChosenPart
  /** Null while the server reads it, and where it could not. */
  preview: FilePreview | null
  fault: string
  role: FileRole | null
  says: EntryGuesses
  /** Where it comes from; said in the layer's metadata. */
  source: string
}

/** A new district, or what is added to the one that the store has. */
export interface WizardDistrict {
  isNew: boolean
  /** Whether a file takes the place of one of the same name that the district has. */
  replaces: boolean
  id: string
  name: string
  codeEdition: string
  /** 'EPSG:n', projected. */
  workingCrs: string
  /** Of a new one; what is added to a district leaves its standards as they are. */
  standards: WizardStandard[]
}

const FACTS: EntryGuesses = {
  proposals: { format: 'sipd', year: null },
  areas: { level: 'village', code: '', name: '' },
  statistics: { areaCode: '', year: null, values: {} },
  facilities: { name: '', type: '', constant: '', id: '', lon: '', lat: '' },
  layers: { title: '', lon: '', lat: '' },
}

export function newEntry(part: ChosenPart): WizardEntry {
  return { part, preview: null, fault: '', role: null, says: structuredClone(FACTS), source: '' }
}

/** Whether rows have a place only by columns, which have to be named: also where the guessed ones placed them for the preview. */
export function isTable({ preview }: WizardEntry): boolean {
  return preview?.format === 'csv' || preview?.format === 'xlsx'
}

/** As the manifest takes it; null for what is none, such as one that is still being typed. */
const planYear = (year: number | null) => (year !== null && year >= 1945 && year <= 2100 ? year : null)

/** Names of what is still to be said of a file before it can be imported. */
export function missingOf(entry: WizardEntry): string[] {
  if (entry.role === null) return ['role']
  const { proposals, areas, statistics, facilities, layers } = entry.says
  const place = ({ lon, lat }: { lon: string; lat: string }): Record<string, string> =>
    isTable(entry) ? { lon, lat } : {}
  const wanted: Record<FileRole, Record<string, string | number | null>> = {
    proposals: { year: planYear(proposals.year) },
    areas: { code: areas.code, name: areas.name },
    statistics: {
      areaCode: statistics.areaCode,
      year: planYear(statistics.year),
      values: Object.values(statistics.values).join(''),
    },
    facilities: {
      name: facilities.name,
      constant: facilities.type || facilities.constant,
      ...place(facilities),
    },
    layers: { title: layers.title, ...place(layers) },
  }
  return Object.entries(wanted[entry.role]).flatMap(([name, value]) => (value ? [] : [name]))
}

/** The district.json of these files. */
export function manifestOf(district: WizardDistrict, entries: readonly WizardEntry[]): object {
  const { isNew, replaces, id, name, codeEdition, workingCrs } = district
  const of = (role: FileRole) => entries.filter((entry) => entry.role === role)
  const areas = of('areas').map((entry) => ({ ...base(entry), ...entry.says.areas }))
  const villages = areas.some(({ level }) => level === 'village')
  const districts = areas.some(({ level }) => level === 'district')
  return {
    id,
    name,
    codeEdition,
    workingCrs,
    ...(isNew ? {} : { adds: true, ...(replaces ? { replaces } : {}) }),
    // Kecamatan are dissolved of villages where no file brings them: the first six digits of a code name them.
    areas: [
      ...areas,
      ...(villages && !districts
        ? [{ level: 'district', dissolve: 'village', prefix: prefixOf(of('areas')) }]
        : []),
    ],
    statistics: of('statistics').map((entry) => ({
      ...base(entry),
      ...entry.says.statistics,
      values: filled(entry.says.statistics.values),
    })),
    facilities: of('facilities').map((entry) => {
      const { type, constant, ...says } = entry.says.facilities
      return { ...base(entry), ...filled(says), type: type || { const: constant } }
    }),
    ...(isNew ? { standards: standardsOf(district.standards, facilityTypes(entries)) } : {}),
    layers: layersOf(of('layers')),
    proposals: of('proposals').map((entry) => ({ ...base(entry), ...entry.says.proposals })),
  }
}

/** The types of facilities that the files hold, as these spell them. */
export function facilityTypes(entries: readonly WizardEntry[]): string[] {
  const types = entries.flatMap(({ role, preview, says: { facilities } }) => {
    if (role !== 'facilities') return []
    if (facilities.type === '') return facilities.constant === '' ? [] : [facilities.constant]
    return preview?.kinds[preview.fields.indexOf(facilities.type)] ?? []
  })
  return [...new Set(types)]
}

/** Two files may have one title: each layer has an address of its own. */
function layersOf(entries: readonly WizardEntry[]): object[] {
  const taken: string[] = []
  return entries.map((entry) => {
    const { layers } = entry.says
    const id = idOfTitle(layers.title, 'lapisan', taken)
    taken.push(id)
    return { ...base(entry), ...filled(layers), id }
  })
}

function base({ part, source }: WizardEntry): { file: string; source?: string } {
  return source.trim() === '' ? { file: part.name } : { file: part.name, source: source.trim() }
}

function filled(given: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined))
}

/** Characters of a village's code that name its kecamatan: "62.01.01" of "62.01.01.1001", or six without dots. */
function prefixOf(areas: readonly WizardEntry[]): number {
  const entry = areas.find(({ says }) => says.areas.level === 'village')
  const column = entry?.preview?.fields.indexOf(entry.says.areas.code) ?? -1
  return entry?.preview?.sample[0]?.values[column]?.includes('.') === false ? 6 : 8
}

/** In force since 2025; a person may name another. */
const PRESENT_EDITION = 'Kepmendagri 300.2.2-2430/2025'

/**
 * What the files say of their district: the one that the store has, unless borders came of another. What was said before stays.
 * A new one gets the code that the areas begin with, and the UTM zone in which they lie.
 */
export function guessDistrict(
  said: WizardDistrict | null,
  preview: FilePreview,
  entries: readonly WizardEntry[],
): WizardDistrict {
  const { district } = preview
  const borders = entries.find(({ role, preview }) => role === 'areas' && preview)
  const id = borders?.preview ? regencyOf(borders) : ''
  if (said && (said.id !== '' || id === '')) return said
  const isNew = !district || (id !== '' && id !== district.id)
  const kept = { isNew, replaces: false, standards: said?.standards ?? usualStandards() }
  if (!isNew) return { ...kept, ...ownOf(district) }
  const workingCrs = borders?.preview ? utmOf(borders.preview) : ''
  return { ...kept, id, name: '', codeEdition: PRESENT_EDITION, workingCrs }
}

export function ownOf({
  id,
  name,
  codeEdition,
  workingCrs,
}: PreviewDistrict): Pick<WizardDistrict, 'id' | 'name' | 'codeEdition' | 'workingCrs'> {
  return { id, name, codeEdition, workingCrs }
}

/** "62.01" of "62.01.01.1001" and of "6201011001". */
function regencyOf({ preview, says }: WizardEntry): string {
  const column = preview?.fields.indexOf(says.areas.code) ?? -1
  const digits = preview?.sample[0]?.values[column]?.replaceAll('.', '') ?? ''
  return digits.length >= 4 ? `${digits.slice(0, 2)}.${digits.slice(2, 4)}` : ''
}

/** The UTM zone in the middle of the shapes, in which distances are true to 4 parts in 10,000; '' outside of Indonesia. */
function utmOf({ shapes }: FilePreview): string {
  const box = envelopeOf(shapes.flatMap(({ parts }) => parts.flat()))
  if (!box) return ''
  const [lon, lat] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return crsWithin([lon, lat, lon, lat]).find(({ name }) => name.startsWith('WGS 84 / UTM'))?.code ?? ''
}
