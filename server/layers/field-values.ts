import type { Knex } from 'knex'
import type { FieldValues } from '../../core/api/style.ts'
import { select, sql } from '../database/sql-fragment.ts'
import { partOf, type WorkWatch } from '../workload/work-watch.ts'
import { gatherValues } from './gather-values.ts'
import type { LayerDefinition, LayerField } from './layer.ts'

/** Values that are returned for finding classes, whatever the layer's size: evenly spaced ranks of the sorted values. */
const MOST_NUMBERS = 2_000
const MOST_WORDS = 60

/** How much of the work is done once every row has been read. */
const GATHERED = 0.8

/** What values a field has, for choosing classes and colours. Throws the signal's reason once nobody waits. */
export async function readFieldValues(
  knex: Knex,
  layer: LayerDefinition,
  field: LayerField,
  watch: WorkWatch = {},
): Promise<FieldValues> {
  return await knex.transaction(async (transaction) => {
    await gatherValues(transaction, layer, field, partOf(watch, 0, GATHERED))
    const rows = await select<{ count: string; known: string }>(
      transaction,
      sql`SELECT count(*) AS count, count(v) AS known FROM picked`,
    )
    const [count, known] = [Number(rows[0]?.count), Number(rows[0]?.known)]
    const counts = { field: field.name, count, missing: count - known }
    if (known === 0) return { ...counts, kind: 'none' }
    if (field.type === 'number' || field.type === 'integer')
      return { ...counts, kind: 'numbers', ...(await readNumbers(transaction, known)) }
    return { ...counts, kind: 'words', ...(await readWords(transaction, known)) }
  })
}

async function readNumbers(transaction: Knex.Transaction, known: number) {
  // With both ends, so that no class leaves a value out.
  const rows = await select<{ v: number }>(
    transaction,
    sql`SELECT v FROM (SELECT v, row_number() OVER (ORDER BY v) AS rank FROM picked WHERE v IS NOT NULL) ranked
     WHERE rank = 1 OR rank = ${known}::int OR rank % ${Math.max(1, Math.ceil(known / MOST_NUMBERS))}::int = 0 ORDER BY rank`,
  )
  const values = rows.map(({ v }) => v)
  return { least: values[0] ?? 0, most: values.at(-1) ?? 0, values }
}

async function readWords(transaction: Knex.Transaction, known: number) {
  const rows = await select<{ value: string | boolean; count: string }>(
    transaction,
    sql`SELECT v AS value, count(*) AS count FROM picked WHERE v IS NOT NULL
     GROUP BY v ORDER BY count(*) DESC, v LIMIT ${MOST_WORDS}`,
  )
  const words = rows.map(({ value, count }) => ({ value, count: Number(count) }))
  return { words, others: known - words.reduce((sum, { count }) => sum + count, 0) }
}
