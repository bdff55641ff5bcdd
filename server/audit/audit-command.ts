import type { Knex } from 'knex'
import type { AuditHead } from '../../core/api/audit.ts'
import type { Database } from '../database/database.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { readHead } from './seal-rows.ts'
import { type AuditReport, verifyAudit } from './verify-audit.ts'

export const AUDIT_USAGE = 'audit verify [number:seal] | audit head'

/** What the terminal says, and its exit code: 0 well, 1 something was touched, 2 not understood. */
export interface CommandAnswer {
  readonly text: string
  readonly code: 0 | 1 | 2
}

/** `audit verify` and `audit head` of the terminal; a head is written number:seal, as the second prints it. */
export async function answerAudit(
  { write, engine }: Pick<Database, 'write' | 'engine'>,
  key: string,
  [command, noted, ...more]: readonly string[],
): Promise<CommandAnswer> {
  const head = noted === undefined ? undefined : readNoted(noted)
  if (command === 'head' && noted === undefined) return { text: wordHead(await readHead(write)), code: 0 }
  if (command !== 'verify' || more.length > 0 || head === null)
    return { text: `Usage: npm run admin -- ${AUDIT_USAGE}`, code: 2 }
  const report = await verifyAudit(write, key, head)
  // The embedded engine has one role, which owns all.
  const owner = engine === 'postgis' ? await describeOwner(write) : []
  return { text: [describe(report), ...owner].join('\n'), code: report.fault ? 1 : 0 }
}

const wordHead = ({ seq, mac }: AuditHead) => `${seq}:${mac}`

/** Null where it is none. */
function readNoted(text: string): AuditHead | null {
  const [, seq = '', mac = ''] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  return mac === '' ? null : { seq: Number(seq), mac }
}

function describe({ sealed, waiting, head, fault }: AuditReport): string {
  const counts = `${sealed} sealed, ${waiting} waiting for their seal`
  if (!fault) return `Whole: ${counts}.\nHead: ${wordHead(head)}`
  const at = fault.seq === null ? '' : ` at seal ${fault.seq}`
  return `Touched: ${fault.flaw}${at}${fault.row === '' ? '' : ` (${fault.row})`}; ${counts}.`
}

/** Who owns the tables can disable what guards them. */
async function describeOwner(write: Knex): Promise<string[]> {
  const [row] = await select<{ owns: boolean }>(
    write,
    sql`SELECT pg_has_role(current_user, relowner, 'USAGE') AS owns FROM pg_class WHERE oid = 'audit_entries'::regclass`,
  )
  return row?.owns
    ? ['The login of the server owns these tables; docs/operations.md says how to give them to another role.']
    : []
}
