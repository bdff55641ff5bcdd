import {
  type PortfolioConstraint,
  type PortfolioItem,
  type PortfolioProblem,
  YEAR,
  type YearPlan,
} from './portfolio.ts'

/** Id of the ceiling that stands for those of all years. */
const TOGETHER = 'ceilings of all years'

type YearCeiling = Extract<PortfolioConstraint, { kind: 'ceiling' }>

/** A ceiling on the money of one year as a whole. */
export function isYearCeiling(constraint: PortfolioConstraint): constraint is YearCeiling {
  return (
    constraint.kind === 'ceiling' &&
    constraint.where[YEAR] !== undefined &&
    Object.keys(constraint.where).length === 1
  )
}

/**
 * A plan with the years taken away (surrogate relaxation): each proposal once, at what it is worth in its first year, and
 * the ceilings of the years added up to one. Whatever the plan allows, this allows too, so that no plan is worth more than
 * its best choice. Null where a constraint on a year is of another kind.
 */
export function oneBudget(
  { items, constraints, objective, plan }: PortfolioProblem,
  without: ReadonlySet<string> = new Set(),
): PortfolioProblem | null {
  const kept = constraints.filter(({ id }) => !without.has(id))
  const ofYears = kept.filter(isYearCeiling)
  const others = kept.filter((one) => !isYearCeiling(one))
  if (!plan || others.some((one) => 'where' in one && one.where[YEAR] !== undefined)) return null
  const limitRupiah = yearLimits(ofYears, plan).reduce((sum, limit) => sum + limit, 0)
  const together: PortfolioConstraint = { id: TOGETHER, kind: 'ceiling', where: {}, limitRupiah }
  return {
    items: items.filter(({ year }) => year === plan.years[0]).map(withoutYear),
    // A year without a ceiling holds whatever is funded.
    constraints: Number.isFinite(limitRupiah) ? [...others, together] : others,
    objective,
  }
}

/** Rupiah of each year of a plan: its lowest ceiling, Infinity without one. */
export function yearLimits(constraints: readonly PortfolioConstraint[], { years }: YearPlan): number[] {
  const ceilings = constraints.filter(isYearCeiling)
  return years.map((year) => {
    const own = ceilings.filter(({ where }) => where[YEAR] === String(year))
    return own.reduce((least, { limitRupiah }) => Math.min(least, limitRupiah), Number.POSITIVE_INFINITY)
  })
}

function withoutYear({ year: _, ...item }: PortfolioItem): PortfolioItem {
  return item
}
