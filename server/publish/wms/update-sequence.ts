import type { Knex } from 'knex'
import { run, select, sql } from '../../database/sql-fragment.ts'
import type { LayerRecord } from '../records/metadata/layer-record.ts'
import { WmsFault } from './wms-fault.ts'

interface Connections {
  read: Knex
  write: Knex
}

/**
 * The number of the revision that capabilities are of, counted from 1: it grows with each change that they may show. The state
 * of the store gets its number when capabilities are first asked for after a change.
 */
export async function readUpdateSequence(
  { read, write }: Connections,
  records: readonly LayerRecord[],
): Promise<string> {
  const state = await readState(read, records)
  const known = await findRevision(read, state)
  if (known?.state === state) return String(known.revision)
  await run(
    write,
    sql`INSERT INTO capability_revisions (state)
      SELECT ${state}::bigint WHERE NOT EXISTS (SELECT FROM capability_revisions WHERE state > ${state}::bigint)
      ON CONFLICT DO NOTHING`,
  )
  return String((await findRevision(write, state))?.revision ?? 0)
}

/** The newest revision that is not of a later state; a reader behind the others has the number of what it sees. */
async function findRevision(knex: Knex, state: number) {
  const rows = await select<{ revision: number; state: number }>(
    knex,
    sql`SELECT revision, state::float8 AS state FROM capability_revisions WHERE state <= ${state}::bigint
      ORDER BY state DESC LIMIT 1`,
  )
  return rows[0]
}

/** The time of the last import, edit, publication or snapshot in milliseconds, plus the count of changes of styles. */
async function readState(knex: Knex, records: readonly LayerRecord[]): Promise<number> {
  const rows = await select<{ at: number; styles: number }>(
    knex,
    sql`SELECT floor(1000 * extract(epoch FROM greatest('1970-01-01'::timestamptz,
              (SELECT max(since) FROM publications), (SELECT max(archived_at) FROM archives))))::float8 AS at,
            (SELECT coalesce(sum(version), 0) FROM style_stamps)::float8 AS styles`,
  )
  const { at = 0, styles = 0 } = rows[0] ?? {}
  const revised = records.map((record) => Date.parse(record.revised))
  return Math.max(at, ...revised) + styles
}

/** Milliseconds, which were the sequence before revisions were counted; whoever has such a number has an old document. */
const FORMER = { from: 1e12, to: 1e13 }

/** 06-042, 7.2.3.5: a client that has the present state, or one that never was, is answered so. Throws WmsFault. */
export function checkUpdateSequence(asked: string | undefined, present: string): void {
  if (asked === undefined) return
  // Clients that count in floating point write a million as 1.0E6.
  const number = /^\d{1,16}(\.\d{1,16})?(e\d{1,2})?$/i.test(asked) ? Number(asked) : Number.NaN
  const fault = (code: 'CurrentUpdateSequence' | 'InvalidUpdateSequence', words: string) =>
    new WmsFault(code, 'updatesequence', `updatesequence: ${words}`)
  if (number === Number(present))
    throw fault('CurrentUpdateSequence', `these capabilities are at ${present} still`)
  const isFormer = number >= FORMER.from && number < FORMER.to
  if (!isFormer && !(number < Number(present)))
    throw fault('InvalidUpdateSequence', `expected a number up to ${present}, received ${asked.slice(0, 80)}`)
}
