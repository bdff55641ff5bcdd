import type { Knex } from 'knex'
import type { Legend } from '../../core/style/legend.ts'
import { bivariateColours } from '../../core/style/palettes.ts'
import { always, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerStory } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'
import { keyword, PEOPLE, serviceRoles } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { sourceOf } from '../layers/provenance.ts'
import { changedWith } from '../layers/written.ts'

/**
 * Villages in thirds twice: by poverty rate, and by the share of people beyond standards (mean of the services). Values
 * are rounded before they are compared, so that the class follows from the figures shown.
 */
const CLASSED = sql`(
  WITH gap AS (
    SELECT c.area_code, 100 * sum(c.people_beyond) / nullif(sum(f.population), 0) AS share
    FROM coverage c JOIN area_figures f ON f.area_code = c.area_code
    WHERE c.people_beyond IS NOT NULL GROUP BY c.area_code
  ), village AS (
    SELECT a.id, a.code, a.name, a.parent_code, a.geom, a.clean, round(f.poverty_rate::numeric, 2)::float8 AS poverty,
           round(gap.share::numeric, 2)::float8 AS gap
    FROM areas a LEFT JOIN area_figures f ON f.area_code = a.code LEFT JOIN gap ON gap.area_code = a.code
    WHERE a.level = 'village'
  ), thirds AS (
    SELECT percentile_cont(ARRAY[1 / 3.0, 2 / 3.0]::float8[]) WITHIN GROUP (ORDER BY poverty) AS poverty,
           percentile_cont(ARRAY[1 / 3.0, 2 / 3.0]::float8[]) WITHIN GROUP (ORDER BY gap) AS gap FROM village
  )
  SELECT v.*, t.poverty AS poverty_thirds, t.gap AS gap_thirds,
    1 + (v.poverty > t.poverty[1])::int + (v.poverty > t.poverty[2])::int AS poverty_class,
    1 + (v.gap > t.gap[1])::int + (v.gap > t.gap[2])::int AS gap_class
  FROM village v CROSS JOIN thirds t
) b`

const percent = { id: '%', en: '%' }

/** Poverty × coverage gap in nine classes, `class` = third of poverty (1–3), a dash, third of the gap (1–3). */
export const bivariateLayer: LayerDefinition = {
  id: 'poverty-coverage',
  title: { id: 'Miskin dan jauh dari layanan', en: 'Poor and far from services' },
  description: {
    id: 'Kemiskinan × kesenjangan layanan, masing-masing sepertiga desa',
    en: 'Poverty × coverage gap, each in thirds of the villages',
  },
  group: 'need',
  geometry: 'polygon',
  coverage: true,
  minZoom: 0,
  maxZoom: 16,
  heat: false,
  fields: [
    { name: 'code', sql: 'b.code', type: 'string', title: { id: 'Kode', en: 'Code' }, inTiles: true },
    { name: 'name', sql: 'b.name', type: 'string', title: { id: 'Nama', en: 'Name' }, inTiles: true },
    {
      name: 'povertyRate',
      sql: 'b.poverty',
      type: 'number',
      title: { id: 'Penduduk miskin (%)', en: 'Poor people (%)' },
      unit: percent,
      inTiles: true,
    },
    {
      name: 'beyondShare',
      sql: 'b.gap',
      type: 'number',
      title: {
        id: 'Penduduk di luar standar (%, rata-rata layanan)',
        en: 'People beyond standards (%, mean of the services)',
      },
      unit: percent,
      inTiles: true,
    },
    {
      name: 'class',
      sql: `b.poverty_class || '-' || b.gap_class`,
      type: 'string',
      title: { id: 'Kelas kemiskinan-kesenjangan', en: 'Class of poverty and gap' },
      inTiles: true,
    },
  ],
  from: CLASSED,
  where: always,
  key: 'b.id',
  geom: 'b.geom',
  tileGeom: 'b.clean',
  source: null,
  readSource: sourceOf('statistics:%poorPopulation%'),
  readStory,
  licence: null,
  year: null,
  written: changedWith('figures'),
  lineage: {
    topic: 'society',
    keywords: [keyword.poverty, keyword.services],
    roles: [PEOPLE, 'areas:village', ...serviceRoles],
    from: ['poverty'],
    steps: [say.figuresJoined, say.coverage, say.thirds],
    updateFrequency: 'asNeeded',
  },
}

interface BivariateRow {
  poverty: [number, number] | null
  gap: [number, number] | null
  worst: number
  known: number
}

/** Legend with the limits between the thirds, and how many villages are worst off on both; null without both figures. */
async function readStory(knex: Knex): Promise<LayerStory> {
  const rows = await select<BivariateRow>(
    knex,
    sql`SELECT min(b.poverty_thirds) AS poverty, min(b.gap_thirds) AS gap, count(b.poverty_class + b.gap_class)::int AS known,
            (count(*) FILTER (WHERE b.poverty_class = 3 AND b.gap_class = 3))::int AS worst FROM ${CLASSED}`,
  )
  const row = rows[0]
  if (!row?.poverty || !row.gap || row.known === 0) return noStory
  const legend: Legend = {
    kind: 'bivariate',
    property: 'class',
    colours: [...bivariateColours],
    x: { title: { id: 'Kemiskinan', en: 'Poverty' }, limits: row.poverty, unit: percent },
    y: { title: { id: 'Di luar standar', en: 'Beyond standards' }, limits: row.gap, unit: percent },
  }
  const finding = {
    id: `${row.worst} dari ${row.known} desa termasuk termiskin sekaligus terjauh`,
    en: `${row.worst} of ${row.known} villages are among the poorest and the farthest`,
  }
  return { legend, finding, year: null }
}
