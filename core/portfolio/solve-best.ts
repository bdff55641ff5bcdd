import type { ModelVariant } from './build-model.ts'
import { costOf, gapOf, NO_DIFFERENCE, worthOf } from './judge-choice.ts'
import type { SolveMilp } from './milp.ts'
import { oneBudget } from './one-budget.ts'
import { isWorthTheSame } from './over-years.ts'
import { placeInYears } from './place-in-years.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { isTimed, settleEarlier } from './settle-earlier.ts'
import { type Solved, solveAndCheck, solveExactly } from './solve-exactly.ts'

type Variant = Pick<ModelVariant, 'without'>

/**
 * The best choice, over one year or over several (over-years.ts). Where it is worth the same in whatever year, the plan is
 * first solved with the years' money together, which is as easy as one year and proven as well; if the years hold that
 * choice, nothing is better. Only else are the years part of the model. Years that are as good are settled toward the
 * earlier one.
 */
export function solveBest(
  problem: PortfolioProblem,
  solve: SolveMilp,
  secondsLeft: () => number,
  variant: Variant = {},
): Solved {
  if (!problem.plan) return solveExactly(problem, solve, secondsLeft, variant)
  const joint = isWorthTheSame(problem) ? oneBudget(problem, variant.without) : null
  const together = joint && solveExactly(joint, solve, shareOf(secondsLeft, 0.5))
  if (together?.status === 'infeasible') return together
  const codes = joint?.items.flatMap(({ code }, i) => (together?.chosen?.[i] ? [code] : [])) ?? []
  const placed =
    together?.chosen &&
    (placeInYears(problem, codes, variant.without) ??
      placeBySolver(problem, codes, { solve, variant, secondsLeft: shareOf(secondsLeft, 0.3) }))
  const best =
    together && placed
      ? { ...together, chosen: placed }
      : atMost(solveExactly(problem, solve, secondsLeft, variant), together)
  return settled(problem, best, variant)
}

/** So much of what is left now. */
function shareOf(secondsLeft: () => number, share: number): () => number {
  const kept = secondsLeft() * (1 - share)
  return () => Math.max(0.01, secondsLeft() - kept)
}

/** Years for all of these, by the solver; null where it finds none. */
function placeBySolver(
  problem: PortfolioProblem,
  codes: readonly string[],
  { solve, variant, secondsLeft }: { solve: SolveMilp; variant: Variant; secondsLeft: () => number },
): readonly boolean[] | null {
  const funded = new Set(codes)
  const items = problem.items.filter(({ code }) => funded.has(code))
  const timed = problem.constraints.filter((one) => isTimed(one) && !variant.without?.has(one.id))
  const inside = timed.filter(
    (one) => one.kind !== 'requires' || (funded.has(one.code) && funded.has(one.needs)),
  )
  const all = { id: 'all of these', kind: 'quota', where: {}, minimum: funded.size } as const
  const { chosen } = solveAndCheck({ ...problem, items, constraints: [...inside, all] }, solve, secondsLeft, {
    goal: 'feasible',
  })
  const taken = new Set(items.filter((_, i) => chosen?.[i]))
  return chosen && problem.items.map((item) => taken.has(item))
}

/** No plan is worth more than the money of all years together could be: so the best may be proven after all. */
function atMost(solved: Solved, together: Solved | null): Solved {
  if (!together || together.chosen === null || together.status !== 'optimal' || solved.chosen === null)
    return solved
  const { worth, proof } = together
  if (solved.proof === 'exact') return solved
  if (Math.abs(worth - solved.worth) <= NO_DIFFERENCE * worth)
    return {
      ...solved,
      status: 'optimal',
      proof,
      bound: worth,
      gap: 0,
      ...(solved.status !== 'optimal' && { early: true }),
    }
  const bound = Number.isFinite(solved.bound) ? Math.min(solved.bound, worth) : worth
  return solved.status === 'optimal' ? solved : { ...solved, bound, gap: gapOf(bound, solved.worth) }
}

function settled(problem: PortfolioProblem, solved: Solved, { without }: Variant): Solved {
  if (solved.chosen === null) return solved
  const chosen = settleEarlier(problem, solved.chosen, without)
  const worth = worthOf(problem, chosen)
  const gap = solved.status === 'optimal' ? solved.gap : gapOf(solved.bound, worth)
  return { ...solved, chosen, worth, gap, costRupiah: costOf(problem, chosen) }
}
