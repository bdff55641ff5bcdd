import { buildModel, type ModelVariant } from './build-model.ts'
import { brokenConstraints, costOf, worthOf } from './judge-choice.ts'
import type { MilpStatus, SolveMilp } from './milp.ts'
import type { PortfolioProblem } from './portfolio.ts'

export interface Solved {
  readonly status: MilpStatus
  /** Null when no answer was found. */
  readonly chosen: readonly boolean[] | null
  /** Recomputed from the items; NaN without an answer. */
  readonly worth: number
  readonly bound: number
  readonly gap: number
  readonly costRupiah: number
}

/** Rounds of tightening after which a choice that still breaks a limit is given up; one has always sufficed. */
const MOST_ROUNDS = 5

/**
 * Solves and then checks the choice against every constraint in whole rupiah. The solver may overstep a limit by its
 * tolerance; such a limit is tightened by what was overstepped and the model solved again, so no answer ever breaks
 * one. The bound stays that of the untightened model.
 */
export function solveExactly(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
  variant: ModelVariant = {},
): Solved {
  const tightenRupiah = new Map<string, number>()
  let bound = Number.NaN
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { milp } = buildModel(problem, { ...variant, tightenRupiah })
    const answer = solve(milp, secondsLeft())
    if (Number.isNaN(bound)) bound = answer.bound
    if (answer.x === null) return none(round > 0 ? 'failed' : answer.status, bound)
    const x = answer.x
    const chosen = problem.items.map((_, i) => x[i]! > 0.5)
    const broken = brokenConstraints(problem, chosen).filter(({ id }) => !variant.without?.has(id))
    if (broken.length === 0) {
      const worth = worthOf(problem, chosen)
      const gap = worth === 0 ? Math.abs(bound) : Math.abs(bound - worth) / worth
      return {
        status: answer.status,
        chosen,
        worth,
        bound,
        gap: gap < 1e-9 ? 0 : gap,
        costRupiah: costOf(problem, chosen),
      }
    }
    for (const { id, by } of broken) tightenRupiah.set(id, (tightenRupiah.get(id) ?? 0) + by)
  }
  return none('failed', bound)
}

function none(status: MilpStatus, bound: number): Solved {
  return { status, chosen: null, worth: Number.NaN, bound, gap: Number.NaN, costRupiah: Number.NaN }
}
