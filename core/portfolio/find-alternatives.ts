import { worthOf } from './judge-choice.ts'
import type { SolveMilp } from './milp.ts'
import { oneBudget } from './one-budget.ts'
import { isWorthTheSame } from './over-years.ts'
import { placeInYears } from './place-in-years.ts'
import type { PortfolioProblem } from './portfolio.ts'
import { settleEarlier } from './settle-earlier.ts'
import { solveBest } from './solve-best.ts'
import { type Solved, solveAndCheck } from './solve-exactly.ts'
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
  if (wanted > 0) options.onProgress?.({ step: 'alternatives', done: 0, of: wanted })
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
  const inTime = () => Math.max(0.01, slot() - half)
  const placed = farthestTogether(problem, { known, least, slot: inTime }, solve)
  if (placed !== null) return placed
  const differ = { from: known, least }
  const farthest = solveAndCheck(problem, solve, inTime, { differ })
  if (farthest.chosen !== null) return { ...farthest, chosen: settleEarlier(problem, farthest.chosen) }
  if (farthest.status === 'infeasible') return null
  return withPenalty(problem, { known, least, slot }, { solve, tolerance })
}

/** Over several years: the most different choice within the money of all together, where the years hold it; else null. */
function farthestTogether(
  problem: PortfolioProblem,
  { known, least, slot }: { known: readonly Choice[]; least: number; slot: () => number },
  solve: SolveMilp,
): Solved | null {
  const joint = isWorthTheSame(problem) ? oneBudget(problem) : null
  if (joint === null) return null
  const from = known.map((choice) => {
    const funded = codesOf(problem, choice)
    return joint.items.map(({ code }) => funded.has(code))
  })
  const farthest = solveAndCheck(joint, solve, slot, { differ: { from, least } })
  const chosen = farthest.chosen && placeInYears(problem, [...codesOf(joint, farthest.chosen)])
  return chosen && { ...farthest, chosen: settleEarlier(problem, chosen) }
}

/**
 * Fallback when the most different choice is not found in time: the best choice under an objective that lowers the value of what
 * is already chosen by up to the share `tolerance`. It loses at most that share of worth, since the best choice itself would lose
 * no more.
 */
function withPenalty(
  problem: PortfolioProblem,
  { known: choices, least, slot }: { known: readonly Choice[]; least: number; slot: () => number },
  { solve, tolerance }: { solve: SolveMilp; tolerance: number },
): Solved | null {
  if (problem.objective.kind !== 'score') return null
  const known = choices.map((choice) => codesOf(problem, choice))
  const items = problem.items.map((item) => {
    const share = known.filter((choice) => choice.has(item.code)).length / known.length
    return { ...item, value: item.value * (1 - tolerance * share) }
  })
  const solved = solveBest({ ...problem, items }, solve, slot)
  const { chosen } = solved
  if (chosen === null) return null
  const funded = codesOf(problem, chosen)
  if (known.some((choice) => isSame(choice, funded))) return null
  const worth = worthOf(problem, chosen)
  return worth >= least ? { ...solved, worth, status: 'time-limit' } : null
}

function compareChoices(problem: PortfolioProblem, best: Choice, next: Solved): Alternative {
  const [before, now] = [codesOf(problem, best), codesOf(problem, next.chosen!)]
  return {
    worth: next.worth,
    costRupiah: next.costRupiah,
    added: [...now].filter((code) => !before.has(code)),
    removed: [...before].filter((code) => !now.has(code)),
    proven: next.status === 'optimal',
  }
}

/** In the order of the items. */
function codesOf({ items }: PortfolioProblem, chosen: Choice): Set<string> {
  return new Set(items.filter((_, i) => chosen[i]).map(({ code }) => code))
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((code) => other.has(code))
}
