import type { Geometry } from 'geojson'
import type { Knex } from 'knex'
import { Problem } from '../../../core/problem.ts'
import { select, sql } from '../../database/sql-fragment.ts'
import type { DatasetPlan, ImportContext } from '../dataset.ts'
import { readExtent } from '../extent.ts'
import { type LayerEntry, packageFile } from '../manifest.ts'
import { openEntry } from '../read-entry.ts'
import type { Tally } from '../report.ts'
import { straightenRows } from '../straighten.ts'

interface FeatureRow {
  row: number
  properties: Record<string, unknown>
  geometry: string
}

const BATCH = 1000

/** Any further layer: kept as it is, with all its properties; invalid polygons are repaired and counted. */
export function planLayer(context: ImportContext, entry: LayerEntry): DatasetPlan {
  const path = packageFile(context.pack, entry.file)
  return {
    role: `layer:${entry.id}`,
    file: entry.file,
    path,
    dependsOn: entry,
    source: entry.source ?? null,
    licence: entry.licence ?? null,
    year: entry.year ?? null,
    async load(transaction, datasetId, tally) {
      const extent = await readExtent(transaction, context.pack.manifest.id)
      const opened = await openEntry(path, entry, tally)
      await refuseTaken(transaction, entry.id)
      const layer = {
        id: entry.id,
        dataset_id: datasetId,
        title: entry.title,
        geometry_type: 'mixed',
        ancillary: entry.ancillary ?? false,
      }
      await transaction('layers').insert({ ...layer, fields: JSON.stringify(opened.fields) })
      const rows = straightenRows(opened, extent, tally)
      const write = (batch: readonly FeatureRow[]) => flush(transaction, entry.id, batch, tally)
      const kinds = await loadFeatures(rows, write, { tally, signal: context.signal }).finally(() =>
        opened.close(),
      )
      const [only] = kinds
      await transaction('layers')
        .where({ id: entry.id })
        .update({ geometry_type: kinds.size === 1 ? only : 'mixed' })
      return { crs: opened.crs }
    },
  }
}

/** Writes features in batches; gives the kinds of geometry that there are. */
async function loadFeatures(
  rows: ReturnType<typeof straightenRows>,
  write: (batch: readonly FeatureRow[]) => Promise<void>,
  { tally, signal }: { tally: Tally; signal: AbortSignal },
): Promise<Set<string>> {
  const kinds = new Set<string>()
  let batch: FeatureRow[] = []
  for await (const { row, properties, geometry } of rows) {
    if (!geometry) {
      const expected = 'a geometry'
      tally.reject(row, 'no geometry', { parameter: 'geometry', received: 'null', expected })
      continue
    }
    kinds.add(kindOf(geometry))
    batch.push({ row, properties, geometry: JSON.stringify(geometry) })
    if (batch.length < BATCH) continue
    signal.throwIfAborted()
    await write(batch)
    batch = []
  }
  await write(batch)
  return kinds
}

/** A layer's id is part of its address, so that two packages cannot both have it. */
async function refuseTaken(transaction: Knex, layerId: string): Promise<void> {
  const taken = await transaction('layers')
    .join('datasets', 'datasets.id', 'layers.dataset_id')
    .where('layers.id', layerId)
    .first<{ package_id: string } | undefined>('datasets.package_id')
  if (!taken) return
  throw new Problem({
    title: 'Layer id taken',
    status: 400,
    detail: `layers: the id "${layerId}" belongs to package ${taken.package_id} already`,
    parameter: 'layers',
    received: layerId,
    expected: 'an id that no other package has',
  })
}

function kindOf(geometry: Geometry): string {
  if (geometry.type.endsWith('Point')) return 'point'
  if (geometry.type.endsWith('LineString')) return 'line'
  return geometry.type.endsWith('Polygon') ? 'polygon' : 'mixed'
}

async function flush(
  transaction: Knex,
  layerId: string,
  batch: readonly FeatureRow[],
  tally: Tally,
): Promise<void> {
  if (batch.length === 0) return
  const rows = await select<{ row: number; repaired: boolean; kept: boolean; why: string }>(
    transaction,
    insertSql(layerId, batch),
  )
  tally.add('loaded', batch.length)
  for (const { row, kept, why } of rows) {
    if (kept) {
      tally.add('repaired')
      tally.note(row, `geometry repaired: ${why}`)
    } else {
      tally.add('loaded', -1)
      tally.reject(row, 'nothing is left of the geometry', {
        received: why || 'an empty geometry',
        expected: 'a geometry',
      })
    }
  }
}

const insertSql = (layerId: string, batch: readonly FeatureRow[]) => sql`WITH given AS MATERIALIZED (
       SELECT r.*, ST_SetSRID(ST_Force2D(ST_GeomFromGeoJSON(r.geometry)), 4326) AS raw
       FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) AS r("row" integer, properties jsonb, geometry text)
     ), checked AS MATERIALIZED (
       SELECT *, ST_IsValid(raw) AS was_valid FROM given
     ), repaired AS MATERIALIZED (
       SELECT *, CASE WHEN was_valid THEN raw
                 ELSE ST_CollectionExtract(ST_MakeValid(raw, 'method=structure'), ST_Dimension(raw) + 1) END AS geom
       FROM checked
     ), written AS (
       INSERT INTO features (layer_id, properties, geom)
       SELECT ${layerId}, properties, geom FROM repaired WHERE NOT ST_IsEmpty(geom) ORDER BY "row" RETURNING 1
     )
     SELECT "row", NOT was_valid AS repaired, NOT ST_IsEmpty(geom) AS kept,
            CASE WHEN was_valid THEN '' ELSE ST_IsValidReason(raw) END AS why,
            (SELECT count(*) FROM written) AS n
     FROM repaired WHERE NOT was_valid OR ST_IsEmpty(geom)`
