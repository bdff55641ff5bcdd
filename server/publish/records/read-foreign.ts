import type { Knex } from 'knex'
import type { ForeignRecord, RecordForm } from '../../../core/record/foreign-record.ts'
import { select, sql } from '../../database/sql-fragment.ts'

/** A record of data elsewhere as the store has it. */
export interface StoredForeign {
  record: ForeignRecord
  form: RecordForm
  document: string
  /** Whether a package brought it; others were added by hand, and can be taken away by hand. */
  inPackage: boolean
  /** When it came into this catalogue, and last changed here; ISO 8601 in UTC. */
  addedAt: string
  updatedAt: string
}

interface Row {
  record: ForeignRecord
  form: RecordForm
  document: string
  dataset_id: number | null
  added_at: Date
  updated_at: Date
}

/** Every record of data elsewhere, by its title. */
export async function readForeignRecords(knex: Knex): Promise<StoredForeign[]> {
  const rows = await select<Row>(
    knex,
    sql`SELECT record, form, document, dataset_id, added_at, updated_at FROM foreign_records
      ORDER BY lower(record->>'title'), id`,
  )
  return rows.map(({ record, form, document, dataset_id, added_at, updated_at }) => ({
    ...{ record, form, document },
    inPackage: dataset_id !== null,
    addedAt: added_at.toISOString(),
    updatedAt: updated_at.toISOString(),
  }))
}
