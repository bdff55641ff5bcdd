import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { SYSTEM } from '../../core/access/actor.ts'
import { errorCode } from '../../core/error-code.ts'
import { notFound, Problem } from '../../core/problem.ts'
import { readCatalogue } from '../catalogue/catalogue.ts'
import { announce } from '../changes/change-feed.ts'
import type { Database } from '../database/database.ts'
import { bound, catalogued, joinSql, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import { type ArchivedDefinition, type ArchiveRow, archiveLayer } from '../layers/archive-layer.ts'
import { describeLayer } from '../layers/describe-layer.ts'
import type { LayerDefinition, LayerField } from '../layers/layer.ts'
import { rowsOf } from '../layers/rows-of.ts'

const PAGE = 5_000
const MOST_FEATURES = 2_000_000
const MOST_VERSIONS = 99
/** jsonb_build_object takes at most 100 arguments. */
const FIELDS_AT_ONCE = 40
const UNIQUE_VIOLATION = '23505'

export interface ArchiveOptions {
  layerId: string
  year: number
  byAccount: number | null
  signal: AbortSignal
  onProgress(share: number): void
}

export interface ArchiveResult {
  archive: LayerDefinition
  /** The newest snapshot of that year already holds the same rows: nothing was written. */
  unchanged: boolean
}

/**
 * Freezes a layer's public rows as a snapshot of a year: in one transaction that sees the store at one moment, page by
 * page inside the database, so that no memory grows. One of a year that is there already becomes its next version.
 * Throws Problem: 404 for no such layer, 413 beyond two million features, 409 while another one writes the same year.
 */
export async function makeArchive(database: Database, options: ArchiveOptions): Promise<ArchiveResult> {
  try {
    return await database.write.transaction((transaction) => writeArchive(transaction, options), {
      isolationLevel: 'repeatable read',
    })
  } catch (error) {
    if (error instanceof Unchanged) return { archive: error.archive, unchanged: true }
    if (errorCode(error) !== UNIQUE_VIOLATION) throw error
    throw new Problem(
      {
        title: 'Archived at the same time',
        status: 409,
        detail: `Somebody else is archiving ${options.layerId} of ${options.year}; look at what they made`,
      },
      { cause: error },
    )
  }
}

/** Thrown to roll back when the snapshot turns out to be identical to the newest one. */
class Unchanged extends Error {
  readonly archive: LayerDefinition
  constructor(archive: LayerDefinition) {
    super('unchanged')
    this.archive = archive
  }
}

async function writeArchive(transaction: Knex.Transaction, options: ArchiveOptions): Promise<ArchiveResult> {
  const { layerId, year, byAccount, signal } = options
  const layer = (await readCatalogue(transaction, SYSTEM)).find(({ id }) => id === layerId)
  if (!layer || layer.archive) throw notFound('layer', layerId)
  const { definition, count } = await defineArchive(transaction, layer)
  const latest = await readLatest(transaction, layerId, year)
  const version = (latest?.version ?? 0) + 1
  if (version > MOST_VERSIONS)
    throw new Problem({
      title: 'Too many versions',
      status: 409,
      detail: `${layerId} of ${year} has ${MOST_VERSIONS} versions; delete one first`,
    })
  const id = `${layerId}_${year}_v${version}`
  const row = { id, layer_id: layerId, year, version, definition: JSON.stringify(definition) }
  await transaction('archives').insert({ ...row, by_account: byAccount })
  const digest = createHash('sha256')
  let features = 0
  for await (const page of copyRows(transaction, layer, id)) {
    signal.throwIfAborted()
    digest.update(page.digest)
    features += page.rows
    options.onProgress(Math.min(1, features / Math.max(1, count)))
  }
  const [stored] = await transaction('archives')
    .where({ id })
    .update({ features, digest: digest.digest('hex') })
    .returning<ArchiveRow[]>('*')
  if (!stored) throw new Error(`archive ${id} was not stored`)
  await announce(transaction, { layer: id, ids: null })
  if (latest && latest.digest === stored.digest) throw new Unchanged(archiveLayer(latest))
  return { archive: archiveLayer(stored), unchanged: false }
}

async function readLatest(transaction: Knex, layerId: string, year: number): Promise<ArchiveRow | undefined> {
  return await transaction('archives')
    .where({ layer_id: layerId, year })
    .orderBy('version', 'desc')
    .first<ArchiveRow | undefined>()
}

async function defineArchive(
  transaction: Knex,
  layer: LayerDefinition,
): Promise<{ definition: ArchivedDefinition; count: number }> {
  const { count, legend, finding, year, source } = await describeLayer(transaction, layer)
  if (count > MOST_FEATURES)
    throw new Problem({
      title: 'Layer too large',
      status: 413,
      detail: `${layer.id} has ${count} features; at most ${MOST_FEATURES} are archived`,
    })
  const { title, description, group, geometry, coverage, minZoom, maxZoom, heat, licence } = layer
  const { aggregateBelowZoom } = layer
  const fields = layer.fields.map(({ sql, ...field }) => field)
  const definition = {
    ...{ title, description, group, geometry, coverage, minZoom, maxZoom, heat, source, licence, fields },
    ...(aggregateBelowZoom === undefined ? {} : { aggregateBelowZoom }),
    story: { legend, finding, year },
  }
  return { definition, count }
}

interface CopiedPage {
  rows: number
  last: number | null
  digest: string
}

/** Copies rows in order of key; the digest of a page is over keys, values and places. */
async function* copyRows(
  transaction: Knex,
  layer: LayerDefinition,
  archiveId: string,
): AsyncGenerator<CopiedPage> {
  const properties = propertiesOf(layer.fields)
  const [key, geom] = [catalogued(layer.key), catalogued(layer.geom)]
  const tileGeom = catalogued(layer.tileGeom === layer.geom ? 'NULL::geometry' : layer.tileGeom)
  for (let after = -1; ; ) {
    const beyond = rowsOf(layer, sql`${key} > ${bound(after, 'bigint')}`)
    const rows = await select<CopiedPage>(
      transaction,
      sql`
    WITH page AS MATERIALIZED (
      SELECT ${key} AS key, ${properties} AS properties, ${geom} AS geom, ${tileGeom} AS tile_geom
      ${beyond} ORDER BY 1 LIMIT ${bound(PAGE, 'int')}
    ), copied AS (
      INSERT INTO archive_features (archive_id, key, properties, geom, tile_geom)
      SELECT ${bound(archiveId, 'text')}, key, properties, geom, tile_geom FROM page RETURNING key
    )
    SELECT (SELECT count(*)::int FROM copied) AS rows, max(key)::int AS last,
           coalesce(md5(string_agg(concat_ws(' ', key, properties, md5(ST_AsBinary(geom))), ',' ORDER BY key)), '') AS digest
    FROM page`,
    )
    const page = rows[0]
    if (!page || page.last === null) return
    yield page
    after = page.last
  }
}

function propertiesOf(fields: readonly LayerField[]): SqlFragment {
  const parts = [sql`'{}'::jsonb`]
  for (let at = 0; at < fields.length; at += FIELDS_AT_ONCE) {
    const pairs = fields
      .slice(at, at + FIELDS_AT_ONCE)
      .map((field) => sql`${bound(field.name, 'text')}, ${catalogued(field.sql)}`)
    parts.push(sql`jsonb_build_object(${joinSql(pairs, ', ')})`)
  }
  return joinSql(parts, ' || ')
}
