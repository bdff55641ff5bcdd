import { bound, catalogued, type SqlFragment, sql } from '../../database/sql-fragment.ts'
import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import type { TileFilter } from '../tile-filter.ts'

function inSql(field: LayerField, values: readonly (string | number | boolean)[]): SqlFragment {
  const column = catalogued(`(${field.sql})`)
  if (field.type === 'string') return sql`${column}::text = ANY (${bound(values.map(String), 'text[]')})`
  if (field.type === 'boolean') {
    const truths = values.map((value) => String(value) === 'true')
    return sql`${column} = ANY (${bound(truths, 'boolean[]')})`
  }
  const numbers = values.map(Number).filter(Number.isFinite)
  return sql`${column}::float8 = ANY (${bound(numbers, 'float8[]')})`
}

/** The code itself and those below it, as the snapshots have it. */
function prefixSql(field: LayerField, prefix: string): SqlFragment {
  if (field.type !== 'string') return catalogued('false')
  const column = catalogued(`(${field.sql})`)
  return sql`(${column} = ${bound(prefix, 'text')} OR starts_with(${column}, ${bound(`${prefix}.`, 'text')}))`
}

/**
 * The conditions of a filter on a layer; values are bound. As with snapshots, a condition on an attribute that the
 * layer's tiles lack does not narrow it.
 */
export function filterSql(layer: LayerDefinition, { in: lists, prefix, rows }: TileFilter): SqlFragment[] {
  const parts: SqlFragment[] = []
  for (const field of layer.fields.filter(({ inTiles }) => inTiles)) {
    const values = Object.hasOwn(lists, field.name) ? lists[field.name] : undefined
    const start = Object.hasOwn(prefix, field.name) ? prefix[field.name] : undefined
    if (values) parts.push(inSql(field, values))
    if (start !== undefined) parts.push(prefixSql(field, start))
  }
  if (rows?.layer === layer.id)
    parts.push(sql`${catalogued(layer.key)} = ANY (${bound([...rows.ids], 'bigint[]')})`)
  return parts
}
