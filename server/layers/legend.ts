import type { Knex } from 'knex'
import { quantileBreaks } from '../../core/style/classify.ts'
import {
  coverageColours,
  facilityColours,
  idmColours,
  needColours,
  povertyColours,
} from '../../core/style/palettes.ts'
import { rawOf, select, sql } from '../database/sql-fragment.ts'
import { readBivariateLegend } from './bivariate-layer.ts'
import type { LayerDefinition, LayerStory } from './layer.ts'

const nothing: LayerStory = { legend: null, finding: null, year: null }

/** The legend that fits the data that is there now, and the layer's finding in one sentence. */
export async function readLegend(knex: Knex, layer: LayerDefinition): Promise<LayerStory> {
  if (layer.archive) return layer.archive.story
  if (layer.id === 'proposals') return { ...nothing, legend: { kind: 'status' } }
  if (layer.id === 'poverty') return await povertyStory(knex)
  if (layer.id === 'poverty-coverage') return { ...nothing, ...(await readBivariateLegend(knex)) }
  if (layer.id === 'idm') return await idmStory(knex)
  if (layer.id === 'facilities') return await facilityStory(knex)
  if (layer.id === 'need') return await needStory(knex)
  if (layer.id.startsWith('coverage-')) return await coverageStory(knex, layer.id.slice('coverage-'.length))
  if (layer.group === 'other') return (await readAnalysisStory(knex, layer.id)) ?? nothing
  if (layer.group === 'base' && layer.geometry === 'line')
    return { ...nothing, legend: { kind: 'line', colour: '#9a8f83' } }
  if (layer.group === 'base') return { ...nothing, legend: { kind: 'fill', colour: '#dbe8ee' } }
  return nothing
}

/** An analysis wrote down what its layers say when it was computed. */
async function readAnalysisStory(knex: Knex, layer: string): Promise<LayerStory | undefined> {
  const row = await knex('analyses')
    .where(rawOf(knex, sql`${layer} = ANY (layers)`))
    .first<{ story: Pick<LayerStory, 'legend' | 'finding'> | null } | undefined>(
      rawOf(knex, sql`report -> 'layers' -> ${layer}::text AS story`),
    )
  return row?.story ? { ...row.story, year: null } : undefined
}

const share = (value: number, digits: number, locale: string) =>
  value.toLocaleString(locale, { maximumFractionDigits: digits })

async function povertyStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ rate: number; name: string; year: number | null }>(
    knex,
    sql`SELECT f.poverty_rate AS rate, a.name, (f.years ->> 'poorPopulation')::int AS year
     FROM area_figures f JOIN areas a ON a.code = f.area_code
     WHERE a.level = 'village' AND f.poverty_rate IS NOT NULL ORDER BY 1 DESC`,
  )
  const worst = rows[0]
  if (!worst) return nothing
  const breaks = quantileBreaks(
    rows.map(({ rate }) => rate),
    povertyColours.length,
    0.1,
  )
  return {
    legend: {
      kind: 'classes',
      property: 'povertyRate',
      breaks,
      colours: povertyColours.slice(0, breaks.length - 1),
      unit: { id: '% penduduk miskin', en: '% of people poor' },
    },
    finding: {
      id: `Tertinggi di ${worst.name}, ${share(worst.rate, 1, 'id-ID')}\u00a0%`,
      en: `Highest in ${worst.name}, ${share(worst.rate, 1, 'en-GB')}\u00a0%`,
    },
    year: worst.year,
  }
}

async function idmStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ status: string | null; count: number; year: number | null }>(
    knex,
    sql`SELECT f.idm_status AS status, count(*)::int AS count, max((f.years ->> 'idmStatus')::int) AS year
     FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code WHERE a.level = 'village' GROUP BY 1`,
  )
  const known = rows.filter((row) => row.status !== null)
  if (known.length === 0) return nothing
  const lagging = known
    .filter(({ status }) => status?.toLowerCase().includes('tertinggal'))
    .reduce((sum, { count }) => sum + count, 0)
  const all = known.reduce((sum, { count }) => sum + count, 0)
  const english: Record<string, string> = {
    'Sangat Tertinggal': 'Very lagging',
    Tertinggal: 'Lagging',
    Berkembang: 'Developing',
    Maju: 'Advanced',
    Mandiri: 'Independent',
  }
  return {
    legend: {
      kind: 'categories',
      property: 'idmStatus',
      items: Object.entries(idmColours).map(([value, colour]) => ({
        value,
        colour,
        label: { id: value, en: english[value] ?? value },
      })),
    },
    finding: { id: `${lagging} dari ${all} desa tertinggal`, en: `${lagging} of ${all} villages lagging` },
    year: known[0]?.year ?? null,
  }
}

async function facilityStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ type: string; count: number; placed: number }>(
    knex,
    sql`SELECT type, count(*)::int AS count, count(geom)::int AS placed FROM facilities GROUP BY type ORDER BY 2 DESC, 1`,
  )
  if (rows.length === 0) return nothing
  const items = rows.slice(0, facilityColours.length).map(({ type }, index) => ({
    value: type,
    colour: facilityColours[index] ?? '',
    label: { id: type, en: type },
  }))
  const counts = rows.slice(0, 3).map(({ type, count }) => `${count} ${type}`)
  const words = counts.join(', ')
  return {
    ...nothing,
    legend: { kind: 'categories', property: 'type', items },
    finding: { id: words, en: words },
  }
}

async function needStory(knex: Knex): Promise<LayerStory> {
  const rows = await knex('need_cells').whereNotNull('poor_population').pluck<number[]>('poor_population')
  if (rows.length === 0) return nothing
  const top = Math.max(...rows) > 5 ? 0.1 : 0.01
  const breaks = quantileBreaks(rows, needColours.length, top)
  return {
    legend: {
      kind: 'classes',
      property: 'poorPopulation',
      breaks,
      colours: needColours.slice(0, breaks.length - 1),
      unit: { id: 'penduduk miskin per sel', en: 'poor people per cell' },
    },
    finding: null,
    year: null,
  }
}

async function coverageStory(knex: Knex, service: string): Promise<LayerStory> {
  const rows = await select<{ villages: number; beyond: number; people: number; standard: number }>(
    knex,
    sql`SELECT count(*)::int AS villages, (count(*) FILTER (WHERE beyond))::int AS beyond,
            coalesce(sum(people_beyond), 0)::float8 AS people, max(standard_m) AS standard
     FROM coverage WHERE service = ${service}`,
  )
  const row = rows[0]
  if (!row?.villages) return nothing
  const kilometres = (locale: string) => share(row.standard / 1000, 1, locale)
  return {
    legend: {
      kind: 'categories',
      property: 'beyond',
      items: [
        {
          value: false,
          colour: coverageColours.within,
          label: { id: `dalam ${kilometres('id-ID')} km`, en: `within ${kilometres('en-GB')} km` },
        },
        {
          value: true,
          colour: coverageColours.beyond,
          label: { id: `lebih dari ${kilometres('id-ID')} km`, en: `farther than ${kilometres('en-GB')} km` },
        },
      ],
    },
    finding: {
      id: `${row.beyond} dari ${row.villages} desa lebih dari ${kilometres('id-ID')} km`,
      en: `${row.beyond} of ${row.villages} villages farther than ${kilometres('en-GB')} km`,
    },
    year: null,
  }
}
