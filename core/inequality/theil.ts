import { badParameter } from '../problem.ts'
import { checkNonNegative } from './check-amounts.ts'

export interface Theil {
  readonly total: number
  readonly between: number
  readonly within: number
}

/**
 * Theil's T of amounts (Theil 1967), mean of (y ÷ μ) ln(y ÷ μ) with 0 ln 0 = 0, split by groups: between = Σ s_g
 * ln(μ_g ÷ μ), within = Σ s_g T_g, s_g the group's share of the whole. All NaN when the amounts sum to 0.
 */
export function theil(amounts: Float64Array, groups: readonly (string | number)[]): Theil {
  checkNonNegative('amounts', amounts)
  if (groups.length !== amounts.length) {
    throw badParameter('groups', `${groups.length} groups`, `${amounts.length}, one an amount`)
  }
  const sum = amounts.reduce((a, b) => a + b, 0)
  if (sum === 0) return { total: Number.NaN, between: Number.NaN, within: Number.NaN }
  const members = Map.groupBy(amounts.keys(), (i) => groups[i]!)
  let between = 0
  let within = 0
  for (const rows of members.values()) {
    const own = rows.map((i) => amounts[i]!)
    const ownSum = own.reduce((a, b) => a + b, 0)
    if (ownSum === 0) continue
    const share = ownSum / sum
    between += share * Math.log(share / (own.length / amounts.length))
    within += share * theilT(own, ownSum / own.length)
  }
  return { total: theilT(amounts, sum / amounts.length), between, within }
}

function theilT(amounts: Float64Array | readonly number[], mean: number): number {
  let total = 0
  for (const amount of amounts) if (amount > 0) total += (amount / mean) * Math.log(amount / mean)
  return total / amounts.length
}
