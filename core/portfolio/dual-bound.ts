import type { Milp } from './milp.ts'

/** A ceiling on a model's objective: for whatever its rows allow, objective ≤ constant + Σ gains × x + rounding. */
export interface DualBound {
  readonly constant: number
  /** One a column: reduced costs, such as an item's value less what it uses of every limit, at the limits' prices. */
  readonly gains: Float64Array
  /** More than all rounding of doubles in these figures and in sums of them can amount to. */
  readonly rounding: number
}

/** Relative oversteps of a share that are passed over as rounding (judge-choice.ts), with room for the rounding itself. */
const PASSED_OVER = 2e-12

/**
 * The bound that prices of the rows give, whatever they are: a price of the wrong sign counts as 0, so that even wrong
 * prices give a true bound, only a weak one (safe dual bounds, Neumaier & Shcherbina 2004). The model is maximised.
 */
export function dualBound(milp: Milp, prices: Float64Array): DualBound {
  // Which sign a solver gives to the prices of a maximised model is its own convention: the better bound is right.
  const [one, other] = [boundBy(milp, prices, 1), boundBy(milp, prices, -1)]
  return ceilingOf(milp, one) <= ceilingOf(milp, other) ? one : other
}

/** The bound without any prices: everything that is worth something at once. */
export function plainBound(milp: Milp): DualBound {
  return boundBy(milp, new Float64Array(milp.rowLower.length), 1)
}

function boundBy(milp: Milp, prices: Float64Array, sign: 1 | -1): DualBound {
  const { objective, starts, indices, values, rowLower, rowUpper } = milp
  const gains = objective.slice()
  let size = objective.reduce((sum, value) => sum + Math.abs(value), 0)
  let constant = 0
  for (let row = 0; row < rowLower.length; row++) {
    const price = sign * (prices[row] ?? 0)
    const limit = price > 0 ? rowUpper[row]! : rowLower[row]!
    if (!(price !== 0 && Number.isFinite(price) && Number.isFinite(limit))) continue
    constant += price * limit
    size += Math.abs(price * limit)
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      const used = price * values[at]!
      gains[indices[at]!] = gains[indices[at]!]! - used
      size += Math.abs(used)
    }
  }
  const terms = gains.length + rowLower.length + 8
  return { constant, gains, rounding: size * (terms * Number.EPSILON + PASSED_OVER) }
}

function ceilingOf({ upper }: Milp, { constant, gains }: DualBound): number {
  return gains.reduce((sum, gain, column) => sum + Math.max(0, gain * upper[column]!), constant)
}
