import { Precedence } from './precedence.ts'

/**
 * Whether people are writing just now, as each server knows of itself. What nobody waits for (statistics, layers that they
 * made) pauses before each of its steps until they have ended: a step costs the database and the event loop what some
 * submissions cost. While writing never ends its steps take no more than a tenth of the time.
 */
export class WriteLoad extends Precedence {
  constructor() {
    super({ quietMs: 250, longestPauseMs: 500, pauseForStep: 9, lookAgainMs: 50 })
  }
}
