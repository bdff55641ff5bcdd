import type { Bilingual } from '../criteria/criterion.ts'
import { checkPortfolio } from './check-portfolio.ts'
import { explainAnswer } from './explain-answer.ts'
import { type Alternative, findAlternatives } from './find-alternatives.ts'
import { type Conflict, findConflict } from './find-conflict.ts'
import { fundDownTheList, type ListFunding } from './fund-down-the-list.ts'
import type { SolveMilp } from './milp.ts'
import { overYears, yearsOf } from './over-years.ts'
import type { PortfolioProblem, PortfolioStatus } from './portfolio.ts'
import { type Robustness, type RobustnessOptions, studyRobustness } from './robustness.ts'
import { solveBest } from './solve-best.ts'
import type { Proof, Solved } from './solve-exactly.ts'
import { type TimeSlots, timeSlots } from './time-slots.ts'

export interface ConstraintPrice {
  readonly id: string
  /** Worth of the best choice without the constraint. */
  readonly worthWithout: number
  /** What the constraint costs: that worth less the optimum. Found by solving again, no dual price. */
  readonly price: number
  /** False when time ran out, or the solver alone stands for either of the two: the price may be another then. */
  readonly proven: boolean
}

export interface PortfolioAnswer {
  readonly status: PortfolioStatus
  /** What stands behind `optimal` and `infeasible`. Files and packages from before it was told have none. */
  readonly proof?: Proof | null
  /** The proof was found after the solver's time had run out: another run may find another choice that is worth as much. */
  readonly early?: boolean
  readonly explanation: Bilingual
  readonly worth: number
  readonly bound: number
  readonly gap: number
  readonly costRupiah: number
  readonly chosen: readonly string[]
  /** Of a plan over several years: when each chosen one is carried out, in their order. */
  readonly years?: readonly number[]
  readonly withoutCost: readonly string[]
  /** The usual practice and what it loses against the optimum (worth; below 0 when it breaks constraints). */
  readonly downTheList: readonly (ListFunding & { readonly loss: number })[]
  readonly prices: readonly ConstraintPrice[]
  readonly pricesNotAsked: number
  readonly alternatives: readonly Alternative[]
  readonly robustness: Robustness | null
  readonly conflict: Conflict | null
}

export interface StudyOptions {
  readonly solve: SolveMilp
  /** Seconds for all of it: the optimum may take half, prices until 65 %, alternatives until 80 %, then robustness. */
  readonly timeLimitSeconds: number
  readonly nowSeconds: () => number
  readonly alternatives?: number
  /** How much less worth an alternative may have, as a share of the optimum. */
  readonly tolerance?: number
  readonly mostPrices?: number
  readonly robustness?: RobustnessOptions
  readonly onProgress?: (step: StudyStep) => void
  /** Hears the best choice and its proof once there is one, before what is studied around it. */
  readonly onFound?: (answer: PortfolioAnswer) => void
}

/** Told as a step begins, with nothing done, and each time that more of it is. */
export interface StudyStep {
  readonly step: 'optimum' | 'conflict' | 'prices' | 'alternatives' | 'robustness'
  readonly done: number
  readonly of: number
}

