import type { Knex } from 'knex'
import type { LayerDescription } from '../../core/api/map-layer.ts'
import { catalogued, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition } from './layer.ts'
import { readLegend } from './legend.ts'
import { readSource } from './provenance.ts'
import { rowsOf } from './rows-of.ts'

interface CountRow {
  count: number
  located: number
  w: number | null
  s: number
  e: number
  n: number
}

/** What /api/layers says of a layer: how much it holds, where, what it shows in words, and its legend. */
export async function describeLayer(knex: Knex, layer: LayerDefinition): Promise<LayerDescription> {
  const geom = catalogued(layer.geom)
  const rows = await select<CountRow>(
    knex,
    sql`SELECT count(*)::int AS count, count(g)::int AS located, ST_XMin(ST_Extent(g)) AS w, ST_YMin(ST_Extent(g)) AS s,
            ST_XMax(ST_Extent(g)) AS e, ST_YMax(ST_Extent(g)) AS n
     FROM (SELECT ${geom} AS g ${rowsOf(layer.bare ?? layer)}) x`,
  )
  const { count, located, w, s, e, n } = rows[0] ?? { count: 0, located: 0, w: null, s: 0, e: 0, n: 0 }
  const { legend, finding, year } = await readLegend(knex, layer)
  return {
    id: layer.id,
    title: layer.title,
    description: layer.description,
    finding,
    group: layer.group,
    geometry: layer.geometry,
    count,
    withoutLocation: count - located,
    tiles: `/tiles/${layer.id}/{z}/{x}/{y}.mvt`,
    minZoom: layer.minZoom,
    maxZoom: layer.maxZoom,
    heat: layer.heat,
    extent: w === null ? null : [w, s, e, n],
    legend,
    fields: layer.fields.map(({ name, type, title, unit }) => ({
      name,
      type,
      title,
      ...(unit ? { unit } : {}),
    })),
    source: await readSource(knex, layer),
    licence: layer.licence,
    year: layer.year ?? year,
  }
}
