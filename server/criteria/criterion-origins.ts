import type { Knex } from 'knex'
import type { CriterionOrigin } from '../../core/api/criterion.ts'
import type { Bilingual } from '../../core/criteria/criterion.ts'
import { catalogued, rawOf, select, sql } from '../database/sql-fragment.ts'
import { readUnpublished } from '../layers/publication.ts'
import { visibleZone } from '../layers/visibility.ts'
import { type NamedSource, readSourceName } from './columns/raw-values.ts'

interface DatasetRow {
  role: string
  source: string | null
  year: number | null
  day: string
}

type Sourced = readonly { readonly key: string; readonly definition: { readonly source: string } }[]

/**
 * The origins of these criteria, from what the imported files say of themselves. What proposals say is as old as the
 * proposal: `statedOn` its day, or null for all of them, which gives the day of the latest file.
 */
export async function readCriterionOrigins(
  knex: Knex,
  criteria: Sourced,
  statedOn: string | null,
): Promise<Map<string, CriterionOrigin>> {
  const rows = await select<DatasetRow>(
    knex,
    sql`SELECT role, source, year, to_char(imported_at, 'YYYY-MM-DD') AS day FROM datasets
     ORDER BY (role LIKE 'layer:%'), year DESC NULLS LAST, imported_at DESC LIMIT 1000`,
  )
  const zones = await readZoneNames(knex, criteria)
  return new Map(
    criteria.map(({ key, definition: { source } }) => [key, originOf(source, rows, { statedOn, zones })]),
  )
}

interface Known {
  statedOn: string | null
  zones: ReadonlyMap<string, { name: string; day: string }>
}

/** Names of zones leave the office only while these are published, whoever asks. */
async function readZoneNames(knex: Knex, criteria: Sourced): Promise<Known['zones']> {
  const ids = criteria.flatMap(({ definition }) => {
    const named = readSourceName(definition.source)
    return named?.kind === 'zone' ? [named.name] : []
  })
  if (ids.length === 0 || (await readUnpublished(knex)).has('zones')) return new Map()
  const rows = await knex('zones as z')
    .whereIn('z.id', ids)
    .where(rawOf(knex, catalogued(visibleZone)))
    .select<{ id: string; name: string; day: string }[]>(
      'z.id',
      'z.name',
      rawOf(knex, sql`to_char(z.updated_at, 'YYYY-MM-DD') AS day`),
    )
  return new Map(rows.map(({ id, name, day }) => [id, { name, day }]))
}

const poverty = ['statistics:poorPopulation', 'statistics:population']
/** Files that each fixed source is computed from, by the beginning of their role; a statistic by its key. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'areas-village.povertyRate': poverty,
  'areas-village.poorPopulation': ['statistics:poorPopulation'],
  'areas-village.population': ['statistics:population'],
  'areas-village.idm': ['statistics:idm'],
  'proposals.poorReached': ['proposals', ...poverty],
  'proposals.newlyServed': ['facilities', 'standards', 'statistics:population'],
  'proposals.nearestMetres': ['facilities'],
}

const WORDS: Readonly<Record<string, Bilingual>> = {
  proposals: { id: 'isian usulan', en: 'the proposal as filled in' },
  statistics: { id: 'statistik desa', en: 'village statistics' },
  facilities: { id: 'letak fasilitas', en: 'places of facilities' },
  standards: { id: 'standar layanan', en: 'service standards' },
  layer: { id: 'lapisan peta', en: 'map layer' },
}

function originOf(source: string, datasets: readonly DatasetRow[], known: Known): CriterionOrigin {
  const named = readSourceName(source)
  if (named?.kind === 'zone') return originOfZone(known.zones.get(named.name))
  const needed = filesOf(source, named)
  const parts = needed.map((role) => partOf(role, datasets, known.statedOn))
  const inWords = (language: 'id' | 'en') =>
    [
      ...new Set(parts.map(({ words, name }) => (name ? `${words[language]} (${name})` : words[language]))),
    ].join(' + ')
  // As old as the oldest of what it is computed from.
  const dates = parts.flatMap(({ date }) => (date === null ? [] : [date])).sort()
  return { sourceText: { id: inWords('id'), en: inWords('en') }, sourceDate: dates[0] ?? null }
}

function filesOf(source: string, named: NamedSource | undefined): readonly string[] {
  if (named?.kind === 'statistic') return [`statistics:${named.name}`]
  if (named?.kind === 'layer') return [`layer:${named.name}`]
  if (named?.kind === 'coverage') return ['facilities', 'standards', 'statistics:population']
  return NEEDED[source] ?? ['proposals']
}

function originOfZone(zone: { name: string; day: string } | undefined): CriterionOrigin {
  return {
    sourceText: {
      id: zone ? `zona "${zone.name}"` : 'zona yang tidak dipublikasikan',
      en: zone ? `the zone "${zone.name}"` : 'a zone that is not published',
    },
    sourceDate: zone?.day ?? null,
  }
}

function partOf(needed: string, datasets: readonly DatasetRow[], statedOn: string | null) {
  const [kind = '', key] = needed.split(':')
  const file = datasets.find(({ role }) => holds(role, kind, key))
  const date = file?.year ? String(file.year) : (file?.day ?? null)
  const words = WORDS[kind] ?? { id: kind, en: kind }
  if (kind === 'proposals') return { words, name: null, date: statedOn ?? file?.day ?? null }
  return { words, name: file?.source ?? null, date: kind === 'standards' ? null : date }
}

/** Roles are "statistics:population+poorPopulation:2024", "facilities:PUSKESMAS", "proposals:2025", "standards". */
function holds(role: string, kind: string, key: string | undefined): boolean {
  const [first, keys = ''] = role.split(':')
  return first === kind && (key === undefined || keys.split('+').includes(key))
}
