export type Binding = string | number | readonly (string | number)[]

/** SQL with ? for each of its bindings, in order. Built by our own templates; what a client sent is only ever a binding. */
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

/** An expression of the catalogue's, taken as it is. */
export function catalogued(expression: string): SqlFragment {
  return { sql: expression, bindings: [] }
}

export type BoundType = 'text' | 'int' | 'float8' | 'numeric' | 'boolean' | 'text[]' | 'int[]' | 'float8[]'

/** A value bound under a type, so that the engine never has to guess. */
export function bound(value: Binding, type: BoundType): SqlFragment {
  return { sql: `?::${type}`, bindings: [value] }
}

export function joinSql(fragments: readonly SqlFragment[], separator: string): SqlFragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(separator),
    bindings: fragments.flatMap(({ bindings }) => bindings),
  }
}
