import type { AlternativeFilter } from './alternative-filter.ts'
import { filterKey } from './alternative-filter.ts'
import { type AlternativeTable, changedWhileReading, makeAlternativeTable } from './alternative-table.ts'
import type { RankingContext } from './ranking-context.ts'

const ATTEMPTS = 3

/** The live table of a filter: made once until something changes. */
export function readAlternativeTable(
  { knex, store, tables }: RankingContext,
  filter: AlternativeFilter,
): Promise<AlternativeTable> {
  return tables.get(filterKey(filter), async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const table = await makeAlternativeTable(knex, await store.get(filter))
      if (table) return table
      store.forget()
    }
    throw changedWhileReading()
  })
}
