import type { Knex } from 'knex'

type Scalar = string | number | boolean | null | Date | Uint8Array
/** What can be bound; a list becomes an array of PostgreSQL. */
export type Binding = Scalar | readonly Scalar[]

/**
 * A piece of SQL together with its values, so that the two cannot fall apart: ? stands for each value, in order (a question
 * mark of the SQL's own is written \?). Only the functions of this file make one, out of our own templates: what a client
 * sent is never a fragment, whatever it looks like, and can only become a value.
 */
class Fragment {
  readonly sql: string
  readonly bindings: readonly Binding[]
  // Keeps every object that merely looks alike from being taken for one.
  readonly #made = true

  constructor(text: string, bindings: readonly Binding[]) {
    this.sql = text
    this.bindings = bindings
  }

  static is(part: SqlFragment | Binding): part is Fragment {
    return typeof part === 'object' && part !== null && #made in part
  }
}

export type SqlFragment = Fragment

const NO_BINDINGS: readonly Binding[] = []
/** Texts of templates as the driver wants them: a question mark that stands there is the SQL's own. */
const texts = new WeakMap<TemplateStringsArray, readonly string[]>()

function textsOf(template: TemplateStringsArray): readonly string[] {
  let known = texts.get(template)
  if (!known) {
    known = template.map((text) => text.replaceAll('?', '\\?'))
    texts.set(template, known)
  }
  return known
}

/** SQL of a template: sql`SELECT … WHERE ${condition} AND id = ${id}`. Fragments are put in as they are, all else is bound. */
export function sql(
  template: TemplateStringsArray,
  ...parts: readonly (SqlFragment | Binding)[]
): SqlFragment {
  const texts = textsOf(template)
  let text = texts[0] ?? ''
  if (parts.length === 0) return new Fragment(text, NO_BINDINGS)
  const bindings: Binding[] = []
  for (const [index, part] of parts.entries()) {
    if (Fragment.is(part)) {
      text += part.sql
      for (const binding of part.bindings) bindings.push(binding)
    } else {
      text += '?'
      bindings.push(part)
    }
    text += texts[index + 1]
  }
  return new Fragment(text, bindings)
}

/** An SQL expression of the catalogue, used verbatim. */
export function catalogued(expression: string): SqlFragment {
  return new Fragment(expression, NO_BINDINGS)
}

/** A table or column whose name is not known here, quoted. */
export function named(name: string): SqlFragment {
  return catalogued(`"${name.replaceAll('"', '""').replaceAll('?', '\\?')}"`)
}

export type BoundType =
  | 'text'
  | 'int'
  | 'bigint'
  | 'float8'
  | 'numeric'
  | 'boolean'
  | 'json'
  | 'jsonb'
  | 'uuid'
  | 'text[]'
  | 'int[]'
  | 'bigint[]'
  | 'boolean[]'
  | 'float8[]'

/** A value bound under a type, so that the engine never has to guess. */
export function bound(value: Binding, type: BoundType): SqlFragment {
  return new Fragment(`?::${type}`, [value])
}

/** The fragments one after another with a separator of our own between them (' AND ', ', '); bindings keep their order. */
export function joinSql(fragments: readonly SqlFragment[], separator: string): SqlFragment {
  return new Fragment(
    fragments.map((fragment) => fragment.sql).join(separator),
    fragments.flatMap(({ bindings }) => bindings),
  )
}

/** A box in longitude and latitude: west, south, east, north. */
export function envelopeSql(box: readonly [number, number, number, number]): SqlFragment {
  const edges = joinSql(
    box.map((edge) => bound(edge, 'float8')),
    ', ',
  )
  return sql`ST_MakeEnvelope(${edges}, 4326)`
}

/** A statement that is run and not put into another one. */
export type Statement = Pick<SqlFragment, 'sql' | 'bindings'>

/** The condition that is always true. */
export const always = catalogued('true')

/** Runs a query and gives its rows; in a transaction where `knex` is one. */
export async function select<Row>(knex: Knex, query: Statement): Promise<Row[]> {
  const { rows } = await rawOf<Row>(knex, query)
  return rows
}

/** Runs a statement without giving its rows. */
export async function run(knex: Knex, statement: Statement): Promise<void> {
  await rawOf(knex, statement)
}

/** The query as a knex object, for callers that do more than run it. knex's types know neither arrays nor read-only values. */
export function rawOf<Row>(knex: Knex, { sql: text, bindings }: Statement): Knex.Raw<{ rows: Row[] }> {
  return knex.raw<{ rows: Row[] }>(text, bindings as readonly Knex.RawBinding[])
}
