import type { Knex } from 'knex'
import { named, run, sql } from '../database/sql-fragment.ts'

/**
 * Takes an invented district away, with all that people tried in it. It is the only one that can be: the store refuses to
 * delete the history of any other, and no cascade leads there (migrations/023-process.sql).
 */
export async function removeInvented(knex: Knex, packageId: string): Promise<void> {
  await knex.transaction(async (transaction) => {
    // Nobody submits to it any more from here on: what came in between would hold the rest.
    await transaction('packages').where({ id: packageId }).forUpdate().select('id')
    const ofPackage = sql`proposal_id IN (SELECT id FROM proposals WHERE package_id = ${packageId})`
    for (const table of ['returns', 'events', 'decisions', 'office_states'])
      await run(transaction, sql`DELETE FROM ${named(table)} WHERE ${ofPackage}`)
    await transaction('proposals').where({ package_id: packageId }).delete()
    await transaction('packages').where({ id: packageId }).delete()
  })
}
