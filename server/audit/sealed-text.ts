import { catalogued, type SqlFragment, sql } from '../database/sql-fragment.ts'

export const SEALED_SOURCES = ['audit', 'decision'] as const
export type SealedSource = (typeof SEALED_SOURCES)[number]

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`

/**
 * Of each source its table, and all that a row says and nothing may change, as one text. What is told later (announced,
 * superseded) is not in it. `later` are columns that came when rows had been sealed: of a row without it nothing is told of one.
 */
const SOURCES: Readonly<
  Record<SealedSource, { table: string; columns: readonly string[]; later: readonly string[] }>
> = {
  audit: {
    table: 'audit_entries',
    columns: [
      'r.id',
      micros('r.at'),
      ...prefixed('account_id, action, method, path, params, outcome, status'),
    ],
    later: [],
  },
  decision: {
    table: 'decisions',
    columns: [
      'r.id',
      ...prefixed(
        'proposal_id, stage, stage_id, role, agency, decision, volume, cost_rupiah, reason, reason_code',
      ),
      ...prefixed(
        'document, account_id, replaces, origin, action, status_after, stage_after, stage_id_after',
      ),
      ...prefixed('cost_after, volume_after, version, seen_by'),
      micros('r.decided_at'),
    ],
    later: ['r.checklist'],
  },
}

/** Rows (id bigint, text) of a source; `r` is its table. */
export function sealedTexts(source: SealedSource): SqlFragment {
  const { table, columns, later } = SOURCES[source]
  const whole = [
    `jsonb_build_array(${columns.join(', ')})`,
    ...later.map(
      (column) => `CASE WHEN ${column} IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(${column}) END`,
    ),
  ].join(' || ')
  return sql`SELECT r.id, ${catalogued(`(${whole})::text`)} AS text FROM ${catalogued(table)} r`
}

function prefixed(columns: string): string[] {
  return columns.split(', ').map((column) => `r.${column}`)
}
