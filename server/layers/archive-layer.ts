import type { Knex } from 'knex'
import { bound, catalogued, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField, LayerStory } from './layer.ts'

/** What is kept of a layer beside its rows. */
export interface ArchivedDefinition
  extends Pick<
    LayerDefinition,
    | 'title'
    | 'description'
    | 'group'
    | 'geometry'
    | 'coverage'
    | 'minZoom'
    | 'maxZoom'
    | 'heat'
    | 'aggregateBelowZoom'
    | 'source'
    | 'licence'
  > {
  fields: readonly Omit<LayerField, 'sql'>[]
  story: LayerStory
}

export interface ArchiveRow {
  id: string
  layer_id: string
  year: number
  version: number
  definition: ArchivedDefinition
  features: number
  digest: string
  archived_at: Date | string
}

const CASTS: Partial<Record<LayerField['type'], string>> = {
  number: 'float8',
  integer: 'float8',
  boolean: 'boolean',
}

/** A snapshot as a layer of its own. Its field names are data, so they are quoted as such. */
export function archiveLayer(row: ArchiveRow): LayerDefinition {
  const { story, fields, title, ...kept } = row.definition
  return {
    ...kept,
    id: row.id,
    title: { id: `${title.id} (${row.year})`, en: `${title.en} (${row.year})` },
    fields: fields.map((field) => ({ ...field, sql: valueSql(field) })),
    from: catalogued('archive_features f'),
    where: sql`f.archive_id = ${bound(row.id, 'text')}`,
    key: 'f.key',
    geom: 'f.geom',
    tileGeom: 'coalesce(f.tile_geom, f.geom)',
    year: row.year,
    archive: {
      of: row.layer_id,
      year: row.year,
      version: row.version,
      archivedAt: new Date(row.archived_at).toISOString(),
      features: row.features,
      story,
    },
  }
}

function valueSql({ name, type }: Pick<LayerField, 'name' | 'type'>): string {
  const text = `f.properties ->> '${name.replaceAll("'", "''").replaceAll('?', '\\?')}'`
  const cast = CASTS[type]
  return cast ? `(${text})::${cast}` : text
}

/** Every snapshot, the newest year and version first. */
export async function readArchives(knex: Knex): Promise<LayerDefinition[]> {
  const rows = await knex('archives')
    .orderBy([
      { column: 'layer_id' },
      { column: 'year', order: 'desc' },
      { column: 'version', order: 'desc' },
    ])
    .select<ArchiveRow[]>('*')
  return rows.map(archiveLayer)
}

const ARCHIVE_ID = /^(.+)_\d{4}_v\d{1,2}$/

/** The layer that a snapshot's id says it is of; undefined for ids of other form. */
export function archivedLayerOf(id: string): string | undefined {
  return ARCHIVE_ID.exec(id)?.[1]
}
