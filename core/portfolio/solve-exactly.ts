import { buildModel, type ModelVariant } from './build-model.ts'
import { cutOff } from './cut-off.ts'
import { fundDownTheList } from './fund-down-the-list.ts'
import { brokenConstraints, costOf, gapOf, mostWorth, NO_DIFFERENCE, worthOf } from './judge-choice.ts'
import type { MilpStatus, SolveMilp } from './milp.ts'
import type { MilpRow } from './milp-builder.ts'
import { columnsOf } from './over-years.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { type ProofRequest, proveBest } from './prove-best.ts'

/** `exact`: by whole numbers, without trust in the solver. `solver`: by the solver's floating-point search alone. */
export type Proof = 'exact' | 'solver'

export interface Solved {
  readonly status: MilpStatus
  /** Null when no answer was found. */
  readonly chosen: readonly boolean[] | null
  /** Recomputed from the items; NaN without an answer. */
  readonly worth: number
  readonly bound: number
  readonly gap: number
  readonly costRupiah: number
  /** What stands behind the status `optimal` or `infeasible`; null for others. */
  readonly proof: Proof | null
  /** Proven after the solver's time had run out: another run may find another choice that is worth as much. */
  readonly early?: boolean
}

/** Rounds in which single choices are cut off, and after them rounds in which limits are tightened. */
const CUT_ROUNDS = 12
const TIGHTEN_ROUNDS = 5
/** No power of ten, so that no figure rounds as it did in the first unit. */
const OTHER_UNIT = 7

/**
 * Solves, checks the choice against every constraint in whole rupiah, and has the proof checked by exact arithmetic.
 * Where that would take too long the model is solved again in another unit and the better choice kept, since a solver
 * that computes in doubles can be wrong where costs of a rupiah stand beside billions; its word is `proof: solver` then.
 * When time runs out the answer is never below what funding down the list gives.
 */
export function solveExactly(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
  variant: Pick<ModelVariant, 'without'> = {},
): Solved {
  const solved = solveAndCheck(problem, solve, secondsLeft, variant)
  const asked = { problem, solve, secondsLeft, without: variant.without }
  if (solved.status === 'time-limit') return outOfTime(asked, solved)
  const { complete, best } = proveBest({ ...asked, incumbent: solved.chosen })
  if (complete) return proven(problem, solved, best)
  const known = best === null || best === solved.chosen ? solved : improved(problem, solved, best)
  const again = solveAndCheck(problem, solve, secondsLeft, { ...variant, unitTimes: OTHER_UNIT })
  return betterOf(known, again)
}

/** The best that is known when the solver's time is up; often exact arithmetic proves it all the same. */
function outOfTime(asked: Omit<ProofRequest, 'incumbent'>, solved: Solved): Solved {
  const { problem } = asked
  const known = atLeastTheList(problem, solved)
  if (solved.chosen === null || known.chosen === null) return known
  const { complete, best } = proveBest({ ...asked, incumbent: known.chosen })
  return complete ? { ...proven(problem, known, best), early: true } : known
}

/** What exact arithmetic found: the same choice with the bound that it was found with, or a better one, or none. */
function proven(problem: PortfolioProblem, solved: Solved, best: readonly boolean[] | null): Solved {
  if (best === null) return { ...none('infeasible', Number.NaN), proof: 'exact' }
  const worth = worthOf(problem, best)
  const bound = Math.abs(solved.bound - worth) <= NO_DIFFERENCE * worth ? solved.bound : worth
  return { ...judged(problem, best, 'optimal', bound), proof: 'exact' }
}

/** A better choice than the solver's, found by a search that was not carried to its end. */
function improved(problem: PortfolioProblem, { bound }: Solved, best: readonly boolean[]): Solved {
  const worth = worthOf(problem, best)
  return judged(problem, best, 'failed', bound >= worth ? bound : mostWorth(problem))
}

/** Of two answers to one question, which need not agree: a choice before none, then the one worth more, then what is no failure. */
function betterOf(one: Solved, again: Solved): Solved {
  if (again.chosen === null) return one.chosen === null && one.status === 'failed' ? again : one
  if (one.chosen === null) return again
  const difference = again.worth - one.worth
  const isLess =
    Math.abs(difference) > NO_DIFFERENCE * Math.max(1, one.worth) ? difference < 0 : one.status !== 'failed'
  return isLess ? one : again
}

/**
 * Solves and checks the choice against every constraint in whole rupiah. The solver may overstep a limit by its
 * tolerance; such a choice is cut off, which no possible choice notices, and the model solved again; after many such
 * rounds the limit is tightened by what was overstepped. So no answer ever breaks one, and the bound is one of the
 * untightened model.
 */
export function solveAndCheck(
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
    .map(({ codes, years }) => judged(problem, columnsOf(problem, codes, years), 'time-limit', bound))
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
  return {
    ...{ status, chosen, worth, bound, proof: proofOf(status), costRupiah: costOf(problem, chosen) },
    gap: gapOf(bound, worth),
  }
}

function none(status: MilpStatus, bound: number): Solved {
  return {
    ...{ status, chosen: null, worth: Number.NaN, bound, proof: proofOf(status) },
    ...{ gap: Number.NaN, costRupiah: Number.NaN },
  }
}

function proofOf(status: MilpStatus): Proof | null {
  return status === 'optimal' || status === 'infeasible' ? 'solver' : null
}
