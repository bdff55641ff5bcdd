import { buildModel, type ModelVariant } from './build-model.ts'
import { cutOff } from './cut-off.ts'
import { fundDownTheList } from './fund-down-the-list.ts'
import { brokenConstraints, costOf, mostWorth, worthOf } from './judge-choice.ts'
import type { MilpStatus, SolveMilp } from './milp.ts'
import type { MilpRow } from './milp-builder.ts'
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

/** Rounds in which single choices are cut off, and after them rounds in which limits are tightened. */
const CUT_ROUNDS = 12
const TIGHTEN_ROUNDS = 5

/**
 * Solves and then checks the choice against every constraint in whole rupiah. The solver may overstep a limit by its
 * tolerance; such a choice is cut off, which no possible choice notices, and the model solved again; after many such
 * rounds the limit is tightened by what was overstepped. So no answer ever breaks one, and the bound is one of the
 * untightened model. When time runs out the answer is never below what funding down the list gives.
 */
export function solveExactly(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
  variant: ModelVariant = {},
): Solved {
  const solved = solveAndCheck(problem, solve, secondsLeft, variant)
  return solved.status === 'time-limit' && !variant.differ ? atLeastTheList(problem, solved) : solved
}

function solveAndCheck(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
  variant: ModelVariant,
): Solved {
  const tightenRupiah = new Map<string, number>()
  const cuts: MilpRow[] = []
  let bound = Number.NaN
  for (let round = 0; round < CUT_ROUNDS + TIGHTEN_ROUNDS; round++) {
    const { milp } = buildModel(problem, { ...variant, tightenRupiah, cuts })
    const { x, status, bound: reached } = solve(milp, secondsLeft())
    if (tightenRupiah.size === 0 && !Number.isNaN(reached)) bound = reached
    if (x === null) return none(tightenRupiah.size > 0 && status === 'infeasible' ? 'failed' : status, bound)
    const chosen = problem.items.map((_, i) => x[i]! > 0.5)
    const broken = brokenConstraints(problem, chosen).filter(({ id }) => !variant.without?.has(id))
    if (broken.length === 0) return judged(problem, chosen, status, bound)
    if (round < CUT_ROUNDS) cuts.push(...broken.map(({ id }) => cutOff(problem, chosen, id)))
    else for (const { id, by } of broken) tightenRupiah.set(id, (tightenRupiah.get(id) ?? 0) + by)
  }
  return none('failed', bound)
}

/**
 * The best of the search so far and of both ways of funding down the list; without a bound from the search, the bound is the
 * worth of everything together.
 */
function atLeastTheList(problem: PortfolioProblem, found: Solved): Solved {
  const bound = Number.isFinite(found.bound) ? found.bound : mostWorth(problem)
  const lists = (['value', 'value-per-rupiah'] as const)
    .map((by) => fundDownTheList(problem, by))
    .filter(({ broken }) => broken.length === 0)
    .map(({ codes }) => {
      const funded = new Set(codes)
      const chosen = problem.items.map(({ code }) => funded.has(code))
      return judged(problem, chosen, 'time-limit', bound)
    })
  const soFar = found.chosen === null ? [] : [judged(problem, found.chosen, 'time-limit', bound)]
  const [first, ...others] = [...soFar, ...lists]
  if (first === undefined) return found
  return others.reduce((best, other) => (other.worth > best.worth ? other : best), first)
}

function judged(
  problem: PortfolioProblem,
  chosen: readonly boolean[],
  status: MilpStatus,
  bound: number,
): Solved {
  const worth = worthOf(problem, chosen)
  const gap = worth === 0 ? Math.abs(bound) : Math.abs(bound - worth) / worth
  return { status, chosen, worth, bound, gap: gap < 1e-9 ? 0 : gap, costRupiah: costOf(problem, chosen) }
}

function none(status: MilpStatus, bound: number): Solved {
  return { status, chosen: null, worth: Number.NaN, bound, gap: Number.NaN, costRupiah: Number.NaN }
}
