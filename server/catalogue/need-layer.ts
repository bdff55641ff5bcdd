import type { Knex } from 'knex'
import { quantileBreaks } from '../../core/style/classify.ts'
import { needColours } from '../../core/style/palettes.ts'
import type { CriterionColumns } from '../criteria/columns/criterion-columns.ts'
import { always, bound, catalogued, joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField, LayerStory } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'
import { keyword, PEOPLE, serviceRoles } from '../layers/lineage.ts'
import * as say from '../layers/processing-steps.ts'
import { changedWith } from '../layers/written.ts'

const people = { id: 'orang', en: 'people' }

/** The rows of the need grid that criteria are read of: a cell and the figures of the village that it mostly lies in. */
export const NEED_FROM = catalogued('need_cells n LEFT JOIN area_figures f ON f.area_code = n.village_code')

const nothing = catalogued('')

function joinCoverage(service: string, index: number): SqlFragment {
  const coverage = `c${index}`
  const on = catalogued(`need_coverage ${coverage} ON ${coverage}.cell_id = n.id AND ${coverage}.service`)
  return sql`LEFT JOIN ${on} = ${bound(service, 'text')}`
}

function needFields(services: readonly string[]): LayerField[] {
  return [
    { name: 'cell', sql: 'n.cell', type: 'string', title: { id: 'Sel', en: 'Cell' }, inTiles: true },
    {
      name: 'population',
      sql: 'round(n.population::numeric, 1)::float8',
      type: 'number',
      title: { id: 'Penduduk', en: 'Population' },
      unit: people,
      inTiles: true,
    },
    {
      name: 'poorPopulation',
      sql: 'round(n.poor_population::numeric, 2)::float8',
      type: 'number',
      title: { id: 'Penduduk miskin', en: 'Poor people' },
      unit: people,
      inTiles: true,
    },
    ...services.map(
      (service, index): LayerField => ({
        name: `beyond_${service}`,
        sql: `c${index}.beyond`,
        type: 'boolean',
        title: { id: `Di luar standar ${service}`, en: `Beyond the ${service} standard` },
        inTiles: true,
      }),
    ),
  ]
}

/** Hexagons of equal area with people, poor people, which services lie beyond the standard, and criteria of the place. */
export function needLayer(
  services: readonly string[],
  columns: CriterionColumns | null = null,
): LayerDefinition {
  return {
    id: 'need',
    title: { id: 'Kisi kebutuhan', en: 'Need grid' },
    description: { id: 'Penduduk miskin per sel segi enam', en: 'Poor people per hexagon' },
    group: 'need',
    geometry: 'polygon',
    coverage: false,
    minZoom: 0,
    maxZoom: 16,
    heat: false,
    fields: [...needFields(services), ...(columns?.fields ?? [])],
    from: sql`${columns?.scales ?? nothing}${NEED_FROM} ${joinSql(services.map(joinCoverage), ' ')}${columns?.values ?? nothing}`,
    where: always,
    key: 'n.id',
    geom: 'n.geom',
    tileGeom: 'n.geom',
    source: null,
    readStory,
    licence: null,
    year: null,
    written: changedWith('need-population'),
    lineage: {
      topic: 'society',
      keywords: [keyword.poverty, keyword.services, { id: 'kisi', en: 'grid' }],
      roles: ['areas:village', PEOPLE, ...serviceRoles],
      from: ['areas-village', 'facilities'],
      steps: [say.needGrid, say.coverage],
      updateFrequency: 'asNeeded',
    },
  }
}

async function readStory(knex: Knex): Promise<LayerStory> {
  const rows = await knex('need_cells').whereNotNull('poor_population').pluck<number[]>('poor_population')
  if (rows.length === 0) return noStory
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
