import { bound, catalogued, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'

export interface FeatureLayerRow {
  id: string
  title: string
  geometry_type: 'point' | 'line' | 'polygon' | 'mixed'
  fields: string[]
  ancillary: boolean
  source: string | null
  licence: string | null
  year: number | null
}

const MOST_FIELDS_IN_TILES = 12

/** A layer that a package brought along, with its own columns; the names of these are data, so they are quoted as such. */
export function featureLayer(row: FeatureLayerRow): LayerDefinition {
  const fields = row.fields.map(
    (name, index): LayerField => ({
      name,
      sql: `f.properties ->> ${literal(name)}`,
      type: 'string',
      title: { id: name, en: name },
      inTiles: index < MOST_FIELDS_IN_TILES,
    }),
  )
  const { id, title, geometry_type, source, licence, year } = row
  return {
    id,
    title: { id: title, en: title },
    description: { id: source ?? '', en: source ?? '' },
    group: geometry_type === 'point' ? 'other' : 'base',
    geometry: geometry_type,
    coverage: false,
    minZoom: 0,
    maxZoom: 16,
    heat: false,
    fields,
    from: catalogued('features f'),
    where: sql`f.layer_id = ${bound(id, 'text')}`,
    key: 'f.id',
    geom: 'f.geom',
    tileGeom: 'f.geom',
    source,
    licence,
    year,
  }
}

/** A column name of a file as an SQL string constant (it is no identifier, only a key of a JSON object). */
function literal(text: string): string {
  if (text.includes('\0')) throw new Error('a column name holds a NUL')
  return `'${text.replaceAll("'", "''").replaceAll('?', '\\?')}'`
}
