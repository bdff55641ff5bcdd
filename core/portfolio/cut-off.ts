import { amountsOf } from './constraint-row.ts'
import type { MilpRow } from './milp-builder.ts'
import { isSelected, type PortfolioProblem } from './portfolio.ts'

/**
 * A row that no choice within the limits breaks, but this one does, which breaks the constraint `id`: a cover of a
 * ceiling (Balas 1975: its members never fit together); for a share, that money outside goes or some inside comes;
 * else that some proposal is decided otherwise. Columns are numbered as the items.
 */
export function cutOff(problem: PortfolioProblem, chosen: readonly boolean[], id: string): MilpRow {
  const { items } = problem
  const constraint = problem.constraints.find((one) => one.id === id)
  const all = [...items.keys()]
  const funded = all.filter((i) => chosen[i])
  switch (constraint?.kind) {
    case 'ceiling':
      return mustChange(
        funded.filter((i) => items[i]!.costRupiah > 0 && isSelected(items[i]!, constraint.where)),
        [],
      )
    case 'floor':
      return mustChange(
        [],
        all.filter((i) => !chosen[i] && isSelected(items[i]!, constraint.where)),
      )
    case 'least-value':
    case 'least-people': {
      const amounts = amountsOf(items, constraint)
      return mustChange(
        [],
        all.filter((i) => !chosen[i] && amounts[i]! > 0),
      )
    }
    case 'share': {
      const inside = (i: number) => isSelected(items[i]!, constraint.where)
      return mustChange(
        funded.filter((i) => items[i]!.costRupiah > 0 && !inside(i)),
        all.filter((i) => !chosen[i] && inside(i)),
      )
    }
    default:
      return mustChange(
        funded,
        all.filter((i) => !chosen[i]),
      )
  }
}

/** One of the first is dropped or one of the second taken: Σ(1 − x) + Σ x ≥ 1. */
function mustChange(drop: readonly number[], take: readonly number[]): MilpRow {
  return {
    lower: 1 - drop.length,
    indices: [...drop, ...take],
    values: [...drop.map(() => -1), ...take.map(() => 1)],
  }
}
