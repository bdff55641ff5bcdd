import type { Knex } from 'knex'
import type { ReadRecord } from '../../../core/record/foreign-record.ts'
import { bound, run, sql } from '../../database/sql-fragment.ts'

/**
 * Writes records of data elsewhere; one that is there already is replaced, whoever brought it, since its own catalogue has changed
 * it. `datasetId` is of the file of a package, null for what somebody added by hand.
 */
export async function storeRecords(
  knex: Knex,
  records: readonly ReadRecord[],
  { datasetId, byAccount }: { datasetId: number | null; byAccount: number | null },
): Promise<void> {
  for (const { form, record, document } of records)
    await run(
      knex,
      sql`INSERT INTO foreign_records (id, form, record, document, dataset_id, by_account)
        VALUES (${record.id}, ${form}, ${bound(JSON.stringify(record), 'jsonb')}, ${document}, ${bound(datasetId, 'int')},
          ${bound(byAccount, 'int')})
        ON CONFLICT (id) DO UPDATE SET form = excluded.form, record = excluded.record, document = excluded.document,
          dataset_id = excluded.dataset_id, updated_at = now(), by_account = excluded.by_account`,
    )
}

/** Takes away a record that somebody added by hand; false where there is none. Those of packages go with their package. */
export async function deleteRecord(knex: Knex, id: string): Promise<boolean> {
  return (await knex('foreign_records').where({ id, dataset_id: null }).delete()) > 0
}
