import { rowsOf } from './build-model.ts'
import { amountsOf, type ConstraintRow, onceRows } from './constraint-row.ts'
import type { PortfolioConstraint, PortfolioItem, PortfolioProblem } from './portfolio.ts'

/** A constraint over the items' 0/1 choices in rupiah or proposals: lower ≤ Σ value × choice ≤ upper. */
export interface LimitRow {
  readonly lower: number
  readonly upper: number
  readonly indices: readonly number[]
  readonly values: readonly number[]
  /** What rounding can make of the sum: 0 where all is whole. */
  readonly tolerance: number
}

/** Far above what sums of doubles lose, and above what judge-choice.ts passes over in shares. */
const ROUNDING = 1e-9

/** The rows of all constraints but those left out and those that decide a single item, and of the model itself. */
export function limitRows(problem: PortfolioProblem, without?: ReadonlySet<string>): LimitRow[] {
  const { items, constraints } = problem
  const rows = rowsOf(problem)
  const asked = constraints.flatMap((constraint, at): LimitRow[] => {
    if (without?.has(constraint.id)) return []
    return rows[at]!.flatMap((row) => (decidesOne(constraint, row) ? [] : [limitRow(items, constraint, row)]))
  })
  return [...asked, ...onceRows(items).map((row) => plainRow(row))]
}

/** What fixed-choices.ts has settled already: that a proposal is funded or not, where it has one year alone to be funded in. */
function decidesOne(constraint: PortfolioConstraint, { indices }: ConstraintRow): boolean {
  return constraint.kind === 'force' && !(constraint.funded && indices.length > 1)
}

function limitRow(
  items: readonly PortfolioItem[],
  constraint: PortfolioConstraint,
  row: ConstraintRow,
): LimitRow {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY, indices } = row
  if (constraint.kind === 'ceiling' || constraint.kind === 'floor') {
    // The rupiah themselves: in the unit of the row they may be rounded.
    const costs = indices.map((i) => items[i]!.costRupiah)
    const limits =
      constraint.kind === 'ceiling'
        ? { lower, upper: constraint.limitRupiah }
        : { lower: constraint.minimumRupiah, upper }
    return { ...limits, indices, values: costs, tolerance: toleranceOf(costs) }
  }
  if (constraint.kind === 'least-value' || constraint.kind === 'least-people') {
    const amounts = amountsOf(items, constraint)
    const values = indices.map((i) => amounts[i]!)
    return { lower: constraint.minimum, upper, indices, values, tolerance: toleranceOf(values) }
  }
  return plainRow(row)
}

function plainRow(row: ConstraintRow): LimitRow {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY, indices, unit } = row
  const values = row.values.map((value) => value * unit)
  return { lower: lower * unit, upper: upper * unit, indices, values, tolerance: toleranceOf(values) }
}

function toleranceOf(values: readonly number[]): number {
  const size = values.reduce((sum, value) => sum + Math.abs(value), 0)
  return size <= Number.MAX_SAFE_INTEGER && values.every(Number.isInteger) ? 0 : ROUNDING * size
}
