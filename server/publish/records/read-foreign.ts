import type { Knex } from 'knex'
import type { ForeignRecord, RecordForm } from '../../../core/record/foreign-record.ts'
import { bound, select, sql } from '../../database/sql-fragment.ts'
import type { RecordOffice } from './record-office.ts'

/** Name under which the change feed reports that records of data elsewhere changed; no layer has this id. */
export const RECORDS_CHANGE = '*records'

/** A record of data elsewhere as the store has it, without the document that it was read from. */
export interface StoredForeign {
  record: ForeignRecord
  form: RecordForm
  /** Whether a package brought it; others were added by hand, and can be taken away by hand. */
  inPackage: boolean
  /** When it came into this catalogue, and last changed here; ISO 8601 in UTC. */
  addedAt: string
  updatedAt: string
}

interface Row {
  record: ForeignRecord
  form: RecordForm
  dataset_id: number | null
  added_at: Date
  updated_at: Date
}

/** Every record of data elsewhere, by its title. */
export async function readForeignRecords(knex: Knex): Promise<StoredForeign[]> {
  const rows = await select<Row>(
    knex,
    sql`SELECT record, form, dataset_id, added_at, updated_at FROM foreign_records
      ORDER BY lower(record->>'title'), id`,
  )
  return rows.map(({ record, form, dataset_id, added_at, updated_at }) => ({
    ...{ record, form },
    inPackage: dataset_id !== null,
    addedAt: added_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  }))
}

/** As readForeignRecords, kept until the store changes, where the office has a memo. */
export async function foreignRecordsOf(knex: Knex, office: RecordOffice): Promise<StoredForeign[]> {
  const read = () => readForeignRecords(knex)
  return await (office.facts?.read('foreign records', read) ?? read())
}

/** The documents of some records, by their ids. */
export async function readForeignDocuments(
  knex: Knex,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await select<{ id: string; document: string }>(
    knex,
    sql`SELECT id, document FROM foreign_records WHERE id = ANY (${bound(ids, 'text[]')})`,
  )
  return new Map(rows.map(({ id, document }) => [id, document]))
}
