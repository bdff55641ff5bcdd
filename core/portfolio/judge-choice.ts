import { repeatsOf } from './constraint-row.ts'
import {
  isSelected,
  type PeopleServed,
  type PortfolioConstraint,
  type PortfolioItem,
  type PortfolioProblem,
  type Where,
} from './portfolio.ts'

/** Differences of worth below this share are rounding. */
export const NO_DIFFERENCE = 1e-9

/** Share by which a choice might still be worth more; 0 where that is a rounding. */
export function gapOf(bound: number, worth: number): number {
  const gap = worth === 0 ? Math.abs(bound) : Math.abs(bound - worth) / worth
  return gap < NO_DIFFERENCE ? 0 : gap
}

/** Worth of a choice by the problem's own objective, computed from the items, not from the solver. */
export function worthOf({ items, objective }: PortfolioProblem, chosen: readonly boolean[]): number {
  if (objective.kind === 'score') {
    return items.reduce((sum, { value }, i) => sum + (chosen[i] ? value : 0), 0)
  }
  return peopleServed(
    objective.groups,
    items.filter((_, i) => chosen[i]),
  )
}

/** Everybody counts once; always summed in the order of the groups, so that equal choices serve equally many. */
function peopleServed(groups: readonly PeopleServed[], items: readonly PortfolioItem[]): number {
  const funded = new Set(items.map(({ code }) => code))
  return groups.reduce(
    (sum, { people, codes }) => sum + (codes.some((code) => funded.has(code)) ? people : 0),
    0,
  )
}

/** Worth of everything that has a cost at once, each in its first year: no choice can be worth more. */
export function mostWorth(problem: PortfolioProblem): number {
  const later = new Set(repeatsOf(problem.items).flatMap((places) => places.slice(1)))
  return worthOf(
    problem,
    problem.items.map(({ costRupiah }, i) => !Number.isNaN(costRupiah) && !later.has(i)),
  )
}

/** Rupiah of a choice; one boolean for each item of the problem, in its order. */
export function costOf({ items }: PortfolioProblem, chosen: readonly boolean[]): number {
  return items.reduce((sum, { costRupiah }, i) => sum + (chosen[i] ? costRupiah : 0), 0)
}

/** Stands for the model's own rule that nothing is funded in two years, where an answer breaks it. */
const ONCE = 'one year for each proposal'

/** Constraints that a choice breaks, with the amount over or short: rupiah for money, people or value for those, else proposals. */
export function brokenConstraints(
  problem: PortfolioProblem,
  chosen: readonly boolean[],
): { readonly id: string; readonly by: number }[] {
  const broken = problem.constraints.flatMap((constraint) => {
    const by = excess(problem, constraint, chosen)
    return by > 0 ? [{ id: constraint.id, by }] : []
  })
  const twice = repeatsOf(problem.items).filter(
    (places) => places.reduce((count, i) => count + (chosen[i] ? 1 : 0), 0) > 1,
  )
  return twice.length > 0 ? [...broken, { id: ONCE, by: twice.length }] : broken
}

function excess(
  problem: PortfolioProblem,
  constraint: PortfolioConstraint,
  chosen: readonly boolean[],
): number {
  const funded = problem.items.filter((_, i) => chosen[i])
  switch (constraint.kind) {
    case 'ceiling':
      return spentWithin(funded, constraint.where) - constraint.limitRupiah
    case 'floor':
      return constraint.minimumRupiah - spentWithin(funded, constraint.where)
    case 'quota': {
      const count = funded.filter((item) => isSelected(item, constraint.where)).length
      const { minimum = 0, maximum = count } = constraint
      return Math.max(minimum - count, count - maximum)
    }
    case 'exclusive':
      return funded.filter(({ code }) => constraint.codes.includes(code)).length - 1
    case 'share': {
      const all = funded.reduce((sum, { costRupiah }) => sum + costRupiah, 0)
      const inside = spentWithin(funded, constraint.where)
      const short = constraint.minimumShare * all - inside
      return short > 1e-12 * all ? short : 0
    }
    case 'force': {
      const is = funded.some(({ code }) => code === constraint.code)
      return is === constraint.funded ? 0 : 1
    }
    case 'least-value':
      return constraint.minimum - funded.reduce((sum, { value }) => sum + value, 0)
    case 'least-people':
      return constraint.minimum - peopleServed(constraint.groups, funded)
    case 'requires': {
      const own = funded.find(({ code }) => code === constraint.code)
      const isThere = ({ code, year = 0 }: PortfolioItem) =>
        code === constraint.needs && year <= (own?.year ?? 0)
      return own && !funded.some(isThere) ? 1 : 0
    }
  }
}

function spentWithin(funded: readonly PortfolioItem[], where: Where): number {
  return funded.reduce((sum, item) => sum + (isSelected(item, where) ? item.costRupiah : 0), 0)
}
