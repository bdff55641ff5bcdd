import type { Knex } from 'knex'
import type { Envelope } from '../../../../core/geo/envelope.ts'
import { catalogued, type SqlFragment, select, sql } from '../../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../../layers/layer.ts'
import { type RowSource, rowsOf } from '../../../layers/rows-of.ts'
import type { NarrowedRows } from './narrowing.ts'

/** Facts about all rows that some formats need before they write the first. */
export interface RowQueries {
  /** How many rows there are; one of which a cut leaves nothing is counted here too. */
  count(): Promise<number>
  /** Bytes of the longest text of each field, in UTF-8; 0 for fields of other types. */
  textBytes(): Promise<number[]>
  /** The box around all shapes in degrees; null where there is none. */
  extent(): Promise<Envelope | null>
  /** Keys of the rows, in order. */
  keys(): Promise<Int32Array>
}

export function rowQueries(
  knex: Knex,
  layer: LayerDefinition,
  fields: readonly LayerField[],
  { where, geometry, source }: NarrowedRows,
): RowQueries {
  const read = <Row>(columns: SqlFragment, from: RowSource = source) =>
    select<Row>(knex, sql`SELECT ${columns} ${rowsOf(from, where)}`)
  return {
    async count() {
      const [row] = await read<{ count: number }>(sql`count(*)::int AS count`)
      return row?.count ?? 0
    },
    async textBytes() {
      const name = (at: number) => `column ${at}`
      const lengths = fields.flatMap((field, at) =>
        field.type === 'string' ? [`max(octet_length((${field.sql})::text))::int AS "${name(at)}"`] : [],
      )
      if (lengths.length === 0) return fields.map(() => 0)
      const [row] = await read<Record<string, number | null>>(catalogued(lengths.join(', ')), layer)
      return fields.map((_, at) => row?.[name(at)] ?? 0)
    },
    async extent() {
      const box = sql`ST_Extent(${geometry})`
      const [row] = await read<{ w: number | null; s: number; e: number; n: number }>(
        sql`ST_XMin(${box}) AS w, ST_YMin(${box}) AS s, ST_XMax(${box}) AS e, ST_YMax(${box}) AS n`,
      )
      return row && row.w !== null ? [row.w, row.s, row.e, row.n] : null
    },
    async keys() {
      const rows = await read<{ key: number }>(sql`${catalogued(layer.key)} AS key`)
      return Int32Array.from(rows, ({ key }) => key).sort()
    },
  }
}
