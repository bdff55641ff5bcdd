import type { Knex } from 'knex'
import type { DecidedMeanwhile } from '../../core/api/office-state.ts'
import { Problem } from '../../core/problem.ts'
import { readOfficeHistory } from './read-office-history.ts'
import { readOfficeState } from './read-office-state.ts'

/** A 412 that says who decided meanwhile. Only for those who read the office's state. */
export class ChangedMeanwhile extends Problem {
  readonly changed: DecidedMeanwhile

  constructor(refused: Problem, changed: DecidedMeanwhile) {
    super(refused.body, { cause: refused })
    this.changed = changed
  }
}

/** The refusal with who decided and when, where there is a decision to tell of; else as it is. */
export async function withWhoDecided(write: Knex, code: string, refused: Problem): Promise<Problem> {
  const state = await readOfficeState(write, code)
  const [last] = state ? await readOfficeHistory(write, state.id, 1) : []
  if (!state || !last) return refused
  const { by, role, agency, action, at } = last
  const { status, stage, version } = state
  return new ChangedMeanwhile(refused, { by, role, agency, action, at, status, stage, version })
}
