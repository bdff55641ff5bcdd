import type { Knex } from 'knex'
import { bound, catalogued, type SqlFragment, select, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { readRows } from '../../layers/read-rows.ts'
import { rowsOf } from '../../layers/rows-of.ts'
import type { FeatureRow } from './feature-text.ts'

type Where = SqlFragment | null

/** Bytes of rows that one answer holds in memory, whatever its limit is. */
const LOT_BYTES = 2_000_000

export interface RowsAsked {
  where: Where
  /** Rows whose key is beyond it. */
  after: number
  /** How many at most. */
  limit: number
  /** Decimals of the coordinates, which are longitude, latitude in degrees. */
  digits: number
}

/** Streams rows in the order of their keys, in batches of about LOT_BYTES. */
export function readItems(
  knex: Knex,
  layer: LayerDefinition,
  { where, after, limit, digits }: RowsAsked,
): AsyncGenerator<FeatureRow[]> {
  return readRows<string | null>(knex, layer, {
    fields: publicFields(layer),
    geometry: geoJsonOf(layer, digits),
    pageBytes: LOT_BYTES,
    after,
    limit,
    ...(where ? { where } : {}),
  })
}

/** One row by its key; undefined when the layer shows none. */
export async function readItem(
  knex: Knex,
  layer: LayerDefinition,
  { key, digits }: { key: number; digits: number },
): Promise<FeatureRow | undefined> {
  const where = sql`${catalogued(layer.key)} = ${bound(key, 'bigint')}`
  for await (const [row] of readItems(knex, layer, { where, after: -1, limit: 1, digits })) return row
  return undefined
}

function geoJsonOf({ geom }: LayerDefinition, digits: number): SqlFragment {
  return sql`ST_AsGeoJSON(${catalogued(geom)}, ${bound(digits, 'int')})`
}

/** Finds the start of the previous page: a key to read after, and whether there are rows before that page too. */
export async function startBefore(
  knex: Knex,
  layer: LayerDefinition,
  { where, before, limit }: { where: Where; before: number; limit: number },
): Promise<{ after: number; more: boolean }> {
  const key = catalogued(layer.key)
  const page = rowsOf(layer, sql`${key} < ${bound(before, 'bigint')}`, ...(where ? [where] : []))
  const rows = await select<{ key: number }>(
    knex,
    sql`SELECT ${key} AS key ${page} ORDER BY 1 DESC LIMIT ${bound(limit + 1, 'int')}`,
  )
  const first = rows[limit - 1]
  return { after: first ? Number(first.key) - 1 : -1, more: rows.length > limit }
}

/** Matches that are counted at most; beyond them the answer gives no number. */
export const MOST_COUNTED = 20_000

/** Number of matching rows; null when there are more than are worth counting. */
export async function countItems(
  knex: Knex,
  layer: LayerDefinition,
  where: NonNullable<Where>,
): Promise<number | null> {
  const [row] = await select<{ count: number }>(
    knex,
    sql`SELECT count(*)::int AS count FROM (SELECT 1 ${rowsOf(layer, where)} LIMIT ${bound(MOST_COUNTED + 1, 'int')}) counted`,
  )
  const count = row?.count ?? 0
  return count > MOST_COUNTED ? null : count
}
