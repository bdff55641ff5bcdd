import { isSipdHeading, plainHeading } from '../proposal/sipd-columns.ts'

/** What a file of a district package can be. */
export const FILE_ROLES = ['proposals', 'areas', 'statistics', 'facilities', 'layers'] as const
export type FileRole = (typeof FILE_ROLES)[number]

/** Figures of villages that have a meaning. */
export const STATISTIC_KEYS = ['population', 'poorPopulation', 'idm', 'idmStatus'] as const
export type StatisticKey = (typeof STATISTIC_KEYS)[number]

export const AREA_LEVELS = ['village', 'district', 'regency', 'province'] as const
export type AreaLevel = (typeof AREA_LEVELS)[number]

/** For each role what the manifest's entry would say of the file; '' and null where the file does not tell. */
export interface EntryGuesses {
  proposals: { format: 'sipd' | 'petausul'; year: number | null }
  areas: { level: AreaLevel; code: string; name: string }
  statistics: { areaCode: string; year: number | null; values: Partial<Record<StatisticKey, string>> }
  /** `type` is a column, or '' where all are of the one type `constant`. */
  facilities: { name: string; type: string; constant: string; id: string; lon: string; lat: string }
  layers: { title: string; lon: string; lat: string }
}

export interface FileGuess {
  /** Null where nothing speaks for one. */
  role: FileRole | null
  entries: EntryGuesses
}

export interface FileFacts {
  name: string
  fields: readonly string[]
  /** The first rows, by field. */
  rows: readonly Readonly<Record<string, unknown>>[]
  /** What most rows are drawn as; null for a table. */
  geometry: 'point' | 'line' | 'polygon' | null
}

const AREA_CODE = /^\d{2}(?:\.?\d{2}(?:\.?\d{2}(?:\.?\d{4})?)?)?$/
/** Of the values that are there: a heading of totals below the rows spoils no column. */
const MOSTLY = 0.8
const HEADINGS = {
  lon: /^(?:lon|long|longitude|bujur|bt|x)$/,
  lat: /^(?:lat|latitude|lintang|ls|y)$/,
  name: /^(?:nama|name|wadmkd|namobj|nm|nama .*|.* name)$/,
  type: /^(?:jenis|bentuk|tipe|type|kategori|jenjang|fungsi|amenity)$/,
  id: /^(?:id|npsn|kode|kode faskes|nomor|fid)$/,
}
const STATISTICS: Record<StatisticKey, RegExp> = {
  poorPopulation: /miskin|poor/,
  population: /^(?!.*(?:miskin|poor))(?:penduduk|jumlah penduduk|jiwa|population|total penduduk)/,
  idm: /^(?:idm|nilai idm|indeks desa|skor idm|nilai indeks)/,
  idmStatus: /^(?:status|status idm|status desa)/,
}
/** Columns that tell shares, from which no count can be made. */
const SHARE = /persen|percent|%/

/** Reads from a file's heading, first rows and name what it is, and how the manifest would name its columns. Pure; never certain. */
export function guessEntries(facts: FileFacts): FileGuess {
  const columns = new Columns(facts)
  const year = yearOf(facts, columns)
  const [lon, lat] = facts.geometry ? ['', ''] : [columns.called(HEADINGS.lon), columns.called(HEADINGS.lat)]
  const code = columns.ofCodes()
  const name = columns.called(HEADINGS.name) || columns.ofWords()
  const type = columns.called(HEADINGS.type)
  const title = titleOf(facts.name)
  const isSipd = isSipdHeading([...facts.fields])
  const entries: EntryGuesses = {
    proposals: { format: isSipd || facts.geometry === null ? 'sipd' : 'petausul', year },
    areas: { level: levelOf(columns.first(code)), code, name },
    statistics: { areaCode: code, year, values: columns.statistics() },
    facilities: {
      name,
      type,
      constant: type ? '' : constantOf(title),
      id: columns.called(HEADINGS.id),
      lon,
      lat,
    },
    layers: { title, lon, lat },
  }
  return { role: roleOf(facts, entries, isSipd), entries }
}

