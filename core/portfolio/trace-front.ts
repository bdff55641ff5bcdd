import { costOf, mostWorth, NO_DIFFERENCE, worthOf } from './judge-choice.ts'
import type { SolveMilp } from './milp.ts'
import type {
  PeopleServed,
  PortfolioConstraint,
  PortfolioItem,
  PortfolioObjective,
  PortfolioProblem,
} from './portfolio.ts'
import { hasWholeWorth } from './search-deviations.ts'
import { type Solved, solveExactly } from './solve-exactly.ts'

/** Two objectives over one set of choices: the sum of the items' values, and the people newly served. */
export interface FrontProblem {
  readonly items: readonly PortfolioItem[]
  readonly constraints: readonly PortfolioConstraint[]
  readonly groups: readonly PeopleServed[]
}

/** A choice of which neither the value nor the people can grow without the other falling. */
export interface FrontPoint {
  /** Σ value of the items. */
  readonly value: number
  readonly people: number
  readonly costRupiah: number
  readonly codes: readonly string[]
  /** Exact arithmetic stands behind both: no choice of as many people is worth more, none worth as much serves more. */
  readonly proven: boolean
  /**
   * How much greater, as a share, value or people could still be where that is not proven; infinite where there are none.
   * 0 when proven.
   */
  readonly gap: number
}

export interface ParetoFront {
  /** From the most value to the most people. */
  readonly points: readonly FrontPoint[]
  /** Whether these are all there are, proven. */
  readonly complete: boolean
  readonly status: 'found' | 'infeasible' | 'undecided'
}

export interface FrontOptions {
  readonly solve: SolveMilp
  /** Points to find at most, 2 or more. */
  readonly most: number
  readonly secondsLeft: () => number
  readonly onPoint?: (point: FrontPoint, found: number) => void
}

/** Between two points that are known: choices of at least `top` people that are worth more than `high` do not exist. */
interface Interval {
  readonly low: FrontPoint
  readonly high: FrontPoint
  readonly top: number
}

/**
 * The Pareto front of value and people by the ε-constraint method (Haimes, Lasdon & Wismer 1971): the best of the one
 * under at least ε of the other, then the best of the other at that, so that no point is dominated (lexicographic,
 * Mavrotas 2009). ε halves the widest gap that is left; where that finds nothing new, the neighbour is sought from the
 * other side, which closes the gap. So the ends come first, then what lies between, and all points where they are few.
 */
export function traceFront(problem: FrontProblem, options: FrontOptions): ParetoFront {
  return new FrontSearch(problem, options).run()
}

class FrontSearch {
  readonly #problem: FrontProblem
  readonly #options: FrontOptions
  readonly #byValue: PortfolioProblem
  readonly #byPeople: PortfolioProblem
  readonly #points: FrontPoint[] = []
  #open: Interval[] = []
  /** Whether no question was left without an answer. */
  #sure = true

  constructor(problem: FrontProblem, options: FrontOptions) {
    const { items, constraints, groups } = problem
    this.#problem = problem
    this.#options = options
    this.#byValue = { items, constraints, objective: { kind: 'score' } }
    this.#byPeople = { items, constraints, objective: { kind: 'people', groups } }
  }

  run(): ParetoFront {
    const first = this.#ask('value', null)
    if (!('value' in first)) return { points: [], complete: false, status: first.status }
    this.#add(first)
    const last = this.#ask('people', null)
    if ('value' in last && last.people > first.people) {
      this.#add(last)
      this.#open = [{ low: first, high: last, top: last.people }]
    } else if (!('value' in last)) this.#sure = false
    while (this.#open.length > 0 && this.#points.length < this.#options.most) {
      if (this.#options.secondsLeft() <= 0.01) break
      this.#halve(this.#widest())
    }
    const points = this.#points
      .filter((one) => !this.#points.some((other) => dominates(other, one)))
      .sort((a, b) => a.people - b.people)
    const complete = this.#sure && this.#open.length === 0 && points.every(({ proven }) => proven)
    return { points, complete, status: 'found' }
  }

  #halve(interval: Interval): void {
    const { low, high, top } = interval
    const least = low.people + (top - low.people) / 2
    const found = this.#ask('value', { people: least })
    if (isNew(found, interval)) {
      this.#add(found)
      this.#open.push({ low, high: found, top: least }, { low: found, high, top })
      return
    }
    if (!('value' in found)) this.#sure = false
    // Nothing lies in the upper half: the neighbour of the higher point is the one that serves most of those worth more.
    const step = this.#isWhole() ? 1 : NO_DIFFERENCE * Math.max(1, high.value)
    const neighbour = this.#ask('people', { value: high.value + step })
    if (isNew(neighbour, interval)) {
      this.#add(neighbour)
      this.#open.push({ low, high: neighbour, top: neighbour.people })
    } else if (!('value' in neighbour)) this.#sure = false
  }

  /** Takes the interval of the largest box out of those that are open. */
  #widest(): Interval {
    const [first, last] = [this.#points[0]!, this.#points[1]!]
    const size = ({ low, high, top }: Interval) =>
      ((low.value - high.value) / (first.value - last.value || 1)) *
      ((top - low.people) / (last.people - first.people))
    const widest = this.#open.reduce((most, one) => (size(one) > size(most) ? one : most))
    this.#open = this.#open.filter((one) => one !== widest)
    return widest
  }

  #isWhole(): boolean {
    return hasWholeWorth(this.#byValue)
  }

  #add(point: FrontPoint): void {
    this.#points.push(point)
    this.#options.onPoint?.(point, this.#points.length)
  }

