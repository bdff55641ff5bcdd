import { repeatsOf } from './constraint-row.ts'
import { brokenConstraints, costOf, worthOf } from './judge-choice.ts'
import { isYearCeiling } from './one-budget.ts'
import { yearsOf } from './over-years.ts'
import { isSelected, type PortfolioProblem, type Where } from './portfolio.ts'

export interface ListFunding {
  readonly by: 'value' | 'value-per-rupiah'
  readonly codes: readonly string[]
  /** Of each of them, in a plan over several years. */
  readonly years?: readonly number[]
  readonly worth: number
  readonly costRupiah: number
  /** Constraints that this way of choosing leaves broken (minimums it never looks at). */
  readonly broken: readonly string[]
}

/**
 * The usual practice, for comparison: down the list by value, or by value per rupiah, until the first proposal that no
 * longer fits a ceiling of the whole (`where` {}); one that breaks another upper limit is passed over. Over several years
 * one is filled after the other: at the first proposal that no longer fits a year's money the next that holds it begins
 * with it; one that no year to come could hold is passed over, and in the last year it ends the list. Ties by code.
 */
export function fundDownTheList(problem: PortfolioProblem, by: ListFunding['by']): ListFunding {
  const { items } = problem
  const key = items.map(({ value, costRupiah }) =>
    by === 'value' ? value : value / Math.max(costRupiah, 1e-9),
  )
  const order = columnsByYear(problem).filter(([first]) => !Number.isNaN(items[first!]!.costRupiah))
  order.sort(([a = 0], [b = 0]) => key[b]! - key[a]! || (items[a]!.code < items[b]!.code ? -1 : 1))
  const chosen = items.map(() => false)
  const gauge = startGauge(problem)
  let year = 0
  for (const columns of order) {
    let [at, verdict] = [year, gauge(columns[year]!)]
    while (verdict === 'full' && ++at < columns.length) verdict = gauge(columns[at]!)
    if (verdict === 'full' && year === columns.length - 1) break
    if (verdict === 'full') continue
    if (verdict === 'fits') chosen[columns[at]!] = true
    year = at
  }
  const years = yearsOf(problem, chosen)
  return {
    by,
    codes: items.filter((_, i) => chosen[i]).map(({ code }) => code),
    ...(years && { years }),
    worth: worthOf(problem, chosen),
    costRupiah: costOf(problem, chosen),
    broken: brokenConstraints(problem, chosen).map(({ id }) => id),
  }
}

/** Of each proposal its columns, one a year. */
function columnsByYear({ items, plan }: PortfolioProblem): (readonly number[])[] {
  return plan ? [...repeatsOf(items)] : items.map((_, i) => [i])
}

/** Keeps what each upper limit has left, so that a long list is not judged anew at each step. */
function startGauge({ items, constraints }: PortfolioProblem) {
  const limits = constraints.flatMap((constraint) => {
    const whole =
      constraint.kind === 'ceiling' &&
      (Object.keys(constraint.where).length === 0 || isYearCeiling(constraint))
    const limit = upperLimit(constraint)
    return limit === null ? [] : [{ whole, ...limit }]
  })
  return (i: number): 'fits' | 'passed-over' | 'full' => {
    const item = items[i]!
    const own = limits.filter(({ where, codes }) =>
      codes ? codes.includes(item.code) : isSelected(item, where),
    )
    const need = (rupiah: boolean) => (rupiah ? item.costRupiah : 1)
    const broken = own.filter(({ left, rupiah }) => need(rupiah) > left)
    if (broken.some(({ whole }) => whole)) return 'full'
    if (broken.length > 0) return 'passed-over'
    for (const limit of own) limit.left -= need(limit.rupiah)
    return 'fits'
  }
}

function upperLimit(constraint: PortfolioProblem['constraints'][number]) {
  const none: { where: Where; codes: readonly string[] | null; rupiah: boolean } = {
    where: {},
    codes: null,
    rupiah: false,
  }
  switch (constraint.kind) {
    case 'ceiling':
      return { ...none, where: constraint.where, rupiah: true, left: constraint.limitRupiah }
    case 'quota':
      return constraint.maximum === undefined
        ? null
        : { ...none, where: constraint.where, left: constraint.maximum }
    case 'exclusive':
      return { ...none, codes: constraint.codes, left: 1 }
    case 'force':
      return constraint.funded ? null : { ...none, codes: [constraint.code], left: 0 }
    case 'floor':
    case 'share':
    case 'requires':
    case 'least-value':
    case 'least-people':
      return null
  }
}