/** The best choice with its proof and its surroundings; every empty or impossible case is a defined, explained answer. */
export function studyPortfolio(asked: PortfolioProblem, options: StudyOptions): PortfolioAnswer {
  checkPortfolio(asked)
  const problem = overYears(asked)
  const start = options.nowSeconds()
  const left = (share: number) =>
    Math.max(0.01, start + share * options.timeLimitSeconds - options.nowSeconds())
  options.onProgress?.({ step: 'optimum', done: 0, of: 1 })
  const best = solveBest(problem, options.solve, () => left(0.5))
  options.onProgress?.({ step: 'optimum', done: 1, of: 1 })
  const status = statusOf(problem, best)
  const found = best.chosen !== null
  const until = (share: number, steps: number) => timeSlots(() => left(share), steps)
  const years = best.chosen && yearsOf(problem, best.chosen)
  const answer: PortfolioAnswer = {
    status,
    proof: best.proof,
    ...(best.early && { early: true }),
    explanation: explainAnswer(problem, status, best),
    ...{ worth: best.worth, bound: best.bound, gap: best.gap, costRupiah: best.costRupiah },
    chosen: codesOf(problem, best.chosen ?? []),
    ...(years && { years }),
    withoutCost: asked.items.filter(({ costRupiah }) => Number.isNaN(costRupiah)).map(({ code }) => code),
    downTheList: listsOf(problem, best),
    ...{ prices: [], pricesNotAsked: 0, alternatives: [], robustness: null, conflict: null },
  }
  if (found) options.onFound?.(answer)
  return {
    ...answer,
    ...(found ? priceConstraints(problem, best, options, until) : {}),
    alternatives: found ? findAlternatives(problem, best, options, (steps) => until(0.8, steps)) : [],
    robustness:
      found && options.robustness ? studyRobustness(asked, options.robustness, options, () => left(1)) : null,
    conflict:
      best.chosen === null && best.status === 'infeasible' ? conflictOf(problem, options, left) : null,
  }
}

/** What funding down the list would choose, and how much less that is worth. */
function listsOf(problem: PortfolioProblem, { worth }: Solved): PortfolioAnswer['downTheList'] {
  return (['value', 'value-per-rupiah'] as const).map((by) => {
    const list = fundDownTheList(problem, by)
    return { ...list, loss: worth - list.worth }
  })
}

function conflictOf(
  problem: PortfolioProblem,
  { solve, onProgress }: StudyOptions,
  left: (share: number) => number,
): Conflict {
  onProgress?.({ step: 'conflict', done: 0, of: 1 })
  return findConflict(problem, solve, () => left(1))
}

function statusOf({ items }: PortfolioProblem, best: Solved): PortfolioStatus {
  const choosable = items.some(({ costRupiah }) => !Number.isNaN(costRupiah))
  return best.status === 'optimal' && !choosable ? 'nothing-to-choose' : best.status
}

function codesOf({ items }: PortfolioProblem, chosen: readonly boolean[]): string[] {
  return items.filter((_, i) => chosen[i]).map(({ code }) => code)
}

type Until = (share: number, steps: number) => TimeSlots

/** Ceilings (money) before quotas (counts): people ask about those first. */
function dearestFirst(constraints: PortfolioProblem['constraints']): PortfolioProblem['constraints'] {
  const order = {
    ...{ ceiling: 0, floor: 1, share: 2, 'least-people': 3, 'least-value': 4 },
    ...{ quota: 5, requires: 6, exclusive: 7, force: 8 },
  }
  return constraints.toSorted((a, b) => order[a.kind] - order[b.kind])
}

function priceConstraints(problem: PortfolioProblem, best: Solved, options: StudyOptions, until: Until) {
  const asked = dearestFirst(problem.constraints).slice(0, options.mostPrices ?? 30)
  const slots = until(0.65, asked.length)
  const prices: ConstraintPrice[] = []
  if (asked.length > 0) options.onProgress?.({ step: 'prices', done: 0, of: asked.length })
  for (const [at, { id }] of asked.entries()) {
    const slot = slots.next()
    if (slot === null) break
    const free = solveBest(problem, options.solve, slot, { without: new Set([id]) })
    options.onProgress?.({ step: 'prices', done: at + 1, of: asked.length })
    if (free.chosen === null) continue
    // Both are best choices, so a difference of a rounding is none.
    // The best choice stays possible without a constraint, even where time ran out before it was found again.
    const worthWithout = Math.max(free.worth, best.worth)
    const price = worthWithout - best.worth
    const proven = free.proof === 'exact' && best.proof === 'exact'
    prices.push({ id, worthWithout, price: price < 1e-9 ? 0 : price, proven })
  }
  return { prices, pricesNotAsked: problem.constraints.length - prices.length }
}
