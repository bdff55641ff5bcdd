import type { LayerDefinition, LayerField } from '../../layers/layer.ts'
import type { TileFilter } from '../tile-filter.ts'
import type { Binding, SqlPart } from './sql-part.ts'

function inSql({ sql, type }: LayerField, values: readonly (string | number | boolean)[]): SqlPart {
  if (type === 'string') return { sql: `(${sql})::text = ANY (?::text[])`, bindings: [values.map(String)] }
  if (type === 'boolean') {
    return { sql: `(${sql}) = ANY (?::bool[])`, bindings: [values.map((value) => String(value) === 'true')] }
  }
  const numbers = values.map(Number).filter(Number.isFinite)
  return { sql: `(${sql})::float8 = ANY (?::float8[])`, bindings: [numbers] }
}

/** The code itself and those below it, as the snapshots have it. */
function prefixSql({ sql, type }: LayerField, prefix: string): SqlPart {
  if (type !== 'string') return { sql: 'false', bindings: [] }
  return { sql: `((${sql}) = ? OR starts_with(${sql}, ?))`, bindings: [prefix, `${prefix}.`] }
}

/**
 * The conditions of a filter on a layer, each beginning with AND; values are bound. As with snapshots, a condition on
 * an attribute that the layer's tiles lack does not narrow it.
 */
export function filterSql(layer: LayerDefinition, { in: lists, prefix, rows }: TileFilter): SqlPart {
  const parts: SqlPart[] = []
  for (const field of layer.fields.filter(({ inTiles }) => inTiles)) {
    const values = Object.hasOwn(lists, field.name) ? lists[field.name] : undefined
    const start = Object.hasOwn(prefix, field.name) ? prefix[field.name] : undefined
    if (values) parts.push(inSql(field, values))
    if (start !== undefined) parts.push(prefixSql(field, start))
  }
  if (rows?.layer === layer.id) {
    parts.push({ sql: `${layer.key} = ANY (?::int8[])`, bindings: [[...rows.ids]] })
  }
  const bindings: Binding[] = parts.flatMap((part) => part.bindings)
  return { sql: parts.map(({ sql }) => ` AND ${sql}`).join(''), bindings }
}
