import type { Knex } from 'knex'

/**
 * Whoever writes criteria takes turns, to the end of the transaction, and reads them only then: people who define them, zones
 * that are drawn anew, imports. Nobody who has the turn may wait for a row that one in the queue holds; readers of zones and
 * proposals wait for no row.
 */
export async function takeCriteriaTurn(transaction: Knex.Transaction): Promise<void> {
  await transaction.raw('SELECT pg_advisory_xact_lock(hashtext(?))', ['criteria'])
}
