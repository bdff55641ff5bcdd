import type { Knex } from 'knex'
import { run, sql } from '../database/sql-fragment.ts'

/**
 * A lock, held until the end of the transaction, that serialises everything that writes criteria: edits of criteria, edits of
 * zones that criteria read, and imports. Criteria must be read only after it was taken. A holder must never wait for a row that
 * somebody in the queue has locked; readers of zones and proposals wait for no row.
 */
export async function takeCriteriaTurn(transaction: Knex.Transaction): Promise<void> {
  await run(transaction, sql`SELECT pg_advisory_xact_lock(hashtext('criteria'))`)
}