  /** The best by one objective under a bound on the other, and of those the best by the other; why there is none. */
  #ask(
    by: 'value' | 'people',
    least: { readonly value: number } | { readonly people: number } | null,
  ): FrontPoint | { readonly status: 'infeasible' | 'undecided' } {
    const bound = least ? [this.#atLeast(least)] : []
    const [own, other] = by === 'value' ? [this.#byValue, this.#byPeople] : [this.#byPeople, this.#byValue]
    const best = this.#solve(own, bound)
    if (best.chosen === null) return { status: best.status === 'infeasible' ? 'infeasible' : 'undecided' }
    const kept = this.#atLeast(by === 'value' ? { value: best.worth } : { people: best.worth })
    // Where it already is as good by the other as everything together, there is nothing to ask.
    const isMost = worthOf(other, best.chosen) >= mostWorth(other)
    const both = isMost ? best : this.#solve(other, [...bound, kept])
    const chosen = both.chosen ?? best.chosen
    const proven = [best, both].every(({ status, proof }) => status === 'optimal' && proof === 'exact')
    const gapOfOther = isMost
      ? 0
      : gapTo(both.chosen === null ? mostWorth(other) : both.bound, worthOf(other, chosen))
    return {
      value: worthOf(this.#byValue, chosen),
      people: worthOf(this.#byPeople, chosen),
      costRupiah: costOf(this.#byValue, chosen),
      codes: this.#problem.items.filter((_, i) => chosen[i]).map(({ code }) => code),
      proven,
      gap: proven ? 0 : Math.max(gapTo(best.bound, best.worth), gapOfOther),
    }
  }

  #solve({ items, constraints, objective }: FrontOf, more: readonly PortfolioConstraint[]): Solved {
    const problem = { items, constraints: [...constraints, ...more], objective }
    const { solve, secondsLeft, most } = this.#options
    // Two questions a point, and the two that find no new one: time is shared evenly among what is to come.
    const toCome = 2 * (most - this.#points.length) + 2
    const start = secondsLeft()
    const slot = () => Math.max(0.01, Math.min(secondsLeft(), start / toCome - start + secondsLeft()))
    return solveExactly(problem, solve, slot)
  }

  #atLeast(least: { readonly value: number } | { readonly people: number }): PortfolioConstraint {
    if ('value' in least) return { id: 'least value', kind: 'least-value', minimum: least.value }
    const { groups } = this.#problem
    return { id: 'least people', kind: 'least-people', minimum: least.people, groups }
  }
}

interface FrontOf extends PortfolioProblem {
  readonly objective: PortfolioObjective
}

/** Neither end of the interval, nor worse than one of them, as an answer that is not proven may be. */
function isNew(
  found: FrontPoint | { readonly status: string },
  { low, high }: Interval,
): found is FrontPoint {
  if (!('value' in found)) return false
  return found.people > low.people && found.people < high.people && found.value > high.value
}

function dominates(one: FrontPoint, other: FrontPoint): boolean {
  const isAsGood = one.value >= other.value && one.people >= other.people
  return isAsGood && (one.value > other.value || one.people > other.people)
}

/** As a share of what there is: of nothing, no share says how much more there could be. */
function gapTo(bound: number, worth: number): number {
  const more = bound - worth
  if (more <= NO_DIFFERENCE * worth) return 0
  return worth === 0 ? Number.POSITIVE_INFINITY : more / worth
}
