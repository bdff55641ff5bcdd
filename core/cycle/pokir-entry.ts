import type { PokirLate } from './stage-rules.ts'
import { wallClock } from './wall-clock.ts'

/** When the council's Pokir enter a cycle, and where those go that come later. */
export interface PokirRule {
  readonly timeZone: string
  /** By the clock on the wall; the first moment that is late. Null: no deadline was set. */
  readonly pokirCloses: string | null
  readonly pokirLate: PokirLate
}

/** Where a Pokir goes that arrives at an instant: into the plan of its year, into the change of that year, or into the next year. */
export function pokirEntry(rule: PokirRule, at: Date): 'plan' | PokirLate {
  const { timeZone, pokirCloses, pokirLate } = rule
  return pokirCloses === null || wallClock(at, timeZone) < pokirCloses ? 'plan' : pokirLate
}
