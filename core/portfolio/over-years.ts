import { type PortfolioItem, type PortfolioProblem, YEAR } from './portfolio.ts'

/**
 * A plan over several years as a choice among columns: each item once for each year, worth less by the discount the later
 * it comes (present value in whole points where the item's own value is whole, so that exact arithmetic goes on holding).
 * That each falls in one year at most is a row of the model (constraint-row.ts). A problem of one year stays as it is.
 */
export function overYears(problem: PortfolioProblem): PortfolioProblem {
  const { plan, items } = problem
  if (!plan || items.some(({ year }) => year !== undefined)) return problem
  return { ...problem, items: items.flatMap((item) => plan.years.map((year) => inYear(item, year, plan))) }
}

function inYear(
  item: PortfolioItem,
  year: number,
  plan: NonNullable<PortfolioProblem['plan']>,
): PortfolioItem {
  const passed = year - (plan.years[0] ?? year)
  const value = item.value * (1 - plan.discountPerYear) ** passed
  return {
    ...item,
    value: Number.isInteger(item.value) ? Math.round(value) : value,
    attributes: { ...item.attributes, [YEAR]: String(year) },
    year,
  }
}

/** Whether everything is worth the same in whatever year: then only which proposals are funded counts, and years need to hold them. */
export function isWorthTheSame({ plan }: PortfolioProblem): boolean {
  return plan !== undefined && plan.discountPerYear === 0
}

/** The year of each chosen item, in their order; undefined where there is one year alone. */
export function yearsOf(
  { items, plan }: PortfolioProblem,
  chosen: readonly boolean[],
): readonly number[] | undefined {
  return plan && items.flatMap(({ year = 0 }, i) => (chosen[i] ? [year] : []))
}

/** Of a problem over years: which of its columns these codes in these years are. */
export function columnsOf(
  { items, plan }: PortfolioProblem,
  codes: readonly string[],
  years: readonly number[] = [],
): boolean[] {
  const yearOf = new Map(codes.map((code, at) => [code, years[at]]))
  return items.map(({ code, year }) => yearOf.has(code) && (!plan || yearOf.get(code) === year))
}
