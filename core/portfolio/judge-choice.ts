import { isSelected, type PortfolioConstraint, type PortfolioProblem } from './portfolio.ts'

/** Worth of a choice by the problem's own objective, computed from the items, not from the solver. */
export function worthOf({ items, objective }: PortfolioProblem, chosen: readonly boolean[]): number {
  if (objective.kind === 'score') {
    return items.reduce((sum, { value }, i) => sum + (chosen[i] ? value : 0), 0)
  }
  const funded = new Set(items.filter((_, i) => chosen[i]).map(({ code }) => code))
  return objective.groups.reduce(
    (sum, { people, codes }) => sum + (codes.some((code) => funded.has(code)) ? people : 0),
    0,
  )
}

/** Worth of everything that has a cost at once: no choice can be worth more. */
export function mostWorth(problem: PortfolioProblem): number {
  return worthOf(
    problem,
    problem.items.map(({ costRupiah }) => !Number.isNaN(costRupiah)),
  )
}

/** Rupiah of a choice; one boolean for each item of the problem, in its order. */
export function costOf({ items }: PortfolioProblem, chosen: readonly boolean[]): number {
  return items.reduce((sum, { costRupiah }, i) => sum + (chosen[i] ? costRupiah : 0), 0)
}

/** Constraints that a choice breaks, with the amount over or short: rupiah for ceilings and shares, else proposals. */
export function brokenConstraints(
  problem: PortfolioProblem,
  chosen: readonly boolean[],
): { readonly id: string; readonly by: number }[] {
  return problem.constraints.flatMap((constraint) => {
    const by = excess(problem, constraint, chosen)
    return by > 0 ? [{ id: constraint.id, by }] : []
  })
}

function excess(
  problem: PortfolioProblem,
  constraint: PortfolioConstraint,
  chosen: readonly boolean[],
): number {
  const funded = problem.items.filter((_, i) => chosen[i])
  switch (constraint.kind) {
    case 'ceiling': {
      const spent = funded.reduce((sum, i) => sum + (isSelected(i, constraint.where) ? i.costRupiah : 0), 0)
      return spent - constraint.limitRupiah
    }
    case 'floor': {
      const inside = funded.reduce((sum, i) => sum + (isSelected(i, constraint.where) ? i.costRupiah : 0), 0)
      return constraint.minimumRupiah - inside
    }
    case 'quota': {
      const count = funded.filter((item) => isSelected(item, constraint.where)).length
      const { minimum = 0, maximum = count } = constraint
      return Math.max(minimum - count, count - maximum)
    }
    case 'exclusive':
      return funded.filter(({ code }) => constraint.codes.includes(code)).length - 1
    case 'share': {
      const all = funded.reduce((sum, { costRupiah }) => sum + costRupiah, 0)
      const inside = funded.reduce((sum, i) => sum + (isSelected(i, constraint.where) ? i.costRupiah : 0), 0)
      const short = constraint.minimumShare * all - inside
      return short > 1e-12 * all ? short : 0
    }
    case 'force': {
      const is = funded.some(({ code }) => code === constraint.code)
      return is === constraint.funded ? 0 : 1
    }
    case 'requires': {
      const is = (wanted: string) => funded.some(({ code }) => code === wanted)
      return is(constraint.code) && !is(constraint.needs) ? 1 : 0
    }
  }
}
