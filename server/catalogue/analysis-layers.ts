import type { Knex } from 'knex'
import type { AnalysisLayer } from '../analyses/analysis.ts'
import { cellField, districtFields, villageFields } from '../analyses/fields.ts'
import { analysisLayer } from '../analyses/list-analyses.ts'
import { bound, catalogued, rawOf, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerStory } from '../layers/layer.ts'
import { noStory } from '../layers/legend.ts'
import { keyword, type Lineage } from '../layers/lineage.ts'
import { changed } from '../layers/written.ts'

/** The layers of the analyses that have been computed; one that never was has no layer yet. */
export async function readAnalysisLayers(knex: Knex): Promise<LayerDefinition[]> {
  const rows = await knex('analyses')
    .orderBy('id')
    .select<{ layers: string[]; source: string | null }[]>(
      'layers',
      rawOf(knex, sql`report ->> 'source' AS source`),
    )
  return rows.flatMap(({ layers: ids, source }) => ids.flatMap((id) => define(id, source)))
}

function lineageOf({ lineage }: AnalysisLayer): Lineage {
  const { keywords = [], ...rest } = lineage
  return {
    ...{ topic: 'society', updateFrequency: 'asNeeded', ...rest },
    keywords: [...keywords, keyword.statistics, keyword.planning],
  }
}

function define(id: string, source: string | null): LayerDefinition[] {
  const layer = analysisLayer(id)
  if (!layer) return []
  const { title, description, over, fields } = layer
  const rows = bound(layer.rowsOf ?? id, 'text')
  const base = {
    id,
    title,
    description,
    group: 'other' as const,
    geometry: 'polygon' as const,
    minZoom: 0,
    maxZoom: 16,
    heat: false,
    source,
    licence: null,
    year: null,
    lineage: lineageOf(layer),
    written: changed(catalogued('computed_at'), sql`FROM analyses WHERE ${bound(id, 'text')} = ANY (layers)`),
    readStory: (knex: Knex) => readStory(knex, id),
  }
  if (over === 'cells') {
    const place = { key: 'r.id', geom: 'r.geom', tileGeom: 'r.geom', coverage: false }
    const from = catalogued('analysis_cells r')
    return [{ ...base, ...place, fields: [cellField, ...fields], from, where: sql`r.layer = ${rows}` }]
  }
  const place = { key: 'a.id', geom: 'a.geom', tileGeom: 'a.clean', coverage: true }
  const named = over === 'village' ? villageFields : districtFields
  const from = sql`areas a LEFT JOIN analysis_areas r ON r.area_code = a.code AND r.layer = ${rows}`
  const where = sql`a.level = ${bound(over, 'text')}`
  return [{ ...base, ...place, fields: [...named, ...fields], from, where }]
}

/** An analysis wrote down what its layers say when it was computed. */
async function readStory(knex: Knex, layer: string): Promise<LayerStory> {
  const row = await knex('analyses')
    .where(rawOf(knex, sql`${layer} = ANY (layers)`))
    .first<{ story: Pick<LayerStory, 'legend' | 'finding'> | null } | undefined>(
      rawOf(knex, sql`report -> 'layers' -> ${layer}::text AS story`),
    )
  return row?.story ? { ...row.story, year: null } : noStory
}
