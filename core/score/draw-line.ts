import { badParameter } from '../problem.ts'

/** The line below which nothing is funded: the best `top`, or what a budget pays down the list. */
export type LineRule = { readonly top: number } | { readonly budgetRupiah: number }

export interface LineRequest {
  /** Row numbers from the best down. */
  readonly order: Uint32Array
  /** Rupiah of each row; NaN when unknown. */
  readonly costs: Float64Array
  readonly rule: LineRule
}

export interface Line {
  /** The last row above the line; null when nothing is. */
  readonly last: number | null
  /** How many are above it. */
  readonly above: number
}

/**
 * Where the line falls. A budget goes down the list until the first that no longer fits; one whose cost nobody knows
 * cannot be funded and is passed over.
 */
export function drawLine({ order, costs, rule }: LineRequest): Line {
  checkRule(rule)
  if ('top' in rule) {
    const above = Math.min(rule.top, order.length)
    return { above, last: above > 0 ? order[above - 1]! : null }
  }
  let left = rule.budgetRupiah
  let last: number | null = null
  let above = 0
  for (const row of order) {
    const cost = costs[row]!
    if (Number.isNaN(cost)) continue
    if (cost > left) break
    left -= cost
    last = row
    above++
  }
  return { last, above }
}

/** What keeps an alternative below the line: the row that it would have to overtake, its cost alone, or nothing. */
export type Hurdle =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'over-budget' }
  | { readonly kind: 'no-cost' }
  | { readonly kind: 'no-line' }

/** The row that `own` would have to overtake to be above the line while all others stay where they are. */
export function hurdleOf({ order, costs, rule }: LineRequest, own: number): Hurdle {
  checkRule(rule)
  if ('top' in rule) {
    if (rule.top === 0) return { kind: 'no-line' }
    let others = 0
    for (const row of order) {
      if (row !== own && ++others === rule.top) return { kind: 'row', row }
    }
    return { kind: 'none' }
  }
  const cost = costs[own]!
  if (Number.isNaN(cost)) return { kind: 'no-cost' }
  let left = rule.budgetRupiah
  if (cost > left) return { kind: 'over-budget' }
  for (const row of order) {
    if (row === own || Number.isNaN(costs[row]!)) continue
    left -= costs[row]!
    // With this one before it, its own cost no longer fits (or the money ended here for all).
    if (cost > left) return { kind: 'row', row }
  }
  return { kind: 'none' }
}

function checkRule(rule: LineRule): void {
  if ('top' in rule) {
    if (!Number.isInteger(rule.top) || rule.top < 0)
      throw badParameter('top', rule.top, 'an integer of 0 or more')
  } else if (!(rule.budgetRupiah >= 0)) {
    throw badParameter('budgetRupiah', rule.budgetRupiah, 'rupiah of 0 or more')
  }
}
