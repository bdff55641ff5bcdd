import type { Knex } from 'knex'
import { select, sql } from '../../database/sql-fragment.ts'
import type { LayerRecord } from '../records/metadata/layer-record.ts'
import { WmsFault } from './wms-fault.ts'

/**
 * A number that grows whenever capabilities may change: the time of the last import, edit, publication or snapshot in
 * milliseconds, plus the count of changes of styles.
 */
export async function readUpdateSequence(knex: Knex, records: readonly LayerRecord[]): Promise<string> {
  const rows = await select<{ at: number; styles: number }>(
    knex,
    sql`SELECT floor(1000 * extract(epoch FROM greatest('1970-01-01'::timestamptz,
              (SELECT max(since) FROM publications), (SELECT max(archived_at) FROM archives))))::float8 AS at,
            (SELECT coalesce(sum(version), 0) FROM style_stamps)::float8 AS styles`,
  )
  const { at = 0, styles = 0 } = rows[0] ?? {}
  const revised = records.map((record) => Date.parse(record.revised))
  return String(Math.max(at, ...revised) + styles)
}

/** 06-042, 7.2.3.5: a client that has the present state, or one that never was, is answered so. Throws WmsFault. */
export function checkUpdateSequence(asked: string | undefined, present: string): void {
  if (asked === undefined) return
  const [a, b] = [Number(asked), Number(present)]
  const fault = (code: 'CurrentUpdateSequence' | 'InvalidUpdateSequence', words: string) =>
    new WmsFault(code, 'updatesequence', `updatesequence: ${words}`)
  if (asked === present) throw fault('CurrentUpdateSequence', `these capabilities are at ${present} still`)
  if (!/^\d{1,16}$/.test(asked) || a > b)
    throw fault('InvalidUpdateSequence', `expected a number up to ${present}, received ${asked.slice(0, 80)}`)
}
