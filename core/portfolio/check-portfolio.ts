import { badParameter } from '../problem.ts'
import {
  FEWEST_YEARS,
  MOST_YEARS,
  type PortfolioConstraint,
  type PortfolioProblem,
  type YearPlan,
} from './portfolio.ts'

const MOST_ITEMS = 100_000
const MOST_CONSTRAINTS = 5000

/** Refuses what cannot be solved: negative costs or values, codes twice or unknown, limits that are no numbers. */
export function checkPortfolio({ items, constraints, objective, plan }: PortfolioProblem): void {
  if (items.length > MOST_ITEMS) throw badParameter('items', items.length, `at most ${MOST_ITEMS} proposals`)
  if (plan) checkPlan(plan, items.length)
  if (constraints.length > MOST_CONSTRAINTS) {
    throw badParameter('constraints', constraints.length, `at most ${MOST_CONSTRAINTS}`)
  }
  const codes = new Set<string>()
  for (const { code, costRupiah, value } of items) {
    if (codes.has(code)) throw badParameter('items', code, 'each code once')
    codes.add(code)
    if (!(Number.isNaN(costRupiah) || (costRupiah >= 0 && Number.isFinite(costRupiah)))) {
      throw badParameter(`costRupiah of ${code}`, costRupiah, 'rupiah of 0 or more, or missing')
    }
    if (!(value >= 0 && Number.isFinite(value))) throw badParameter(`value of ${code}`, value, '0 or more')
  }
  const ids = new Set<string>()
  for (const constraint of constraints) {
    if (ids.has(constraint.id)) throw badParameter('constraints', constraint.id, 'each id once')
    ids.add(constraint.id)
    checkConstraint(constraint, codes)
  }
  if (objective.kind === 'people') {
    objective.groups.forEach(({ people }, at) => {
      if (!(people >= 0 && Number.isFinite(people))) {
        throw badParameter(`groups[${at}].people`, people, 'people of 0 or more')
      }
    })
  }
}

function checkPlan({ years, discountPerYear }: YearPlan, items: number): void {
  const ascending = years.every((year, at) => Number.isInteger(year) && (at === 0 || year > years[at - 1]!))
  if (years.length < FEWEST_YEARS || years.length > MOST_YEARS || !ascending)
    throw badParameter('plan.years', years.join(', '), `${FEWEST_YEARS} to ${MOST_YEARS} years, ascending`)
  if (!(discountPerYear >= 0 && discountPerYear <= 0.5))
    throw badParameter('plan.discountPerYear', discountPerYear, 'a share from 0 to 0.5')
  if (items * years.length > MOST_ITEMS)
    throw badParameter('items', `${items} in ${years.length} years`, `at most ${MOST_ITEMS} together`)
}

function checkConstraint(constraint: PortfolioConstraint, codes: ReadonlySet<string>): void {
  const { id } = constraint
  switch (constraint.kind) {
    case 'ceiling':
      if (!(constraint.limitRupiah >= 0 && Number.isFinite(constraint.limitRupiah))) {
        throw badParameter(`limitRupiah of ${id}`, constraint.limitRupiah, 'rupiah of 0 or more')
      }
      return
    case 'floor':
      if (!(constraint.minimumRupiah >= 0 && Number.isFinite(constraint.minimumRupiah))) {
        throw badParameter(`minimumRupiah of ${id}`, constraint.minimumRupiah, 'rupiah of 0 or more')
      }
      return
    case 'least-value':
    case 'least-people':
      checkMinimum(constraint.minimum, id)
      return
    case 'quota': {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = constraint
      if (!Number.isInteger(minimum) || !Number.isInteger(maximum) || minimum < 0 || minimum > maximum) {
        throw badParameter(
          id,
          { minimum, maximum },
          'whole numbers of 0 or more, the minimum not above the maximum',
        )
      }
      return
    }
    case 'share':
      if (!(constraint.minimumShare >= 0 && constraint.minimumShare <= 1)) {
        throw badParameter(`minimumShare of ${id}`, constraint.minimumShare, 'a share from 0 to 1')
      }
      return
    default: {
      const unknown = codesNamed(constraint).find((code) => !codes.has(code))
      if (unknown !== undefined) throw badParameter(id, unknown, 'codes of proposals in the list')
    }
  }
}

function codesNamed(
  constraint: Extract<PortfolioConstraint, { kind: 'exclusive' | 'force' | 'requires' }>,
): readonly string[] {
  switch (constraint.kind) {
    case 'exclusive':
      return constraint.codes
    case 'force':
      return [constraint.code]
    case 'requires':
      return [constraint.code, constraint.needs]
  }
}

function checkMinimum(minimum: number, id: string): void {
  if (!(minimum >= 0 && Number.isFinite(minimum)))
    throw badParameter(`minimum of ${id}`, minimum, 'a number of 0 or more')
}
