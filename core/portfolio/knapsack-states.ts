/** A 0/1 knapsack in whole numbers below 2⁵³: costs and values above 0. */
export interface Knapsack {
  readonly costs: readonly number[]
  readonly values: readonly number[]
  readonly capacity: number
  /** Choices worth less are of no interest. */
  readonly atLeast: number
  /** States (cost and value of a part of the choice) that may be made in all. */
  readonly mostStates: number
}

export interface KnapsackAnswer {
  /** False when there were too many states: nothing is known then. */
  readonly complete: boolean
  /** Places of the best choice worth at least as much as was asked; null when there is none. */
  readonly chosen: readonly number[] | null
}

/** Far above the relative rounding of a quotient. */
const ROUNDING = 1e-12

/**
 * The best choice by dynamic programming over lists of undominated states (Nemhauser & Ullmann 1969) in the order of value
 * per cost; a state whose continuous completion (Dantzig 1957) falls short of what is asked is dropped. Exact: all sums
 * are whole numbers, and a completion is never taken for less than it is.
 */
export function knapsackStates({ costs, values, capacity, atLeast, mostStates }: Knapsack): KnapsackAnswer {
  const order = [...costs.keys()]
    .filter((i) => costs[i]! <= capacity)
    .sort((a, b) => values[b]! / costs[b]! - values[a]! / costs[a]!)
  const reach = completions(order, costs, values)
  // Each state: its cost, its value, and the last item it took with the state before that.
  const taken: { item: number; before: number }[] = []
  let states: State[] = [{ cost: 0, value: 0, at: -1 }]
  let made = 1
  for (const [place, item] of order.entries()) {
    const more = states.map(({ cost, value, at }) => ({
      ...{ cost: cost + costs[item]!, value: value + values[item]! },
      ...{ at, takes: true },
    }))
    const kept = undominated(states, more).filter(
      ({ cost, value }) => cost <= capacity && value + reach(place + 1, capacity - cost) >= atLeast,
    )
    states = kept.map(({ cost, value, at, takes }) => ({
      ...{ cost, value },
      at: takes ? taken.push({ item, before: at }) - 1 : at,
    }))
    made += states.length
    if (made > mostStates) return { complete: false, chosen: null }
    if (states.length === 0) return { complete: true, chosen: null }
  }
  const best = states.at(-1)!
  return { complete: true, chosen: best.value >= atLeast ? itemsOf(taken, best.at) : null }
}

interface State {
  readonly cost: number
  readonly value: number
  /** The last item taken, in the list of what was taken; −1 for none. */
  readonly at: number
  readonly takes?: boolean
}

/** Both lists in one, ascending in cost, without those that cost no less and are worth no more than another. */
function undominated(a: readonly State[], b: readonly State[]): State[] {
  const merged: State[] = []
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const [one, other] = [a[i], b[j]]
    const first = !other || (one && isBefore(one, other))
    const next = first ? one! : other!
    if (first) i++
    else j++
    if (next.value <= most) continue
    most = next.value
    merged.push(next)
  }
  return merged
}

/** Cheaper, or as cheap and worth at least as much. */
function isBefore(a: State, b: State): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.value >= b.value)
}

/** The most that the items from a place on can add within so much cost, the last of them in part: whole, and never too little. */
function completions(order: readonly number[], costs: readonly number[], values: readonly number[]) {
  const costUpTo = [0]
  const valueUpTo = [0]
  for (const [at, item] of order.entries()) {
    costUpTo.push(costUpTo[at]! + costs[item]!)
    valueUpTo.push(valueUpTo[at]! + values[item]!)
  }
  return (from: number, left: number): number => {
    let [low, high] = [from, order.length]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (costUpTo[middle]! - costUpTo[from]! <= left) low = middle
      else high = middle - 1
    }
    const whole = valueUpTo[low]! - valueUpTo[from]!
    const item = order[low]
    if (item === undefined) return whole
    const rest = left - (costUpTo[low]! - costUpTo[from]!)
    const part = (rest / costs[item]!) * values[item]!
    return whole + Math.floor(part + ROUNDING * (1 + part))
  }
}

function itemsOf(taken: readonly { item: number; before: number }[], last: number): number[] {
  const items: number[] = []
  for (let at = last; at !== -1; at = taken[at]!.before) items.push(taken[at]!.item)
  return items
}
