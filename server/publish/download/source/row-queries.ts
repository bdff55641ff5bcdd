import type { Knex } from 'knex'
import type { Envelope } from '../../../../core/geo/envelope.ts'
import type { LayerDefinition, LayerField } from '../../../layers/layer.ts'
import type { NarrowedRows } from './narrowing.ts'

/** What some formats must know of all the rows before they write the first. */
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
  const read = async <Row>(
    columns: string,
    bindings: readonly unknown[] = [],
    from = source,
  ): Promise<Row[]> => {
    const { rows } = await knex.raw<{ rows: Row[] }>(`SELECT ${columns} FROM ${from.from} AND ${where.sql}`, [
      ...bindings,
      ...from.bindings,
      ...where.bindings,
    ] as never)
    return rows
  }
  return {
    async count() {
      const [row] = await read<{ count: number }>('count(*)::int AS count')
      return row?.count ?? 0
    },
    async textBytes() {
      const name = (at: number) => `column ${at}`
      const lengths = fields.flatMap(({ type, sql }, at) =>
        type === 'string' ? [`max(octet_length((${sql})::text))::int AS "${name(at)}"`] : [],
      )
      if (lengths.length === 0) return fields.map(() => 0)
      const [row] = await read<Record<string, number | null>>(lengths.join(', '), [], layer)
      return fields.map((_, at) => row?.[name(at)] ?? 0)
    },
    async extent() {
      const [row] = await read<{ w: number | null; s: number; e: number; n: number }>(
        ['XMin', 'YMin', 'XMax', 'YMax']
          .map((edge, at) => `ST_${edge}(ST_Extent(${geometry.sql})) AS ${'wsen'[at]}`)
          .join(', '),
        Array.from({ length: 4 }, () => geometry.bindings).flat(),
      )
      return row && row.w !== null ? [row.w, row.s, row.e, row.n] : null
    },
    async keys() {
      const rows = await read<{ key: number }>(`${layer.key} AS key`)
      return Int32Array.from(rows, ({ key }) => key).sort()
    },
  }
}
