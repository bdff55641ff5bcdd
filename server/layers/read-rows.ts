import type { Knex } from 'knex'
import { selectPrepared } from '../database/prepared.ts'
import { bound, catalogued, type SqlFragment, select, sql } from '../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from './layer.ts'
import { rowsOf } from './rows-of.ts'
import { selectFields } from './select-fields.ts'

const PAGE = 10_000
/** Pages that are bounded by bytes begin small, until it is known how large a row is. */
const FIRST_PAGE = 250
const BYTES_OF_A_VALUE = 24

export interface RowQuery {
  fields: readonly LayerField[]
  /** The geometry column "geometry", over the layer's FROM. */
  geometry: SqlFragment
  /** A second geometry of the row, "place". */
  place?: SqlFragment
  /** About how many bytes a page holds; without it a page has 10,000 rows, however large they are. */
  pageBytes?: number
  /** Further conditions. */
  where?: SqlFragment
  ids?: readonly number[] | undefined
  /** Marks a query that is repeated with the same text, so that the database keeps its plan. */
  often?: boolean
  /** Rows whose key is beyond it. */
  after?: number
  /** How many rows at most. */
  limit?: number
}

/** What a query selects as a row's geometry: bytes or text. */
type Shape = Buffer | string | null

export interface LayerRow<Geometry extends Shape = Shape> {
  key: number
  geometry: Geometry
  place: Buffer | null
  /** In the order of the fields that were asked for. */
  values: unknown[]
}

/**
 * Streams a layer's rows in order of key, page by page, on either engine: no cursor is held between pages. While one page
 * is worked on, the database reads the next (1,000,000 proposals with their criteria: 10.1 s instead of 14.7).
 */
export async function* readRows<Geometry extends Shape>(
  knex: Knex,
  layer: LayerDefinition,
  query: RowQuery,
): AsyncGenerator<LayerRow<Geometry>[]> {
  const readAfter = rowReader<Geometry>(knex, layer, query)
  const { pageBytes } = query
  let left = query.limit ?? Infinity
  let asked = Math.min(left, pageBytes ? FIRST_PAGE : PAGE)
  let reading = readAfter(query.after ?? -1, asked)
  for (;;) {
    const rows = await reading
    const last = rows.at(-1)
    if (!last) return
    left -= rows.length
    const more = rows.length === asked && left > 0
    if (more) {
      asked = Math.min(left, pageBytes ? rowsWithin(pageBytes, rows, query.fields.length) : PAGE)
      reading = readAfter(last.key, asked)
      // The error is reported when the page is awaited; a reader who stops early never awaits it.
      reading.catch(() => {})
    }
    yield rows
    if (!more) return
  }
}

function rowReader<Geometry extends Shape>(
  knex: Knex,
  layer: LayerDefinition,
  query: RowQuery,
): (key: number, limit: number) => Promise<LayerRow<Geometry>[]> {
  const { geometry, place = catalogued('NULL::bytea'), where, ids } = query
  const fields = selectFields(query.fields)
  const columns = catalogued(query.fields.length > 0 ? `, ${fields.sql}` : '')
  const key = catalogued(layer.key)
  const head = sql`SELECT ${key} AS key, ${geometry} AS geometry, ${place} AS place${columns}`
  const conditions = [
    ...(ids ? [sql`${key} = ANY (${bound([...ids], 'int[]')})`] : []),
    ...(where ? [where] : []),
  ]
  return async (after, limit) => {
    // A key from a client may be any number.
    const beyond = sql`${key} > ${bound(after, 'bigint')}`
    const page = sql`${head} ${rowsOf(layer, beyond, ...conditions)} ORDER BY 1 LIMIT ${bound(limit, 'bigint')}`
    type Row = LayerRow<Geometry> & Record<string, unknown>
    const rows = query.often ? await selectPrepared<Row>(knex, page) : await select<Row>(knex, page)
    // Keys of eight bytes come as text.
    return rows.map((row) => ({
      key: Number(row.key),
      geometry: row.geometry,
      place: row.place,
      values: fields.valuesOf(row),
    }))
  }
}

/** How many rows like these make up so many bytes. At most four times as many as before: the next may be larger. */
function rowsWithin(bytes: number, rows: readonly LayerRow[], fields: number): number {
  const geometries = rows.reduce((sum, { geometry }) => sum + (geometry?.length ?? 0), 0)
  const each = geometries / rows.length + fields * BYTES_OF_A_VALUE + 1
  return Math.max(20, Math.min(PAGE, rows.length * 4, Math.floor(bytes / each)))
}
