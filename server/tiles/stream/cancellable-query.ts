import type { Knex } from 'knex'
import { rawOf, run, type SqlFragment, sql } from '../../database/sql-fragment.ts'

/** Part of a pg connection that is used here: the id of the server process behind it. */
interface Connection {
  processID?: number
}

interface ConnectionSource {
  acquireConnection(): Promise<Connection>
  releaseConnection(connection: Connection): Promise<void>
}

/**
 * Runs a query on PostgreSQL that is cancelled in the database when the signal fires: a reader who left must not
 * keep it busy. Rejects with the signal's reason then.
 */
export async function queryUntilAborted<Row>(
  knex: Knex,
  query: SqlFragment,
  signal: AbortSignal,
): Promise<Row[]> {
  signal.throwIfAborted()
  const source = knex.client as ConnectionSource
  const connection = await source.acquireConnection()
  let cancelled: Promise<unknown> | undefined
  const cancel = () => {
    // A cancelling that fails leaves the query to its statement timeout.
    cancelled = cancelBackend(knex, connection.processID ?? 0).catch(() => {})
  }
  try {
    signal.throwIfAborted()
    signal.addEventListener('abort', cancel, { once: true })
    const { rows } = await rawOf<Row>(knex, query).connection(connection)
    return rows
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', cancel)
    // Waits for the cancellation to complete: otherwise it could hit the next user of this connection.
    await cancelled
    await source.releaseConnection(connection)
  }
}

/** As the login of the session: the role of reads may not touch backends of the login that became it. */
async function cancelBackend(knex: Knex, backend: number): Promise<void> {
  await knex.transaction(async (transaction) => {
    await run(transaction, sql`SET LOCAL ROLE NONE`)
    await run(transaction, sql`SELECT pg_cancel_backend(${backend})`)
  })
}
