import type { Knex } from 'knex'

type Scalar = string | number | boolean | null | Date | Uint8Array
/** What can be bound; a list becomes an array of PostgreSQL. */
export type Binding = Scalar | readonly Scalar[]

/**
 * SQL with ? for each of its bindings, in order (a question mark of its own is written \?). Built by our own templates; what
 * a client sent is only ever a binding.
 */
export interface SqlFragment {
  readonly sql: string
  readonly bindings: readonly Binding[]
}

/** Joins fragments into a larger one: sql`(${a} AND ${b})`. Nothing but fragments can be put in. */
export function sql(parts: TemplateStringsArray, ...fragments: readonly SqlFragment[]): SqlFragment {
  return {
    sql: parts.map((part, index) => part + (fragments[index]?.sql ?? '')).join(''),
    bindings: fragments.flatMap(({ bindings }) => bindings),
  }
}

/** An SQL expression of the catalogue, used verbatim. */
export function catalogued(expression: string): SqlFragment {
  return { sql: expression, bindings: [] }
}

export type BoundType =
  | 'text'
  | 'int'
  | 'bigint'
  | 'float8'
  | 'numeric'
  | 'boolean'
  | 'json'
  | 'uuid'
  | 'text[]'
  | 'int[]'
  | 'bigint[]'
  | 'boolean[]'
  | 'float8[]'

/** A value bound under a type, so that the engine never has to guess. */
export function bound(value: Binding, type: BoundType): SqlFragment {
  return { sql: `?::${type}`, bindings: [value] }
}

/** The fragments one after another with a separator of our own between them (' AND ', ', '); bindings keep their order. */
export function joinSql(fragments: readonly SqlFragment[], separator: string): SqlFragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(separator),
    bindings: fragments.flatMap(({ bindings }) => bindings),
  }
}

/** A box in longitude and latitude: west, south, east, north. */
export function envelopeSql(box: readonly [number, number, number, number]): SqlFragment {
  const edges = joinSql(
    box.map((edge) => bound(edge, 'float8')),
    ', ',
  )
  return sql`ST_MakeEnvelope(${edges}, 4326)`
}

/** The condition that is always true. */
export const always = catalogued('true')

/** Runs a query and gives its rows; in a transaction where `knex` is one. */
export async function select<Row>(knex: Knex, query: SqlFragment): Promise<Row[]> {
  const { rows } = await rawOf<Row>(knex, query)
  return rows
}

/** The query as a knex object, for callers that do more than run it. knex's types know neither arrays nor read-only values. */
export function rawOf<Row>(knex: Knex, { sql: text, bindings }: SqlFragment): Knex.Raw<{ rows: Row[] }> {
  return knex.raw<{ rows: Row[] }>(text, bindings as readonly Knex.RawBinding[])
}
