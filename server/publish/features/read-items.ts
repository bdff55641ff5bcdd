import type { Knex } from 'knex'
import type { LayerDefinition } from '../../layers/layer.ts'
import { publicFields } from '../../layers/public-fields.ts'
import { type SelectedFields, selectFields } from '../../layers/select-fields.ts'
import type { CompiledFilter } from '../filter/compile-filter.ts'
import type { FeatureRow } from './feature-text.ts'

type Where = Pick<CompiledFilter, 'sql' | 'bindings'> | null

/** Rows of the first question; what follows is measured by how much these held. */
const FIRST_ROWS = 101
const MOST_ROWS = 5_000
/** Text of one question's rows: what one answer holds in memory, whatever its limit is. */
const TARGET_BYTES = 2_000_000

export interface RowsAsked {
  where: Where
  /** Rows whose key is beyond it. */
  after: number
  /** How many at most. */
  limit: number
  /** Decimals of the coordinates, which are longitude, latitude in degrees. */
  digits: number
}

/** Streams rows in the order of their keys, in lots of about TARGET_BYTES. No cursor of the database is held between lots. */
export async function* readItems(
  knex: Knex,
  layer: LayerDefinition,
  { where, after, limit, digits }: RowsAsked,
): AsyncGenerator<FeatureRow[]> {
  const fields = selectFields(publicFields(layer))
  let [left, last, size] = [limit, after, Math.min(limit, FIRST_ROWS)]
  while (left > 0) {
    const asked = Math.min(left, size)
    const rows = await readRows(knex, layer, fields, { where, after: last, limit: asked, digits })
    const end = rows.at(-1)
    if (!end) return
    yield rows
    if (rows.length < asked) return
    left -= rows.length
    last = end.key
    size = Math.max(1, Math.min(MOST_ROWS, Math.floor(TARGET_BYTES / meanBytes(rows))))
  }
}

async function readRows(
  knex: Knex,
  layer: LayerDefinition,
  fields: SelectedFields,
  { where, after, limit, digits }: RowsAsked,
): Promise<FeatureRow[]> {
  const { rows } = await knex.raw<{ rows: FeatureRow[] }>(
    `${selectOf(layer, fields, digits)} AND ${layer.key} > ?::bigint${where ? ` AND (${where.sql})` : ''} ORDER BY 1 LIMIT ?`,
    [...layer.bindings, after, ...(where?.bindings ?? []), limit] as never,
  )
  return rows.map((row) => keyed(fields.named(row)))
}

/** One row by its key; undefined when the layer shows none. */
export async function readItem(
  knex: Knex,
  layer: LayerDefinition,
  { key, digits }: { key: number; digits: number },
): Promise<FeatureRow | undefined> {
  const fields = selectFields(publicFields(layer))
  const { rows } = await knex.raw<{ rows: FeatureRow[] }>(
    `${selectOf(layer, fields, digits)} AND ${layer.key} = ?::bigint LIMIT 1`,
    [...layer.bindings, key],
  )
  return rows[0] && keyed(fields.named(rows[0]))
}

function selectOf(layer: LayerDefinition, fields: SelectedFields, digits: number): string {
  const columns = fields.sql === '' ? '' : `, ${fields.sql}`
  return `SELECT ${layer.key} AS key, ST_AsGeoJSON(${layer.geom}, ${digits}) AS geometry${columns} FROM ${layer.from}`
}

/** Keys of eight bytes come as text. */
function keyed(row: FeatureRow): FeatureRow {
  row.key = Number(row.key)
  return row
}

function meanBytes(rows: readonly FeatureRow[]): number {
  const total = rows.reduce(
    (sum, { geometry, ...row }) => sum + (geometry?.length ?? 0) + 40 * Object.keys(row).length,
    0,
  )
  return Math.max(1, total / rows.length)
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
