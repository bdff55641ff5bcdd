import type { LayerField } from '../../layers/layer.ts'
import { identifierSql, textSql } from './sql-part.ts'

/** PostgreSQL cuts names of columns off after so many bytes. */
const LONGEST_IDENTIFIER = 63

const finite = (sql: string) => `NULLIF(NULLIF(NULLIF(${sql}, 'NaN'), 'Infinity'), '-Infinity')`

/** A field's value in the type from which ST_AsMVT makes what the snapshots' tiles hold. */
function valueSql({ sql, type }: LayerField): string {
  if (type === 'string') return `(${sql})::text`
  if (type === 'boolean') return `(${sql})::bool`
  return type === 'integer' ? `(${sql})::int8` : finite(`(${sql})::float8`)
}

/** `, … AS a0, … AS a1`: the fields under short names of our own, in their order. */
export function valuesSql(fields: readonly LayerField[]): string {
  return fields.map((field, i) => `, ${valueSql(field)} AS a${i}`).join('')
}

/** The value that all rows of a group share, else null. */
function sharedSql({ type }: LayerField, column: string): string {
  const all = `count(${column}) = count(*)`
  if (type === 'boolean') {
    return `CASE WHEN ${all} AND bool_and(${column}) = bool_or(${column}) THEN bool_and(${column}) END`
  }
  const value = type === 'string' ? `${column} COLLATE "C"` : column
  return `CASE WHEN ${all} AND min(${value}) = max(${value}) THEN min(${value}) END`
}

/** As valuesSql, of groups of rows: what they share, and the sums asked for as s0, s1 … of the fields they belong to. */
export function groupedValuesSql(fields: readonly LayerField[]): string {
  const shared = fields.map((field, i) => `, ${sharedSql(field, `a${i}`)} AS a${i}`)
  const sums = fields.map(({ sumAs }, i) =>
    sumAs ? `, CASE WHEN count(*) > 1 THEN coalesce(sum(a${i}), 0)::float8 END AS s${i}` : '',
  )
  return [...shared, ...sums].join('')
}

const isLong = ({ name }: LayerField) => Buffer.byteLength(name) > LONGEST_IDENTIFIER

/**
 * `, a0 AS "name" …`: short names turned into those of the attributes, which ST_AsMVT takes from the columns. Names
 * too long for a column go into one of JSON, whose members it takes as attributes too.
 */
export function namedSql(fields: readonly LayerField[], grouped: boolean): string {
  const columns = fields.map((field, i) => (isLong(field) ? '' : `, a${i} AS ${identifierSql(field.name)}`))
  const long = fields.flatMap((field, i) => (isLong(field) ? [`${textSql(field.name)}, a${i}`] : []))
  if (long.length > 0)
    columns.push(`, jsonb_strip_nulls(jsonb_build_object(${long.join(', ')})) AS ${MORE_COLUMN}`)
  if (!grouped) return columns.join('')
  const sums = fields.map(({ sumAs }, i) => (sumAs ? `, s${i} AS ${identifierSql(sumAs)}` : ''))
  return [...columns, ', point_count', ...sums].join('')
}

/** Names that no attribute can take by accident: a file's columns do not begin with a control character. */
export const ID_COLUMN = '"\u0001id"'
export const GEOMETRY_COLUMN = '"\u0001geometry"'
const MORE_COLUMN = '"\u0001more"'
