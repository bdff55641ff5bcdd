import { inTwoSteps, type WorkWatch } from '../workload/work-watch.ts'
import type { AlternativeFilter } from './alternative-filter.ts'
import { filterKey } from './alternative-filter.ts'
import { type AlternativeTable, changedWhileReading, makeAlternativeTable } from './alternative-table.ts'
import type { RankingContext } from './ranking-context.ts'

const ATTEMPTS = 3
/** Of the time to make a table of 100,000; its texts take the rest. */
const READING = 0.7

/** The live table of a filter: made once until something changes, and no longer than somebody waits for it. */
export function readAlternativeTable(
  { knex, store, tables }: RankingContext,
  filter: AlternativeFilter,
  watch: WorkWatch = {},
): Promise<AlternativeTable> {
  const make = async (own: Required<WorkWatch>) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { first, second } = inTwoSteps(own, READING)
      const set = await store.get(filter, first)
      const table = await makeAlternativeTable(knex, set, second())
      if (table) return table
      store.forget()
    }
    throw changedWhileReading()
  }
  return tables.get(filterKey(filter), make, watch)
}