function roleOf({ fields, geometry }: FileFacts, entries: EntryGuesses, isSipd: boolean): FileRole | null {
  if (isSipd) return 'proposals'
  if (fields.includes('title') && (fields.includes('costRupiah') || fields.includes('villageCode'))) {
    entries.proposals.format = 'petausul'
    return 'proposals'
  }
  const { areas, statistics, facilities } = entries
  if (geometry === 'polygon') return areas.code && areas.name ? 'areas' : 'layers'
  if (geometry === 'line') return 'layers'
  if (geometry === 'point') return facilities.type && facilities.name ? 'facilities' : 'layers'
  if (facilities.lon && facilities.lat) return 'facilities'
  return statistics.areaCode && Object.keys(statistics.values).length > 0 ? 'statistics' : null
}

class Columns {
  readonly #facts: FileFacts
  readonly #plain: readonly string[]

  constructor(facts: FileFacts) {
    this.#facts = facts
    this.#plain = facts.fields.map((field) => plainHeading(field.replaceAll('_', ' ')))
  }

  called(pattern: RegExp): string {
    return this.#facts.fields[this.#plain.findIndex((plain) => pattern.test(plain))] ?? ''
  }

  first(field: string): string {
    return this.values(field)[0] ?? ''
  }

  values(field: string): string[] {
    return this.#facts.rows.map((row) => String(row[field] ?? '').trim()).filter((value) => value !== '')
  }

  /** The column of area codes, the finest where there are several. */
  ofCodes(): string {
    let found = { field: '', length: 4 }
    for (const field of this.#facts.fields) {
      const values = this.values(field)
      const codes = values.filter((value) => AREA_CODE.test(value))
      if (codes.length === 0 || codes.length < values.length * MOSTLY) continue
      const length = digitsOf(codes[0] ?? '')
      const isNamed = /kode|code/i.test(field)
      // A column of counts with four digits is no column of codes: a short code has a heading that says so.
      if (length < 10 && !isNamed) continue
      if (length > found.length || (length === found.length && found.field === '')) found = { field, length }
    }
    return found.field
  }

  /** The first column of words that differ from row to row. */
  ofWords(): string {
    const isOfWords = (field: string) => {
      const values = this.values(field)
      return (
        values.length > 0 &&
        values.every((value) => /\p{L}{3}/u.test(value)) &&
        new Set(values).size > values.length / 2
      )
    }
    return this.#facts.fields.find(isOfWords) ?? ''
  }

  statistics(): Partial<Record<StatisticKey, string>> {
    const found: Partial<Record<StatisticKey, string>> = {}
    for (const key of STATISTIC_KEYS) {
      const field = this.#facts.fields.find(
        (field, index) => STATISTICS[key].test(this.#plain[index] ?? '') && !SHARE.test(field.toLowerCase()),
      )
      if (field && this.#fits(key, field)) found[key] = field
    }
    return found
  }

  #fits(key: StatisticKey, field: string): boolean {
    const isNumber = (value: string) => /^[\d.,\s]+$/.test(value)
    const values = this.values(field)
    return key === 'idmStatus' ? values.some((value) => !isNumber(value)) : values.some(isNumber)
  }
}

const digitsOf = (code: string) => code.replaceAll('.', '').length

function levelOf(code: string): AreaLevel {
  const digits = digitsOf(code)
  if (digits === 2) return 'province'
  if (digits === 4) return 'regency'
  return digits === 6 ? 'district' : 'village'
}

/** The year that most rows state, else the one in the file's name. */
function yearOf({ name, fields, rows }: FileFacts, columns: Columns): number | null {
  const stated = fields.find((field) => /^tahun(?: anggaran| usulan)?$/.test(plainHeading(field)))
  const counts = new Map<string, number>()
  for (const value of stated && rows.length > 0 ? columns.values(stated) : [])
    if (/^(?:19|20)\d{2}$/.test(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  const year = most?.[0] ?? /(?<!\d)(?:19|20)\d{2}(?!\d)/.exec(name)?.[0]
  return year ? Number(year) : null
}

/** "jalan_kabupaten-2024.gpkg" → "Jalan kabupaten 2024". */
function titleOf(name: string): string {
  const words = name
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const constantOf = (title: string) => (title.split(' ')[0] ?? '').toUpperCase()
