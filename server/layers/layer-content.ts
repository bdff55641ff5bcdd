import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { catalogued, run, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition } from './layer.ts'
import { rowsOf } from './rows-of.ts'
import { selectFields } from './select-fields.ts'

/** Identifies the present rows of a layer: equal contents stand for equal rows. */
export interface LayerContent {
  /** Digest of how the rows are read: fields, visibility, criteria and all else that stands in the query. */
  reading: string
  /** Changes of the tables that it reads, by table and token: the rows that each changed, or null for any. */
  changes: Record<string, Record<string, number[] | null>>
  /** The table whose ids are the layer's keys, so that changed rows can be read alone. */
  keyRelation: string | null
}

interface ChangeRow {
  relation: string
  token: string
  ids: number[] | null
}

/** Changes of a table that are remembered; a reader that missed older ones reads everything. */
const MOST_CHANGES = 5_000

export type ReadContent = (layer: LayerDefinition) => Promise<LayerContent | null>

/**
 * Reads the content of a layer as of now; null when it reads a table whose changes are not noted (see the migration
 * content-changes), so that nobody can say. The query planner tells which tables that are, also of joins that criteria add.
 */
export function makeContentReader(knex: Knex): ReadContent {
  let setting: Promise<string> | undefined
  return async (layer) => {
    setting ??= readSetting(knex)
    setting.catch(() => {
      setting = undefined
    })
    return await readContent(knex, layer, await setting)
  }
}

async function readContent(
  knex: Knex,
  layer: LayerDefinition,
  setting: string,
): Promise<LayerContent | null> {
  const fields = layer.fields.filter(({ inTiles }) => inTiles)
  const [key, geometry] = [catalogued(layer.key), catalogued(layer.tileGeom)]
  const columns = catalogued(fields.length > 0 ? `, ${selectFields(fields).sql}` : '')
  const query = sql`SELECT ${key} AS key, ${geometry} AS geometry${columns} ${rowsOf(layer)}`
  const plan = await select<Record<string, unknown>>(knex, sql`EXPLAIN (FORMAT JSON) ${query}`)
  const relations = [...relationsOf(plan)].sort()
  if (relations.length === 0 || !(await areNoted(knex, relations))) return null
  const rows = await select<ChangeRow>(
    knex,
    sql`SELECT relation, token, ids FROM content_changes WHERE relation = ANY (${relations})`,
  )
  const changes: LayerContent['changes'] = Object.fromEntries(relations.map((name) => [name, {}]))
  for (const { relation, token, ids } of rows) changes[relation]![token] = ids
  if (Object.values(changes).some((tokens) => Object.keys(tokens).length === 0)) return null
  return {
    reading: createHash('sha256')
      .update(JSON.stringify([query, fields, setting]))
      .digest('hex'),
    changes,
    keyRelation: layer.key === 'p.id' ? 'proposals' : null,
  }
}

/** Names of tables anywhere in a plan. */
function relationsOf(plan: unknown, found = new Set<string>()): Set<string> {
  if (typeof plan !== 'object' || plan === null) return found
  for (const [name, value] of Object.entries(plan)) {
    if (name === 'Relation Name') found.add(String(value))
    else relationsOf(value, found)
  }
  return found
}

/** Whether every write to these tables is recorded: all four triggers exist and none is disabled. */
async function areNoted(knex: Knex, relations: readonly string[]): Promise<boolean> {
  const rows = await select<{ noted: number }>(
    knex,
    sql`SELECT count(*)::int AS noted FROM pg_trigger WHERE tgrelid IN (SELECT to_regclass(name) FROM unnest(${[...relations]}::text[]) AS name)
       AND tgname IN ('content_inserted', 'content_updated', 'content_deleted', 'content_truncated') AND tgenabled IN ('O', 'A')`,
  )
  return rows[0]?.noted === 4 * relations.length
}

/** The versions of schema and PostGIS are part of the content: under another one the same query gives other rows or geometries. */
async function readSetting(knex: Knex): Promise<string> {
  const rows = await select<{ setting: string }>(
    knex,
    sql`SELECT concat_ws(' ', version(), postgis_lib_version(), postgis_geos_version(), postgis_proj_version(),
       (SELECT string_agg(name || ' ' || sha256, ' ' ORDER BY name) FROM schema_migrations)) AS setting`,
  )
  return rows[0]?.setting ?? ''
}

/** Keeps the list of changes short: one row that means any stands for very many. */
export async function forgetOldChanges(knex: Knex): Promise<void> {
  await run(
    knex,
    sql`WITH many AS (SELECT relation FROM content_changes GROUP BY relation HAVING count(*) > ${MOST_CHANGES}),
       gone AS (DELETE FROM content_changes c USING many WHERE c.relation = many.relation)
     INSERT INTO content_changes (relation) SELECT relation FROM many`,
  )
}

export type ContentDifference = 'any' | number[]

/** Keys of the rows that changed since a content was seen, or `any` when they cannot be told apart. */
export function changedSince(seen: LayerContent, now: LayerContent): ContentDifference {
  if (seen.reading !== now.reading || seen.keyRelation !== now.keyRelation) return 'any'
  if (Object.keys(seen.changes).sort().join() !== Object.keys(now.changes).sort().join()) return 'any'
  const keys = new Set<number>()
  for (const [relation, tokens] of Object.entries(now.changes)) {
    const known = seen.changes[relation] ?? {}
    // The changes that it had seen no longer exist: the store is an earlier one, as after restoring a backup.
    if (Object.keys(known).some((token) => !(token in tokens))) return 'any'
    for (const [token, ids] of Object.entries(tokens)) {
      if (token in known) continue
      if (ids === null || relation !== now.keyRelation) return 'any'
      for (const id of ids) keys.add(id)
    }
  }
  return [...keys]
}
