import type { Knex } from 'knex'
import { bound, catalogued, run, select, sql } from '../database/sql-fragment.ts'
import type { WorkWatch } from '../workload/work-watch.ts'
import type { LayerDefinition, LayerField } from './layer.ts'
import { rowsOf } from './rows-of.ts'

const TYPES: Record<LayerField['type'], string> = {
  string: 'text',
  boolean: 'boolean',
  integer: 'float8',
  number: 'float8',
}
/** Range of keys in one statement, a tenth of a second at most; a wider range where keys are sparse. */
const [PAGE, MOST_PAGES] = [20_000, 200]

/**
 * A field's value of every row as `v` of the temporary table `picked`: it is computed once for all that is asked of it.
 * Throws the signal's reason once nobody waits.
 */
export async function gatherValues(
  transaction: Knex.Transaction,
  layer: LayerDefinition,
  field: LayerField,
  { signal, onProgress }: WorkWatch,
): Promise<void> {
  const column = TYPES[field.type]
  const [key, value] = [catalogued(layer.key), catalogued(`(${field.sql})::${column}`)]
  await run(transaction, sql`DROP TABLE IF EXISTS picked`)
  await run(transaction, sql`CREATE TEMPORARY TABLE picked (v ${catalogued(column)}) ON COMMIT DROP`)
  const { least, numbers } = await readNumbers(transaction, layer)
  const width = Math.max(PAGE, Math.ceil(numbers / MOST_PAGES))
  for (let done = 0; done < numbers; ) {
    signal?.throwIfAborted()
    const end = Math.min(numbers, done + width)
    const page = sql`${key} BETWEEN ${bound(least + done, 'bigint')} AND ${bound(least + end - 1, 'bigint')}`
    await run(transaction, sql`INSERT INTO picked SELECT ${value} ${rowsOf(layer, page)}`)
    done = end
    onProgress?.({ done, of: numbers })
  }
  signal?.throwIfAborted()
}

async function readNumbers(
  knex: Knex,
  layer: LayerDefinition,
): Promise<{ readonly least: number; readonly numbers: number }> {
  const key = catalogued(layer.key)
  const rows = await select<{ least: number | null; greatest: number | null }>(
    knex,
    sql`SELECT min(${key})::float8 AS least, max(${key})::float8 AS greatest ${rowsOf(layer.bare ?? layer)}`,
  )
  const { least = null, greatest = null } = rows[0] ?? {}
  return least === null || greatest === null
    ? { least: 0, numbers: 0 }
    : { least, numbers: greatest - least + 1 }
}
