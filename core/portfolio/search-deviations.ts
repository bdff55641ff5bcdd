import type { DualBound } from './dual-bound.ts'
import { brokenConstraints, NO_DIFFERENCE, worthOf } from './judge-choice.ts'
import { type LimitRow, limitRows } from './limit-rows.ts'
import type { PortfolioProblem } from './portfolio.ts'

export interface DeviationRequest {
  readonly problem: PortfolioProblem
  /** Constraints left out. */
  readonly without?: ReadonlySet<string> | undefined
  /** Of the model whose first columns are the items; gains of other columns are in its constant already. */
  readonly bound: DualBound
  /** As fixedChoices gives it. */
  readonly fixed: Int8Array
  /** The best choice known, which meets all constraints; null when none is. */
  readonly incumbent: readonly boolean[] | null
  /** Rows looked at in all: about 10 ns each. */
  readonly mostSteps: number
}

export interface Searched {
  /** Whether every choice that might be worth more was looked at. */
  readonly complete: boolean
  /** The best of the incumbent and what was found; null when no choice is possible, or none was found. */
  readonly best: readonly boolean[] | null
}

/** Suffix tables of the repairs (rows × columns) hold at most so many numbers. */
const MOST_REPAIRS = 1_000_000

/**
 * Branch and bound over what differs from the choice that a dual bound favours: each item decided otherwise costs at
 * least its gain's size, so only sets of deviations that together cost less than the gap to the incumbent can be worth
 * more (reduced cost fixing, Dantzig, Fulkerson & Johnson 1954, carried to the end). Each is judged in whole rupiah. No
 * figure of the solver is trusted but as a price, of which every one gives a true bound.
 */
export function searchDeviations(request: DeviationRequest): Searched {
  const search = new DeviationSearch(request)
  return search.run()
}

class DeviationSearch {
  readonly #request: DeviationRequest
  /** Items that may deviate, the cheapest deviations first, and what each costs. */
  readonly #core: readonly number[]
  readonly #prices: readonly number[]
  readonly #chosen: boolean[]
  /** Upper bound of the choice that nothing deviates from. */
  readonly #ceiling: number
  readonly #whole: boolean
  #rows: readonly CoreRow[] = []
  #best: readonly boolean[] | null
  #bestWorth = Number.NEGATIVE_INFINITY
  #slack = Number.POSITIVE_INFINITY
  #worth: number
  #steps = 0

