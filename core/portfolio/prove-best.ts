import { buildModel } from './build-model.ts'
import { type DualBound, dualBound, plainBound } from './dual-bound.ts'
import { fixedChoices } from './fixed-choices.ts'
import { brokenConstraints, worthOf } from './judge-choice.ts'
import { knapsackStates } from './knapsack-states.ts'
import type { Milp, SolveMilp } from './milp.ts'
import { isSelected, type PortfolioConstraint, type PortfolioProblem } from './portfolio.ts'
import { hasWholeWorth, type Searched, searchDeviations } from './search-deviations.ts'

export interface ProofRequest {
  readonly problem: PortfolioProblem
  /** Constraints left out. */
  readonly without?: ReadonlySet<string> | undefined
  /** What is to be proven best, which meets all constraints; null to prove that nothing does. */
  readonly incumbent: readonly boolean[] | null
  readonly solve: SolveMilp
  readonly secondsLeft: () => number
}

/** Rows looked at and states made: counted, not timed, so that a proof that was found once is found again. */
const MOST_STEPS = 20_000_000
/** Where it is one of many questions: what a constraint costs. */
const MOST_STEPS_WITHOUT = 2_000_000
const MOST_STATES = 300_000
/** Of so few items all sets are tried when there is nothing to start from. */
const MOST_TRIED = 20
/** The prices of limits come from a model without whole numbers, which is quick: worth a moment even when time is up. */
const PRICING_SECONDS = [2, 5] as const

/**
 * Whether no choice is worth more, by arithmetic that does not trust the solver: dynamic programming where one budget
 * decides, else a search of all that a true bound leaves open. It may find a better choice instead. What is not complete
 * says nothing.
 */
export function proveBest(request: ProofRequest): Searched {
  const { problem, incumbent, without } = request
  const fixed = fixedChoices(problem, without)
  if (fixed === null) return { complete: true, best: null }
  const free = fixed.reduce((count, choice) => count + (choice === -1 ? 1 : 0), 0)
  if (free > MOST_TRIED && incumbent === null) return { complete: false, best: null }
  const byBudget = incumbent && proveByBudget(request, fixed, incumbent)
  if (byBudget) return byBudget
  const { milp } = buildModel(problem, without ? { without } : {})
  const priced = incumbent === null ? null : pricesOf(request, milp)
  const bounds = [
    ...(priced ? [dualBound(milp, priced)] : []),
    ...(free <= MOST_TRIED ? [plainBound(milp)] : []),
  ]
  let best = incumbent
  for (const bound of bounds) {
    const searched = searchDeviations({
      ...{ problem, without, fixed, incumbent: best, mostSteps: without ? MOST_STEPS_WITHOUT : MOST_STEPS },
      bound: ofItems(bound, milp, problem.items.length),
    })
    if (searched.complete) return searched
    best = searched.best
  }
  return { complete: false, best }
}

/** The prices of a model's rows, from the same model without whole numbers. */
function pricesOf({ solve, secondsLeft }: ProofRequest, milp: Milp): Float64Array | null {
  const relaxed = { ...milp, integer: new Uint8Array(milp.integer.length) }
  const [least, most] = PRICING_SECONDS
  return solve(relaxed, Math.max(least, Math.min(most, secondsLeft()))).prices ?? null
}

/** Columns after the items (people served) are as much as they may be. */
function ofItems({ constant, gains, rounding }: DualBound, { upper }: Milp, items: number): DualBound {
  const rest = gains.subarray(items)
  const others = rest.reduce((sum, gain, at) => sum + Math.max(0, gain * upper[items + at]!), 0)
  return { constant: constant + others, gains: gains.subarray(0, items), rounding }
}

/**
 * By a single ceiling, as if there were no other: when even so nothing is worth more, the incumbent is the best. Null when
 * that says nothing: the others bind, worth or costs are not whole, or there are too many states.
 */
function proveByBudget(
  { problem, without }: ProofRequest,
  fixed: Int8Array,
  incumbent: readonly boolean[],
): Searched | null {
  const { items, objective } = problem
  const ceiling = widestCeiling(problem, without)
  if (!ceiling || objective.kind !== 'score' || !hasWholeWorth(problem)) return null
  const costs = items.map((item) => (isSelected(item, ceiling.where) ? item.costRupiah : 0))
  const paid = costs.map((cost) => (Number.isNaN(cost) ? 0 : cost))
  if (!(paid.every(Number.isInteger) && sumOf(paid) <= Number.MAX_SAFE_INTEGER)) return null
  const open = [...items.keys()].filter((i) => fixed[i] === -1 && items[i]!.value > 0)
  const certain = items.map((_, i) => fixed[i] === 1 || (fixed[i] === -1 && paid[i] === 0))
  const priced = open.filter((i) => paid[i]! > 0)
  const answer = knapsackStates({
    costs: priced.map((i) => paid[i]!),
    values: priced.map((i) => items[i]!.value),
    capacity: ceiling.limitRupiah - sumOf(paid.filter((_, i) => certain[i])),
    atLeast: worthOf(problem, incumbent) + 1 - worthOf(problem, certain),
    mostStates: MOST_STATES,
  })
  if (!answer.complete) return null
  if (answer.chosen === null) return { complete: true, best: incumbent }
  const taken = new Set(answer.chosen.map((place) => priced[place]!))
  const better = certain.map((is, i) => is || taken.has(i))
  const broken = brokenConstraints(problem, better).filter(({ id }) => !without?.has(id))
  return broken.length === 0 ? { complete: true, best: better } : null
}

type Ceiling = Extract<PortfolioConstraint, { kind: 'ceiling' }>

/** The ceiling that the fewest attributes select for: that of the whole, where there is one; of equal ones the lowest. */
function widestCeiling(
  { constraints }: PortfolioProblem,
  without?: ReadonlySet<string>,
): Ceiling | undefined {
  return constraints
    .filter((one): one is Ceiling => one.kind === 'ceiling' && !without?.has(one.id))
    .sort(
      (a, b) => Object.keys(a.where).length - Object.keys(b.where).length || a.limitRupiah - b.limitRupiah,
    )[0]
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
