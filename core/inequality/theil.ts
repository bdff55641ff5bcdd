import { badParameter } from '../problem.ts'
import { checkNonNegative } from './check-amounts.ts'

export interface Theil {
  readonly total: number
  readonly between: number
  readonly within: number
}

/**
 * Theil's T (Theil 1967) of amounts a head, weighted by heads when given: Σ (h ÷ H) (y ÷ μ) ln(y ÷ μ) with 0 ln 0 = 0 and
 * μ the mean of all heads, split by groups: between = Σ s_g ln(μ_g ÷ μ), within = Σ s_g T_g, s_g the group's share of
 * the whole. A place of n heads counts as n places of one. All NaN when the amounts sum to 0.
 */
export function theil(
  amounts: Float64Array,
  groups: readonly (string | number)[],
  heads: Float64Array = new Float64Array(amounts.length).fill(1),
): Theil {
  checkNonNegative('amounts', amounts)
  checkNonNegative('heads', heads, amounts.length)
  if (groups.length !== amounts.length) {
    throw badParameter('groups', `${groups.length} groups`, `${amounts.length}, one an amount`)
  }
  const all = sumsOf([...amounts.keys()], amounts, heads)
  if (all.sum === 0) return { total: Number.NaN, between: Number.NaN, within: Number.NaN }
  let between = 0
  let within = 0
  for (const rows of Map.groupBy(amounts.keys(), (i) => groups[i]!).values()) {
    const own = sumsOf(rows, amounts, heads)
    if (own.sum === 0) continue
    const share = own.sum / all.sum
    between += share * Math.log(share / (own.heads / all.heads))
    within += share * theilT(rows, { amounts, heads }, own)
  }
  return { total: theilT([...amounts.keys()], { amounts, heads }, all), between, within }
}

interface Sums {
  readonly heads: number
  readonly sum: number
}

function sumsOf(rows: readonly number[], amounts: Float64Array, heads: Float64Array): Sums {
  return {
    heads: rows.reduce((all, i) => all + heads[i]!, 0),
    sum: rows.reduce((all, i) => all + heads[i]! * amounts[i]!, 0),
  }
}

function theilT(
  rows: readonly number[],
  { amounts, heads }: { amounts: Float64Array; heads: Float64Array },
  own: Sums,
): number {
  const mean = own.sum / own.heads
  let total = 0
  for (const i of rows) {
    const relative = amounts[i]! / mean
    if (relative > 0) total += (heads[i]! / own.heads) * relative * Math.log(relative)
  }
  return total
}