  constructor(request: DeviationRequest) {
    const { problem, bound, fixed, incumbent } = request
    const { items } = problem
    this.#request = request
    this.#whole = hasWholeWorth(problem)
    this.#chosen = items.map((_, i) => (fixed[i] === -1 ? bound.gains[i]! > 0 : fixed[i] === 1))
    this.#ceiling = items.reduce(
      (sum, _, i) => sum + (this.#chosen[i] ? bound.gains[i]! : 0),
      bound.constant + bound.rounding,
    )
    this.#best = incumbent
    if (incumbent) this.#learn(worthOf(problem, incumbent))
    const size = (i: number) => Math.abs(bound.gains[i]!)
    this.#core = [...items.keys()]
      .filter((i) => fixed[i] === -1 && size(i) <= this.#slack)
      .sort((a, b) => size(a) - size(b))
    this.#prices = this.#core.map(size)
    this.#worth = worthOf({ ...problem, objective: { kind: 'score' } }, this.#chosen)
  }

  run(): Searched {
    const { problem, without, mostSteps } = this.#request
    if (this.#slack < 0) return { complete: true, best: this.#best }
    const rows = coreRows(limitRows(problem, without), this.#core, this.#chosen)
    if (rows === 'never') return { complete: true, best: this.#best }
    if (rows.length * (this.#core.length + 1) > MOST_REPAIRS) return { complete: false, best: this.#best }
    this.#rows = rows
    this.#visit(0, 0)
    return { complete: this.#steps <= mostSteps, best: this.#best }
  }

  /** What is worth so much is the best so far: others must be worth more. */
  #learn(worth: number): void {
    this.#bestWorth = worth
    const wanted = this.#whole ? worth + 1 : worth + NO_DIFFERENCE * Math.max(1, worth)
    this.#slack = this.#ceiling - wanted
  }

  /** The choice as it is now, and all that differ from it by deviations of the core from a place on. */
  #visit(from: number, used: number): void {
    this.#steps += this.#rows.length + 1
    const state = this.#stateOf(from)
    if (state === 'never') return
    if (state === 'possible') this.#consider()
    for (let place = from; place < this.#core.length; place++) {
      const cost = used + this.#prices[place]!
      if (cost > this.#slack || this.#steps > this.#request.mostSteps) return
      this.#turn(place)
      this.#visit(place + 1, cost)
      this.#turn(place)
    }
  }

  /** Whether all rows hold now, could be mended by deviations from a place on, or never. */
  #stateOf(from: number): 'possible' | 'mendable' | 'never' {
    let state: 'possible' | 'mendable' = 'possible'
    for (const { activity, lower, upper, tolerance, mostDown, mostUp } of this.#rows) {
      const over = Math.max(activity - upper, 0) - tolerance
      const short = Math.max(lower - activity, 0) - tolerance
      if (over > mostDown[from]! || short > mostUp[from]!) return 'never'
      if (over > 0 || short > 0) state = 'mendable'
    }
    return state
  }

  #turn(place: number): void {
    const i = this.#core[place]!
    const sign = this.#chosen[i] ? -1 : 1
    this.#chosen[i] = sign === 1
    this.#worth += sign * this.#request.problem.items[i]!.value
    for (const row of this.#rows) {
      const value = row.values[place]!
      if (value !== 0) row.activity += sign * value
    }
  }

  #consider(): void {
    const { problem, without } = this.#request
    const { objective } = problem
    if (objective.kind === 'score' && this.#worth <= this.#bestWorth) return
    this.#steps += objective.kind === 'people' ? objective.groups.length : 1
    const worth = worthOf(problem, this.#chosen)
    const needed = this.#whole ? this.#bestWorth : this.#bestWorth + NO_DIFFERENCE * Math.abs(this.#bestWorth)
    if (this.#best !== null && worth <= needed) return
    if (brokenConstraints(problem, this.#chosen).some(({ id }) => !without?.has(id))) return
    this.#best = [...this.#chosen]
    this.#learn(worth)
  }
}

/** Whether worth is always a whole number, of which doubles hold every one. */
export function hasWholeWorth({ items, objective }: PortfolioProblem): boolean {
  const parts =
    objective.kind === 'score'
      ? items.map(({ value }) => value)
      : objective.groups.map(({ people }) => people)
  return (
    parts.every(Number.isInteger) && parts.reduce((sum, part) => sum + part, 0) <= Number.MAX_SAFE_INTEGER
  )
}

/** A row as the search keeps it: what the choice comes to now, and what deviations from each place on could change. */
interface CoreRow extends Pick<LimitRow, 'lower' | 'upper' | 'tolerance'> {
  activity: number
  /** Of each item of the core; 0 for those that are not in the row. */
  readonly values: Float64Array
  readonly mostDown: Float64Array
  readonly mostUp: Float64Array
}

/** The rows that deviations touch; `never` when another is broken, which none can mend. */
function coreRows(
  rows: readonly LimitRow[],
  core: readonly number[],
  chosen: readonly boolean[],
): CoreRow[] | 'never' {
  const placeOf = new Map(core.map((i, place) => [i, place]))
  const kept: CoreRow[] = []
  for (const { indices, values, lower, upper, tolerance } of rows) {
    const own = new Float64Array(core.length)
    let activity = 0
    let touched = false
    indices.forEach((i, at) => {
      if (chosen[i]) activity += values[at]!
      const place = placeOf.get(i)
      if (place === undefined) return
      own[place] = values[at]!
      touched = true
    })
    if (touched)
      kept.push({ ...{ lower, upper, tolerance, activity, values: own }, ...repairs(own, core, chosen) })
    else if (activity > upper + tolerance || activity < lower - tolerance) return 'never'
  }
  return kept
}

function repairs(values: Float64Array, core: readonly number[], chosen: readonly boolean[]) {
  const mostDown = new Float64Array(values.length + 1)
  const mostUp = new Float64Array(values.length + 1)
  for (let place = values.length - 1; place >= 0; place--) {
    const change = chosen[core[place]!] ? -values[place]! : values[place]!
    mostDown[place] = mostDown[place + 1]! + Math.max(0, -change)
    mostUp[place] = mostUp[place + 1]! + Math.max(0, change)
  }
  return { mostDown, mostUp }
}
