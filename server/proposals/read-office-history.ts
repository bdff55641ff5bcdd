import type { Knex } from 'knex'
import type { OfficeDecision } from '../../core/api/office-state.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'

/** More than any proposal has; the last ones are read. */
const MOST = 500

/**
 * What was decided about a proposal (its id), announced or not, oldest first, with the accounts that did. `write`, since the
 * public's reads see neither. Only for those who read the office's state.
 */
export async function readOfficeHistory(write: Knex, id: number, most = MOST): Promise<OfficeDecision[]> {
  const rows = await select<OfficeDecision & { id: string | number; replaces: string | number | null }>(
    write,
    sql`SELECT d.id, d.action, d.stage, d.role, d.agency, d.decision, d.status_after AS "statusAfter",
          d.stage_after AS "stageAfter", d.volume, d.cost_rupiah::float8 AS "costRupiah", d.reason_code AS "reasonCode", d.reason,
          d.document, d.decided_at AS at, d.announced_at AS "announcedAt", d.version, d.replaces, a.name AS by,
          CASE WHEN r.decision_id IS NOT NULL THEN jsonb_build_object('fields', to_jsonb(r.fields), 'deadline', r.deadline,
            'answeredBy', r.answered_by) END AS return, coalesce(d.checklist, '[]') AS checklist
        FROM decisions d LEFT JOIN accounts a ON a.id = d.account_id LEFT JOIN returns r ON r.decision_id = d.id
        WHERE d.proposal_id = ${bound(id, 'int')} ORDER BY d.id DESC LIMIT ${bound(most, 'int')}`,
  )
  return rows
    .map((row) => ({
      ...row,
      id: Number(row.id),
      replaces: row.replaces === null ? null : Number(row.replaces),
    }))
    .reverse()
}
