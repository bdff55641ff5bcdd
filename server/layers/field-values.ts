import type { Knex } from 'knex'
import type { LayerDefinition, LayerField } from './layer.ts'

/** Enough to find classes in, whatever the layer's size: evenly spaced ranks of the sorted values. */
const MOST_NUMBERS = 2_000
const MOST_WORDS = 60

export type FieldValues = { field: string; count: number; missing: number } & (
  | {
      kind: 'numbers'
      least: number
      most: number /** Ascending; all of them when there are few. */
      values: number[]
    }
  | {
      kind: 'words' /** The most frequent first. */
      words: { value: string | boolean; count: number }[]
      others: number
    }
  | { kind: 'none' }
)

/** What values a field has, for choosing classes and colours. */
export async function readFieldValues(
  knex: Knex,
  layer: LayerDefinition,
  field: LayerField,
): Promise<FieldValues> {
  const { rows } = await knex.raw<{ rows: [{ count: string; known: string }] }>(
    `SELECT count(*) AS count, count(v) AS known FROM (SELECT ${field.sql} AS v FROM ${layer.from}) x`,
    layer.bindings as never,
  )
  const [count, known] = [Number(rows[0].count), Number(rows[0].known)]
  const told = { field: field.name, count, missing: count - known }
  if (known === 0) return { ...told, kind: 'none' }
  if (field.type === 'number' || field.type === 'integer')
    return { ...told, kind: 'numbers', ...(await readNumbers(knex, layer, field, known)) }
  return { ...told, kind: 'words', ...(await readWords(knex, layer, field, known)) }
}

async function readNumbers(knex: Knex, layer: LayerDefinition, field: LayerField, known: number) {
  // With both ends, so that no class leaves a value out.
  const { rows } = await knex.raw<{ rows: { v: number }[] }>(
    `SELECT v FROM (
       SELECT v, row_number() OVER (ORDER BY v) AS rank FROM (SELECT (${field.sql})::float8 AS v FROM ${layer.from}) x
       WHERE v IS NOT NULL
     ) ranked
     WHERE rank = 1 OR rank = ?::int OR rank % ?::int = 0 ORDER BY rank`,
    [...layer.bindings, known, Math.max(1, Math.ceil(known / MOST_NUMBERS))] as never,
  )
  const values = rows.map(({ v }) => v)
  return { least: values[0] ?? 0, most: values.at(-1) ?? 0, values }
}

async function readWords(knex: Knex, layer: LayerDefinition, field: LayerField, known: number) {
  const { rows } = await knex.raw<{ rows: { value: string | boolean; count: string }[] }>(
    `SELECT v AS value, count(*) AS count FROM (SELECT ${field.sql} AS v FROM ${layer.from}) x
     WHERE v IS NOT NULL GROUP BY v ORDER BY count(*) DESC, v LIMIT ${MOST_WORDS}`,
    layer.bindings as never,
  )
  const words = rows.map(({ value, count }) => ({ value, count: Number(count) }))
  return { words, others: known - words.reduce((sum, { count }) => sum + count, 0) }
}
