import type { Knex } from 'knex'

/** A table, or a part of one, that is computed from others. */
export interface Derivation {
  name: string
  /** Names of inputs (inputs.ts) and of derivations that come earlier. */
  inputs: string[]
  /** What is being done, for the progress bar, in Indonesian. */
  step: string
  compute(transaction: Knex.Transaction): Promise<void>
}
