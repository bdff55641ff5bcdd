import type { Knex } from 'knex'
import type { Bilingual } from '../../core/criteria/criterion.ts'

/** Where the raw values of a criterion come from, and of when they are. */
export interface CriterionOrigin {
  readonly sourceText: Bilingual
  /** "2026-02-12" or "2024"; null when nobody said. */
  readonly sourceDate: string | null
}

interface DatasetRow {
  role: string
  source: string | null
  year: number | null
  day: string
}

type Sourced = readonly { readonly key: string; readonly definition: { readonly source: string } }[]

/** The origins of these criteria for one proposal, from what the imported files say of themselves. */
export async function readCriterionOrigins(
  knex: Knex,
  criteria: Sourced,
  statedOn: string,
): Promise<Map<string, CriterionOrigin>> {
  const { rows } = await knex.raw<{ rows: DatasetRow[] }>(
    `SELECT role, source, year, to_char(imported_at, 'YYYY-MM-DD') AS day FROM datasets
     ORDER BY year DESC NULLS LAST, imported_at DESC LIMIT 1000`,
  )
  return new Map(criteria.map(({ key, definition: { source } }) => [key, originOf(source, rows, statedOn)]))
}

/** Figures that each fixed source is computed from, by the role of their file. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'areas-village.povertyRate': ['statistics'],
  'areas-village.poorPopulation': ['statistics'],
  'areas-village.population': ['statistics'],
  'areas-village.idm': ['statistics'],
  'proposals.poorReached': ['proposals', 'statistics'],
  'proposals.newlyServed': ['facilities', 'statistics'],
  'proposals.nearestMetres': ['facilities'],
}

const WORDS: Readonly<Record<string, Bilingual>> = {
  proposals: { id: 'isian usulan', en: 'the proposal as filled in' },
  statistics: { id: 'statistik desa', en: 'village statistics' },
  facilities: { id: 'letak fasilitas', en: 'places of facilities' },
  zone: { id: 'zona yang digambar', en: 'a zone that was drawn' },
}

/** What the proposal says is as old as the proposal. */
function originOf(source: string, datasets: readonly DatasetRow[], statedOn: string): CriterionOrigin {
  if (source.startsWith('zone:')) return { sourceText: WORDS.zone!, sourceDate: null }
  const kinds = source.startsWith('statistic:') ? ['statistics'] : (NEEDED[source] ?? ['proposals'])
  const parts = kinds.map((kind) => {
    if (kind === 'proposals') return { words: WORDS.proposals!, name: null, date: statedOn }
    const file = datasets.find(({ role }) => role.startsWith(kind))
    return {
      words: WORDS[kind]!,
      name: file?.source,
      date: file?.year ? String(file.year) : (file?.day ?? null),
    }
  })
  const inWords = (language: 'id' | 'en') =>
    parts.map(({ words, name }) => (name ? `${words[language]} (${name})` : words[language])).join(' + ')
  const dates = parts.flatMap(({ date }) => (date === null ? [] : [date])).sort()
  return { sourceText: { id: inWords('id'), en: inWords('en') }, sourceDate: dates[0] ?? null }
}
