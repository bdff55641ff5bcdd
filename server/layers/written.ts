import { bound, type SqlFragment, sql } from '../database/sql-fragment.ts'

const noYears = sql`NULL::int AS first, NULL::int AS last`

/** What `written` selects of rows that have no year of their own: when they changed last. */
export function changed(at: SqlFragment, rows: SqlFragment): SqlFragment {
  return sql`SELECT ${noYears}, max(${at}) AS changed ${rows}`
}

/** What `written` selects of a layer that changes when a derivation of the join is computed again. */
export function changedWith(derivation: string): SqlFragment {
  return changed(sql`computed_at`, sql`FROM derivations WHERE name = ${bound(derivation, 'text')}`)
}
