import { worthOf } from './judge-choice.ts'
import type { SolveMilp } from './milp.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { type Solved, solveAndCheck, solveExactly } from './solve-exactly.ts'
import type { TimeSlots } from './time-slots.ts'

export interface Alternative {
  readonly worth: number
  readonly costRupiah: number
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** False when time ran out: another choice of that worth may differ more, and another run may find it. */
  readonly proven: boolean
}

export interface AlternativeOptions {
  readonly solve: SolveMilp
  readonly alternatives?: number
  readonly tolerance?: number
  readonly onProgress?: (step: { step: 'alternatives'; done: number; of: number }) => void
}

type Choice = readonly boolean[]

/** Choices nearly as good as the best and as different from it, and from one another, as can be found in time. */
export function findAlternatives(
  problem: PortfolioProblem,
  best: Solved,
  options: AlternativeOptions,
  timeFor: (steps: number) => TimeSlots,
): Alternative[] {
  const wanted = options.alternatives ?? 3
  const slots = timeFor(wanted)
  const known: Choice[] = [best.chosen!]
  const alternatives: Alternative[] = []
  while (alternatives.length < wanted && problem.items.length > 0) {
    const slot = slots.next()
    if (slot === null) break
    const next = findNext(problem, { known, worth: best.worth, slot }, options)
    options.onProgress?.({ step: 'alternatives', done: alternatives.length + 1, of: wanted })
    if (next === null) break
    known.push(next.chosen!)
    alternatives.push(compareChoices(problem, best.chosen!, next))
  }
  return alternatives
}

interface Search {
  readonly known: readonly Choice[]
  readonly worth: number
  readonly slot: () => number
}

function findNext(
  problem: PortfolioProblem,
  { known, worth, slot }: Search,
  { solve, tolerance = 0.01 }: AlternativeOptions,
): Solved | null {
  const least = worth * (1 - tolerance)
  const half = slot() / 2
  const differ = { from: known, least }
  const farthest = solveAndCheck(problem, solve, () => Math.max(0.01, slot() - half), { differ })
  if (farthest.chosen !== null) return farthest
  if (farthest.status === 'infeasible') return null
  return withPenalty(problem, { known, least, slot }, { solve, tolerance })
}

/**
 * Fallback when the most different choice is not found in time: the best choice under an objective that lowers the value of what
 * is already chosen by up to the share `tolerance`. It loses at most that share of worth, since the best choice itself would lose
 * no more.
 */
function withPenalty(
  problem: PortfolioProblem,
  { known, least, slot }: { known: readonly Choice[]; least: number; slot: () => number },
  { solve, tolerance }: { solve: SolveMilp; tolerance: number },
): Solved | null {
  if (problem.objective.kind !== 'score') return null
  const items = problem.items.map((item, i) => {
    const share = known.filter((choice) => choice[i]).length / known.length
    return { ...item, value: item.value * (1 - tolerance * share) }
  })
  const solved = solveExactly({ ...problem, items }, solve, slot)
  const { chosen } = solved
  if (chosen === null || known.some((choice) => choice.every((is, i) => is === chosen[i]))) return null
  const worth = worthOf(problem, chosen)
  return worth >= least ? { ...solved, worth, status: 'time-limit' } : null
}

function compareChoices({ items }: PortfolioProblem, best: Choice, next: Solved): Alternative {
  const changed = (now: boolean) =>
    items.filter((_, i) => next.chosen![i] === now && best[i] !== now).map(({ code }) => code)
  return {
    worth: next.worth,
    costRupiah: next.costRupiah,
    added: changed(true),
    removed: changed(false),
    proven: next.status === 'optimal',
  }
}
