import type { Knex } from 'knex'
import { DatabaseBusy } from './connection-fault.ts'

interface Pool {
  numPendingAcquires(): number
}

/**
 * Makes a pool refuse immediately when too many callers wait for a connection, or when `mayConnect` reports that none is
 * available: those who wait would only be refused later.
 */
export function boundQueue(knex: Knex, mostWaiting: number, mayConnect: () => boolean = () => true): Knex {
  const client = knex.client as { pool: Pool; acquireConnection(): Promise<unknown> }
  const acquire = client.acquireConnection.bind(client)
  client.acquireConnection = async () => {
    if (client.pool.numPendingAcquires() >= mostWaiting)
      throw new DatabaseBusy(`${mostWaiting} requests wait for a connection already`)
    if (!mayConnect()) throw new DatabaseBusy('every connection is taken by statements that do not end')
    return await acquire()
  }
  return knex
}
