import type { Knex } from 'knex'
import type { WorkWatch } from '../work/work-watch.ts'
import type { LayerDefinition, LayerField } from './layer.ts'

const TYPES: Record<LayerField['type'], string> = {
  string: 'text',
  boolean: 'boolean',
  integer: 'float8',
  number: 'float8',
}
/** Numbers of keys in one statement, a tenth of a second at most; where keys are few for their numbers, more. */
const [PAGE, MOST_PAGES] = [20_000, 200]

/**
 * A field's value of every row as `v` of the temporary table `picked`: it is computed once for all that is asked of it.
 * Throws the signal's reason once nobody waits.
 */
export async function gatherValues(
  transaction: Knex.Transaction,
  layer: LayerDefinition,
  { sql, type }: LayerField,
  { signal, onProgress }: WorkWatch,
): Promise<void> {
  const column = TYPES[type]
  await transaction.raw('DROP TABLE IF EXISTS picked')
  await transaction.raw(`CREATE TEMPORARY TABLE picked (v ${column}) ON COMMIT DROP`)
  const { least, numbers } = await readNumbers(transaction, layer)
  const page = Math.max(PAGE, Math.ceil(numbers / MOST_PAGES))
  for (let done = 0; done < numbers; ) {
    signal?.throwIfAborted()
    const end = Math.min(numbers, done + page)
    await transaction.raw(
      `INSERT INTO picked SELECT (${sql})::${column} FROM ${layer.from} AND ${layer.key} BETWEEN ?::bigint AND ?::bigint`,
      [...layer.bindings, least + done, least + end - 1] as never,
    )
    done = end
    onProgress?.({ done, of: numbers })
  }
  signal?.throwIfAborted()
}

async function readNumbers(
  knex: Knex,
  layer: LayerDefinition,
): Promise<{ readonly least: number; readonly numbers: number }> {
  const { from, bindings } = layer.bare ?? layer
  const { rows } = await knex.raw<{ rows: { least: number | null; greatest: number | null }[] }>(
    `SELECT min(${layer.key})::float8 AS least, max(${layer.key})::float8 AS greatest FROM ${from}`,
    bindings as never,
  )
  const { least = null, greatest = null } = rows[0] ?? {}
  return least === null || greatest === null
    ? { least: 0, numbers: 0 }
    : { least, numbers: greatest - least + 1 }
}
