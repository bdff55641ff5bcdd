import { fixedChoices } from './fixed-choices.ts'
import type { SolveMilp } from './milp.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { searchDeviations } from './search-deviations.ts'
import { solveAndCheck } from './solve-exactly.ts'

/** Of so few items all sets are tried, which needs no solver. */
const MOST_TRIED = 20
const MOST_STEPS = 1_000_000

/**
 * Whether any choice meets the constraints that are not left out; null when that could not be decided. What the solver
 * calls possible is checked in whole rupiah, so that no tolerance of its own lets an impossible one pass.
 */
export function isPossible(
  problem: PortfolioProblem,
  without: ReadonlySet<string>,
  solve: SolveMilp,
  secondsLeft: () => number,
): boolean | null {
  const tried = tryAll(problem, without)
  if (tried !== null) return tried
  const { status, chosen } = solveAndCheck(problem, solve, secondsLeft, { goal: 'feasible', without })
  if (chosen !== null) return true
  return status === 'infeasible' ? false : null
}

function tryAll(problem: PortfolioProblem, without: ReadonlySet<string>): boolean | null {
  const fixed = fixedChoices(problem, without)
  if (fixed === null) return false
  if (fixed.filter((choice) => choice === -1).length > MOST_TRIED) return null
  // No choice is worth anything, so the first that is possible ends the search. The items keep their values, which
  // constraints may ask for.
  const gains = new Float64Array(problem.items.length)
  const { complete, best } = searchDeviations({
    problem: { ...problem, objective: { kind: 'people', groups: [] } },
    ...{ without, fixed, incumbent: null, mostSteps: MOST_STEPS },
    bound: { constant: 0, gains, rounding: 0 },
  })
  return best !== null ? true : complete ? false : null
}
