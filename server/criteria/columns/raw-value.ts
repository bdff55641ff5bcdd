import type { SqlFragment } from '../../database/sql-fragment.ts'

/** A raw value as an expression, and what has to be joined for it. Every value from outside is bound. */
export interface RawValue {
  value: SqlFragment
  /** LEFT JOIN that the expression needs, before it. */
  join?: SqlFragment
}
