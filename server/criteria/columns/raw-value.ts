/** SQL of a raw value: an expression, and what has to be joined for it. Every value from outside is bound. */
export interface RawValue {
  sql: string
  bindings: readonly string[]
  /** LEFT JOIN that the expression needs, before it. */
  join?: { sql: string; bindings: readonly string[] }
}
