import { joinSql, type SqlFragment, sql } from '../database/sql-fragment.ts'

/** Where rows come from: what stands behind FROM, and the condition under which they are there (visibility is in it). */
export interface RowSource {
  readonly from: SqlFragment
  readonly where: SqlFragment
}

/** "FROM … WHERE …" of a source's rows, narrowed by further conditions. */
export function rowsOf({ from, where }: RowSource, ...conditions: readonly SqlFragment[]): SqlFragment {
  const all = [where, ...conditions].map((condition) => sql`(${condition})`)
  return sql`FROM ${from} WHERE ${joinSql(all, ' AND ')}`
}
