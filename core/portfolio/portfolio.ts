/** A proposal that may be funded. */
export interface PortfolioItem {
  readonly code: string
  /** Rupiah of 0 or more; NaN when nobody has estimated it: it cannot be chosen then, and the answer lists it. */
  readonly costRupiah: number
  /** Score of 0 or more, in any unit; the objective `score` sums it. */
  readonly value: number
  /** What constraints select by: districtCode, villageCode, agency, sector, kind, quintile … */
  readonly attributes: Readonly<Record<string, string>>
  /** The year in which it is carried out: of a proposal that stands in the list once for each year (over-years.ts). */
  readonly year?: number
}

/** Items whose attributes have all these values; {} selects all, and '' as a value those without the attribute. */
export type Where = Readonly<Record<string, string>>

export type PortfolioConstraint =
  | { readonly id: string; readonly kind: 'ceiling'; readonly where: Where; readonly limitRupiah: number }
  /** At least so many rupiah go to the items selected. */
  | { readonly id: string; readonly kind: 'floor'; readonly where: Where; readonly minimumRupiah: number }
  | {
      readonly id: string
      readonly kind: 'quota'
      readonly where: Where
      readonly minimum?: number
      readonly maximum?: number
    }
  /** At most one of these: duplicates of one proposal. */
  | { readonly id: string; readonly kind: 'exclusive'; readonly codes: readonly string[] }
  /** At least this share (0–1) of the rupiah spent goes to the items selected. */
  | { readonly id: string; readonly kind: 'share'; readonly where: Where; readonly minimumShare: number }
  | { readonly id: string; readonly kind: 'force'; readonly code: string; readonly funded: boolean }
  /**
   * The first is funded only with the second: a prerequisite; a ring of these is a bundle, funded as a whole or not at all.
   * Over several years the second in the same year or before, so that a bundle falls in one year.
   */
  | { readonly id: string; readonly kind: 'requires'; readonly code: string; readonly needs: string }
  /** The items' values add up to at least so much, whatever the objective. */
  | { readonly id: string; readonly kind: 'least-value'; readonly minimum: number }
  /** At least so many people are newly served, whatever the objective. */
  | {
      readonly id: string
      readonly kind: 'least-people'
      readonly minimum: number
      readonly groups: readonly PeopleServed[]
    }

/** People who are newly served when at least one of these items is funded; nobody is counted twice. */
export interface PeopleServed {
  readonly people: number
  readonly codes: readonly string[]
}

export type PortfolioObjective =
  | { readonly kind: 'score' }
  | { readonly kind: 'people'; readonly groups: readonly PeopleServed[] }

export interface PortfolioProblem {
  readonly items: readonly PortfolioItem[]
  readonly constraints: readonly PortfolioConstraint[]
  readonly objective: PortfolioObjective
  /** Without it everything is carried out in one year. */
  readonly plan?: YearPlan
}

/** So many years a plan over several has. */
export const FEWEST_YEARS = 2
export const MOST_YEARS = 5

/**
 * Each item falls in one of these years, or in none. Constraints hold over all of them; the attribute `year` selects
 * one, so that its money is the ceiling `where: { year: '2027' }`.
 */
export interface YearPlan {
  /** Ascending, consecutive or not. */
  readonly years: readonly number[]
  /** By so much less, 0–0.5, an item is worth with each year that passes after the first. */
  readonly discountPerYear: number
}

/** The attribute that holds an item's year. */
export const YEAR = 'year'

export type PortfolioStatus = 'optimal' | 'time-limit' | 'infeasible' | 'nothing-to-choose' | 'failed'

/** Whether an item has all values of a selection; the empty selection selects every item. */
export function isSelected(item: PortfolioItem, where: Where): boolean {
  return Object.entries(where).every(([name, value]) => (item.attributes[name] ?? '') === value)
}

/** One quota for each group that occurs, such as 5 physical and 5 non-physical a village: by ['villageCode', 'kind']. */
export function quotasPerGroup(
  items: readonly PortfolioItem[],
  by: readonly string[],
  limits: { readonly minimum?: number; readonly maximum?: number },
): PortfolioConstraint[] {
  const groups = new Map<string, Where>()
  for (const item of items) {
    const where: Record<string, string> = {}
    for (const name of by) where[name] = item.attributes[name] ?? ''
    if (by.every((name) => item.attributes[name] !== undefined)) groups.set(JSON.stringify(where), where)
  }
  return [...groups.values()].map((where) => ({
    id: `quota ${by.map((name) => `${name}=${where[name]}`).join(' ')}`,
    kind: 'quota',
    where,
    ...limits,
  }))
}
