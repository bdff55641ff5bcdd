import type { Knex } from 'knex'
import type { AuditEntry } from '../../core/api/audit.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'

export interface AuditQuestion {
  /** Entries before this one alone. */
  readonly before?: number | undefined
  readonly account?: number | undefined
  readonly limit: number
}

/** What was recorded, the latest first. `write`, since the public's reads do not see it. */
export async function readAudit(
  write: Knex,
  { before, account, limit }: AuditQuestion,
): Promise<AuditEntry[]> {
  const rows = await select<Omit<AuditEntry, 'id' | 'at'> & { id: string | number; at: Date }>(
    write,
    sql`SELECT id, at, account_id AS account, action, method, path, params, outcome, status FROM audit_entries
        WHERE (${bound(before ?? null, 'bigint')} IS NULL OR id < ${bound(before ?? null, 'bigint')})
          AND (${bound(account ?? null, 'int')} IS NULL OR account_id = ${bound(account ?? null, 'int')})
        ORDER BY id DESC LIMIT ${bound(limit, 'int')}`,
  )
  return rows.map(({ id, at, ...entry }) => ({ id: Number(id), at: at.toISOString(), ...entry }))
}
