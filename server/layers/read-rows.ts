import type { Knex } from 'knex'
import type { LayerDefinition, LayerField } from './layer.ts'
import { selectFields } from './select-fields.ts'

const PAGE = 10_000

export interface RowQuery {
  fields: readonly LayerField[]
  /** SQL expression of the geometry column "geometry", over the layer's FROM. */
  geometry: string
  /** Further conditions (from our own code) with their bindings. */
  where?: { sql: string; bindings: readonly (string | number | readonly (string | number)[])[] }
  ids?: readonly number[] | undefined
}

export type LayerRow = { key: number; geometry: Buffer | string | null } & Record<string, unknown>

/**
 * Streams a layer's rows in order of key, page by page, on either engine: no cursor is held between pages. While one page
 * is worked on, the database reads the next (1,000,000 proposals with their criteria: 10.1 s instead of 14.7).
 */
export async function* readRows(
  knex: Knex,
  layer: LayerDefinition,
  query: RowQuery,
): AsyncIterable<LayerRow[]> {
  const fields = selectFields(query.fields)
  const columns = query.fields.length > 0 ? `, ${fields.sql}` : ''
  const select = `${layer.key} AS key, ${query.geometry} AS geometry${columns}`
  const conditions = [`${layer.key} > ?`]
  if (query.ids) conditions.push(`${layer.key} = ANY (?)`)
  if (query.where) conditions.push(query.where.sql)
  const sql = `SELECT ${select} FROM ${layer.from} AND ${conditions.join(' AND ')} ORDER BY 1 LIMIT ${PAGE}`
  const readAfter = async (key: number): Promise<LayerRow[]> => {
    const bindings = [
      ...layer.bindings,
      key,
      ...(query.ids ? [[...query.ids]] : []),
      ...(query.where?.bindings ?? []),
    ]
    const { rows } = await knex.raw<{ rows: LayerRow[] }>(sql, bindings as never)
    return rows.map(fields.named)
  }
  let reading = readAfter(-1)
  for (;;) {
    const rows = await reading
    const last = rows.at(-1)
    if (!last) return
    if (rows.length === PAGE) {
      reading = readAfter(last.key)
      // Told when it is awaited; a reader who stops early never asks.
      reading.catch(() => {})
    }
    yield rows
    if (rows.length < PAGE) return
  }
}
