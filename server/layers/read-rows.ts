import type { Knex } from 'knex'
import type { LayerDefinition, LayerField } from './layer.ts'
import { selectFields } from './select-fields.ts'

const PAGE = 10_000
/** Pages that are bounded by bytes begin small, until it is known how large a row is. */
const FIRST_PAGE = 250
const BYTES_OF_A_VALUE = 24

type Bindings = readonly (string | number | readonly (string | number)[])[]

export interface RowQuery {
  fields: readonly LayerField[]
  /** SQL expression of the geometry column "geometry", over the layer's FROM, and what is bound in it. */
  geometry: string
  geometryBindings?: Bindings
  /** A second geometry of the row, "place". */
  place?: { sql: string; bindings: Bindings }
  /** About how many bytes a page holds; without it a page has 10,000 rows, however large they are. */
  pageBytes?: number
  /** Further conditions (from our own code) with their bindings. */
  where?: { sql: string; bindings: Bindings }
  ids?: readonly number[] | undefined
}

export type LayerRow = {
  key: number
  geometry: Buffer | string | null
  place?: Buffer | null
} & Record<string, unknown>

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
  const place = query.place ? `, ${query.place.sql} AS place` : ''
  const select = `${layer.key} AS key, ${query.geometry} AS geometry${place}${columns}`
  const conditions = [`${layer.key} > ?`]
  if (query.ids) conditions.push(`${layer.key} = ANY (?)`)
  if (query.where) conditions.push(query.where.sql)
  const sql = `SELECT ${select} FROM ${layer.from} AND ${conditions.join(' AND ')} ORDER BY 1 LIMIT ?`
  const readAfter = async (key: number, limit: number): Promise<LayerRow[]> => {
    const bindings = [
      ...(query.geometryBindings ?? []),
      ...(query.place?.bindings ?? []),
      ...layer.bindings,
      key,
      ...(query.ids ? [[...query.ids]] : []),
      ...(query.where?.bindings ?? []),
      limit,
    ]
    const { rows } = await knex.raw<{ rows: LayerRow[] }>(sql, bindings as never)
    return rows.map(fields.named)
  }
  let limit = query.pageBytes ? FIRST_PAGE : PAGE
  let reading = readAfter(-1, limit)
  for (;;) {
    const rows = await reading
    const last = rows.at(-1)
    if (!last) return
    const isWhole = rows.length === limit
    if (isWhole) {
      if (query.pageBytes) limit = rowsWithin(query.pageBytes, rows, query.fields.length)
      reading = readAfter(last.key, limit)
      // Told when it is awaited; a reader who stops early never asks.
      reading.catch(() => {})
    }
    yield rows
    if (!isWhole) return
  }
}

/** How many rows like these make up so many bytes. At most four times as many as before: the next may be larger. */
function rowsWithin(bytes: number, rows: readonly LayerRow[], fields: number): number {
  const geometries = rows.reduce((sum, { geometry }) => sum + (geometry?.length ?? 0), 0)
  const each = geometries / rows.length + fields * BYTES_OF_A_VALUE + 1
  return Math.max(20, Math.min(PAGE, rows.length * 4, Math.floor(bytes / each)))
}
