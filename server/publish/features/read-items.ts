import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { readRows } from '../../layers/read-rows.ts'
import type { CompiledFilter } from '../filter/compile-filter.ts'
import type { FeatureRow } from './feature-text.ts'

type Where = Pick<CompiledFilter, 'sql' | 'bindings'> | null

/** Of one question's rows: what one answer holds in memory, whatever its limit is. */
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

/** Streams rows in the order of their keys, in lots of about LOT_BYTES. */
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
  const where = { sql: `${layer.key} = ?::bigint`, bindings: [key] }
  for await (const [row] of readItems(knex, layer, { where, after: -1, limit: 1, digits })) return row
  return undefined
}

function geoJsonOf({ geom }: LayerDefinition, digits: number): string {
  return `ST_AsGeoJSON(${geom}, ${digits})`
}

/** Where the page begins that ends before the key: a key to read after, and whether there are rows before that page too. */
export async function startBefore(
  knex: Knex,
  layer: LayerDefinition,
  { where, before, limit }: { where: Where; before: number; limit: number },
): Promise<{ after: number; more: boolean }> {
  const { rows } = await knex.raw<{ rows: { key: number }[] }>(
    `SELECT ${layer.key} AS key FROM ${layer.from} AND ${layer.key} < ?::bigint${where ? ` AND (${where.sql})` : ''} ORDER BY 1 DESC LIMIT ?`,
    [...layer.bindings, before, ...(where?.bindings ?? []), limit + 1] as never,
  )
  const first = rows[limit - 1]
  return { after: first ? Number(first.key) - 1 : -1, more: rows.length > limit }
}

/** Rows that are counted before an answer does without their number. */
export const MOST_COUNTED = 20_000

/** How many rows match, or null when they are more than are worth counting. */
export async function countItems(
  knex: Knex,
  layer: LayerDefinition,
  where: NonNullable<Where>,
): Promise<number | null> {
  const { rows } = await knex.raw<{ rows: { count: number }[] }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM ${layer.from} AND (${where.sql}) LIMIT ?) counted`,
    [...layer.bindings, ...where.bindings, MOST_COUNTED + 1] as never,
  )
  const count = rows[0]?.count ?? 0
  return count > MOST_COUNTED ? null : count
}
