import type { Knex } from 'knex'
import { Problem } from '../../core/problem.ts'
import { bound, run, select, sql } from '../database/sql-fragment.ts'

/** Transactions take their times when they begin and are numbered when they write: so far may a later event be the earlier one. */
const APART_MS = 60_000
/** Of the last events any may be the latest. */
const LAST = 50

interface Clock {
  now: Date
  /** When the last thing happened that is on record. */
  latest: Date | null
  event: number | string | null
}

/**
 * The database's clock, for what opens and closes by time. Throws Problem: 503 where it shows an earlier time than what is on record: a
 * clock that was set back would open again what has ended.
 */
export async function readTrustedClock(knex: Knex): Promise<Date> {
  const { now, latest } = await readClocks(knex)
  if (latest !== null && latest.getTime() - now.getTime() > APART_MS)
    throw new Problem({
      title: 'Clock set back',
      status: 503,
      detail: `The server's clock shows ${now.toISOString()}, and something is on record at ${latest.toISOString()}: nothing is decided by dates until whoever runs the server has set it right`,
    })
  return now
}

/** What is on record with later times than now came from a clock that was wrong: it is not looked at any more. Tells what that was. */
export async function trustClock(write: Knex): Promise<{ now: Date; latest: Date | null }> {
  return await write.transaction(async (transaction) => {
    const { now, latest, event } = await readClocks(transaction)
    if (event !== null && latest !== null && latest > now)
      await run(
        transaction,
        sql`INSERT INTO clock_corrections (event_id, latest) VALUES (${bound(Number(event), 'bigint')}, ${bound(latest.toISOString(), 'text')}::timestamptz)`,
      )
    return { now, latest }
  })
}

async function readClocks(knex: Knex): Promise<Clock> {
  const [clock] = await select<Clock>(
    knex,
    sql`SELECT clock_timestamp() AS now, max(e.at) AS latest, max(e.id) AS event FROM (
          SELECT id, at FROM events WHERE id > coalesce((SELECT max(event_id) FROM clock_corrections), 0)
          ORDER BY id DESC LIMIT ${bound(LAST, 'int')}) e`,
  )
  if (!clock) throw new Error('the database told no time')
  return clock
}
