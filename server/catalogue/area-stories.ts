import type { Knex } from 'knex'
import { quantileBreaks } from '../../core/style/classify.ts'
import { coverageColours, idmColours, povertyColours } from '../../core/style/palettes.ts'
import { select, sql } from '../database/sql-fragment.ts'
import type { LayerStory } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'

const share = (value: number, digits: number, locale: string) =>
  value.toLocaleString(locale, { maximumFractionDigits: digits })

export async function povertyStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ rate: number; name: string; year: number | null }>(
    knex,
    sql`SELECT f.poverty_rate AS rate, a.name, (f.years ->> 'poorPopulation')::int AS year
     FROM area_figures f JOIN areas a ON a.code = f.area_code
     WHERE a.level = 'village' AND f.poverty_rate IS NOT NULL ORDER BY 1 DESC`,
  )
  const worst = rows[0]
  if (!worst) return noStory
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

export async function idmStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<{ status: string | null; count: number; year: number | null }>(
    knex,
    sql`SELECT f.idm_status AS status, count(*)::int AS count, max((f.years ->> 'idmStatus')::int) AS year
     FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code WHERE a.level = 'village' GROUP BY 1`,
  )
  const known = rows.filter((row) => row.status !== null)
  if (known.length === 0) return noStory
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

export async function coverageStory(knex: Knex, service: string): Promise<LayerStory> {
  const rows = await select<{ villages: number; beyond: number; people: number; standard: number }>(
    knex,
    sql`SELECT count(*)::int AS villages, (count(*) FILTER (WHERE beyond))::int AS beyond,
            coalesce(sum(people_beyond), 0)::float8 AS people, max(standard_m) AS standard
     FROM coverage WHERE service = ${service}`,
  )
  const row = rows[0]
  if (!row?.villages) return noStory
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
