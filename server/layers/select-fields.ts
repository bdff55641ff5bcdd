import type { LayerField } from './layer.ts'

export interface SelectedFields {
  /** Column list over the layer's FROM. */
  sql: string
  /** The fields' values in a row, in their order. */
  valuesOf<Value>(row: Readonly<Record<string, Value>>): (Value | undefined)[]
}

/**
 * Selects fields of a layer whose names may be whatever the heading of somebody's file was. They travel by their numbers:
 * PostgreSQL cuts long names, knex takes a question mark for a binding, and a "key" or "geometry" of a file's own would
 * take the place of the row's.
 */
export function selectFields(fields: readonly LayerField[]): SelectedFields {
  const aliases = fields.map((_, at) => `column ${at}`)
  return {
    sql: fields.map(({ sql }, at) => `${sql} AS "${aliases[at]}"`).join(', '),
    valuesOf: (row) => aliases.map((alias) => row[alias]),
  }
}

/** Values under their fields' own names; a missing one is null. */
export function namedValues<Value>(
  fields: readonly LayerField[],
  values: readonly (Value | undefined)[],
): Record<string, Value | null> {
  return Object.fromEntries(fields.map(({ name }, at) => [name, values[at] ?? null]))
}
