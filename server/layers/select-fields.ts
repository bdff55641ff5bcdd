import type { LayerField } from './layer.ts'

/** PostgreSQL cuts longer names, and knex takes a question mark for a binding: such columns travel under another name. */
const TRAVELS_AS_IT_IS = /^[A-Za-z]\w{0,61}$/

export interface SelectedFields {
  /** Column list over the layer's FROM. */
  sql: string
  /** Gives a row's values the fields' own names. */
  named<Row extends Record<string, unknown>>(row: Row): Row
}

/** Selects fields of a layer whose names may be whatever the heading of somebody's file was. */
export function selectFields(fields: readonly LayerField[]): SelectedFields {
  const aliases = fields.map(({ name }, at) => (TRAVELS_AS_IT_IS.test(name) ? name : `column ${at}`))
  const renamed = fields.flatMap(({ name }, at) => (aliases[at] === name ? [] : [[`column ${at}`, name]]))
  return {
    sql: fields.map(({ sql }, at) => `${sql} AS "${aliases[at]}"`).join(', '),
    named(row) {
      const named: Record<string, unknown> = row
      for (const [alias = '', name = ''] of renamed) {
        named[name] = named[alias]
        delete named[alias]
      }
      return row
    },
  }
}
