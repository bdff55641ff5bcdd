import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkPortfolio } from '../../../core/portfolio/check-portfolio.ts'
import { explainRefusal } from '../../../core/portfolio/explain-refusal.ts'
import type {
  PeopleServed,
  PortfolioConstraint,
  PortfolioItem,
  PortfolioProblem,
  YearPlan,
} from '../../../core/portfolio/portfolio.ts'
import { type PortfolioAnswer, studyPortfolio } from '../../../core/portfolio/study-portfolio.ts'
import { createRandom } from '../../../core/random/random.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'
import { portfolioUpTo } from './random-portfolio.ts'

const { solve } = await openHighs()
const options = { solve, timeLimitSeconds: 60, nowSeconds: () => performance.now() / 1000 }
const study = (problem: PortfolioProblem, mostPrices = 0, alternatives = 0) =>
  studyPortfolio(problem, { ...options, mostPrices, alternatives })

const ceilingOf = (year: number, limitRupiah: number): PortfolioConstraint => ({
  ...{ id: `budget ${year}`, kind: 'ceiling', where: { year: String(year) }, limitRupiah },
})
const item = (code: string, costRupiah: number, value: number): PortfolioItem => ({
  ...{ code, costRupiah, value, attributes: {} },
})

interface Funded extends PortfolioItem {
  readonly year: number
}

/** Whether a plan keeps a constraint: written anew, so that it shares nothing with what it judges. */
function keeps(funded: readonly Funded[], constraint: PortfolioConstraint): boolean {
  const inside = (where: Readonly<Record<string, string>>) =>
    funded.filter((one) =>
      Object.entries(where).every(
        ([name, value]) => (name === 'year' ? String(one.year) : one.attributes[name]) === value,
      ),
    )
  const rupiah = (some: readonly Funded[]) => some.reduce((sum, { costRupiah }) => sum + costRupiah, 0)
  const yearOf = (code: string) => funded.find((one) => one.code === code)?.year
  switch (constraint.kind) {
    case 'ceiling':
      return rupiah(inside(constraint.where)) <= constraint.limitRupiah
    case 'floor':
      return rupiah(inside(constraint.where)) >= constraint.minimumRupiah
    case 'quota': {
      const { length } = inside(constraint.where)
      return length >= (constraint.minimum ?? 0) && length <= (constraint.maximum ?? Infinity)
    }
    case 'exclusive':
      return constraint.codes.filter((code) => yearOf(code) !== undefined).length <= 1
    case 'share':
      return rupiah(inside(constraint.where)) >= constraint.minimumShare * rupiah(funded) - 1e-3
    case 'force':
      return (yearOf(constraint.code) !== undefined) === constraint.funded
    case 'requires': {
      const [own, needed] = [yearOf(constraint.code), yearOf(constraint.needs)]
      return own === undefined || (needed !== undefined && needed <= own)
    }
    case 'least-value':
      return true
    case 'least-people':
      return served(funded, constraint.groups) >= constraint.minimum
  }
}

function served(funded: readonly Funded[], groups: readonly PeopleServed[]): number {
  return groups
    .filter(({ codes }) => funded.some(({ code }) => codes.includes(code)))
    .reduce((sum, { people }) => sum + people, 0)
}

function worthOf({ objective, plan }: PortfolioProblem, funded: readonly Funded[]): number {
  if (objective.kind === 'people') return served(funded, objective.groups)
  const passed = (year: number) => year - plan!.years[0]!
  return funded.reduce(
    (sum, { value, year }) => sum + Math.round(value * (1 - plan!.discountPerYear) ** passed(year)),
    0,
  )
}

/** Everything that can be done with a plan: each proposal in one of the years or in none. */
function* everyPlan({ items, plan }: PortfolioProblem, at = 0): Generator<Funded[]> {
  const one = items[at]
  if (one === undefined) {
    yield []
    return
  }
  const years = Number.isNaN(one.costRupiah) ? [] : plan!.years
  for (const rest of everyPlan({ items, plan } as PortfolioProblem, at + 1)) {
    yield rest
    for (const year of years) yield [{ ...one, year }, ...rest]
  }
}

/** The best worth of all plans; null when none keeps all constraints. */
function bestOfAll(problem: PortfolioProblem, without?: string): number | null {
  const asked = problem.constraints.filter(({ id }) => id !== without)
  let best: number | null = null
  for (const funded of everyPlan(problem)) {
    if (!asked.every((constraint) => keeps(funded, constraint))) continue
    best = Math.max(best ?? 0, worthOf(problem, funded))
  }
  return best
}

function fundedOf({ items }: PortfolioProblem, { chosen, years }: PortfolioAnswer): Funded[] {
  expect(years).toHaveLength(chosen.length)
  expect(new Set(chosen).size).toBe(chosen.length)
  return chosen.map((code, at) => ({ ...items.find((one) => one.code === code)!, year: years![at]! }))
}

/** Two or three years, with gaps, with money for each; a discount or none. */
const randomPlan: fc.Arbitrary<PortfolioProblem> = fc
  .tuple(
    portfolioUpTo(5),
    fc.constantFrom([2026, 2027], [2026, 2027, 2028], [2026, 2028, 2029]),
    fc.constantFrom(0, 0, 0.1, 0.35),
    fc.array(fc.integer({ min: 0, max: 2_500_000_000 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([problem, years, discount, limits]) => {
    const own = problem.constraints.filter(({ kind }) => kind !== 'least-value')
    const discountPerYear = problem.objective.kind === 'people' ? 0 : discount
    return {
      ...problem,
      constraints: [...years.map((year, at) => ceilingOf(year, limits[at]!)), ...own],
      plan: { years, discountPerYear },
    }
  })

describe('a plan over several years', () => {
  it('is the best of all, each proposal in one year at most, or infeasible where none keeps all constraints', () => {
    const seen = { optimal: 0, infeasible: 0, exact: 0 }
    fc.assert(
      fc.property(randomPlan, (problem) => {
        const best = bestOfAll(problem)
        const answer = study(problem)
        if (best === null) {
          expect(answer).toMatchObject({ status: 'infeasible', chosen: [] })
          seen.infeasible++
          return
        }
        const funded = fundedOf(problem, answer)
        expect(answer.worth).toBeCloseTo(best, 6)
        expect(answer.bound).toBeCloseTo(best, 4)
        expect(worthOf(problem, funded)).toBeCloseTo(best, 6)
        expect(problem.constraints.filter((one) => !keeps(funded, one))).toEqual([])
        expect(isSettled(problem, funded)).toBe(true)
        seen.optimal++
        if (answer.proof === 'exact') seen.exact++
      }),
      { numRuns: 150 },
    )
    expect(seen.infeasible).toBeGreaterThan(10)
    expect(seen.optimal).toBeGreaterThan(40)
    expect(seen.exact).toBe(seen.optimal)
  })

  /** Nothing could come earlier by itself. */
  function isSettled(problem: PortfolioProblem, funded: readonly Funded[]): boolean {
    return funded.every((one, at) =>
      problem
        .plan!.years.filter((year) => year < one.year)
        .every((year) => {
          const moved = funded.with(at, { ...one, year })
          return problem.constraints.some((constraint) => !keeps(moved, constraint))
        }),
    )
  }

  it('prices each year’s money, and names a conflict of which each member takes part', () => {
    let [priced, conflicts] = [0, 0]
    fc.assert(
      fc.property(randomPlan, (problem) => {
        const answer = study(problem, 3)
        if (answer.conflict) {
          conflicts++
          const only = (ids: readonly string[]) =>
            bestOfAll({ ...problem, constraints: problem.constraints.filter(({ id }) => ids.includes(id)) })
          const { ids } = answer.conflict
          expect(only(ids)).toBeNull()
          for (const id of ids) expect(only(ids.filter((other) => other !== id))).not.toBeNull()
          // The model's own rule, one year for each, is nobody's condition.
          for (const id of ids) expect(problem.constraints.map((one) => one.id)).toContain(id)
        }
        for (const { id, worthWithout } of answer.prices) {
          priced++
          expect(worthWithout).toBeCloseTo(bestOfAll(problem, id) ?? Number.NaN, 6)
        }
        expect(answer.prices.length + answer.pricesNotAsked).toBe(
          answer.status === 'infeasible' ? 0 : problem.constraints.length,
        )
      }),
      { numRuns: 40 },
    )
    expect(priced).toBeGreaterThan(30)
    expect(conflicts).toBeGreaterThan(3)
  })

  const three: YearPlan = { years: [2026, 2027, 2028], discountPerYear: 0 }
  const planOf = (
    items: readonly PortfolioItem[],
    limits: readonly number[],
    ...constraints: PortfolioConstraint[]
  ): PortfolioProblem => ({
    items,
    constraints: [...three.years.map((year, at) => ceilingOf(year, limits[at]!)), ...constraints],
    objective: { kind: 'score' },
    plan: three,
  })
  const scheduleOf = ({ chosen, years }: PortfolioAnswer) =>
    Object.fromEntries(chosen.map((code, at) => [code, years?.[at]]))

  it('is better than the best of each year one after the other', () => {
    // The first year alone would take A for its value, and the second could not pay B then.
    const items = [item('A', 60, 61), item('B', 100, 90), item('C', 40, 40), item('D', 60, 50)]
    const answer = study(planOf(items, [100, 60, 0]))
    expect(answer).toMatchObject({ worth: 151, proof: 'exact' })
    expect(scheduleOf(answer)).toEqual({ A: 2027, B: 2026 })
  })

  it('has a prerequisite in the same year or before, and a bundle in one year', () => {
    const items = [item('road', 100, 1), item('bridge', 100, 90), item('A', 50, 10), item('B', 50, 10)]
    const needs = (id: string, code: string, other: string): PortfolioConstraint => ({
      ...{ id, kind: 'requires', code, needs: other },
    })
    const pair = [needs('r', 'road', 'bridge'), needs('ab', 'A', 'B'), needs('ba', 'B', 'A')]
    const answer = study(planOf(items, [100, 100, 100], ...pair))
    expect(answer).toMatchObject({ worth: 111, proof: 'exact' })
    const when = scheduleOf(answer)
    expect(when.road).toBeGreaterThanOrEqual(when.bridge!)
    expect(when.A).toBe(when.B)
  })

  it('fills year after year in the comparison down the list', () => {
    // W is dearer than any year's money, and so keeps no year from being filled.
    const items = [
      ...[item('A', 60, 9), item('W', 150, 9), item('B', 60, 8), item('C', 30, 7), item('D', 20, 6)],
      ...[item('E', 90, 5), item('F', 1, 4)],
    ]
    const [list] = study(planOf(items, [100, 100, 20])).downTheList
    expect(list).toMatchObject({
      ...{ codes: ['A', 'B', 'C', 'D'], years: [2026, 2027, 2027, 2028], costRupiah: 170 },
    })
  })

  it('takes what loses most by waiting first where later years count less', () => {
    const items = [item('A', 50, 1000), item('B', 50, 100)]
    const problem = { ...planOf(items, [50, 50, 50]), plan: { ...three, discountPerYear: 0.1 } }
    const answer = study(problem)
    expect(answer).toMatchObject({ worth: 1090, proof: 'exact' })
    expect(scheduleOf(answer)).toEqual({ A: 2026, B: 2027 })
  })

  it('of many proposals is proven in whole numbers where the years hold what their money together would buy', () => {
    const random = createRandom(17)
    const items = Array.from({ length: 60 }, (_, i) =>
      item(`P${i}`, 1_000_000 * (20 + random.below(400)), 1000 + random.below(60_000)),
    )
    const problem = planOf(items, [1.2e9, 1.4e9, 1e9])
    const answer = study(problem, 3, 2)
    expect(answer).toMatchObject({ status: 'optimal', proof: 'exact', gap: 0 })
    const funded = fundedOf(problem, answer)
    expect(problem.constraints.filter((one) => !keeps(funded, one))).toEqual([])
    // What is worth most comes first, though the second year has most money.
    const schedule = scheduleOf(answer)
    const best = items.filter(({ code }) => code in schedule).sort((one, other) => other.value - one.value)
    expect(best.slice(0, 4).map(({ code }) => schedule[code])).toEqual([2026, 2026, 2026, 2026])
    // The same money in one year is worth as much, and no more.
    const { plan: _, ...together } = problem
    const budget: PortfolioConstraint = { id: 'all', kind: 'ceiling', where: {}, limitRupiah: 3.6e9 }
    expect(study({ ...together, constraints: [budget] }).worth).toBe(answer.worth)
    // Alternatives are of other proposals, not of other years alone.
    expect(answer.alternatives).toHaveLength(2)
    for (const { added, removed } of answer.alternatives)
      expect(added.length + removed.length).toBeGreaterThan(0)
  })

  it('serves people in whatever year, where the years do not hold what their money together would buy', () => {
    const groups = [{ people: 1, codes: ['A', 'B'] }]
    const problem = planOf([item('A', 130, 1), item('B', 90, 1)], [100, 30, 0])
    const answer = study({ ...problem, objective: { kind: 'people', groups } })
    expect(answer).toMatchObject({ worth: 1, chosen: ['B'], years: [2026], proof: 'exact' })
  })

  it('says why one was not chosen over all years', () => {
    const items = [item('A', 100, 90), item('B', 100, 80), item('C', 100, 70), item('D', 100, 60)]
    const problem = planOf(items, [100, 100, 100])
    const best = study(problem)
    const refusal = explainRefusal(problem, best, 'D', { solve, secondsLeft: () => 30 })
    expect(refusal).toMatchObject({ reason: 'worth-less', loss: 10, displaced: ['C'], proven: true })
  })

  it.each([
    [{ years: [2026], discountPerYear: 0 }, 'plan.years'],
    [{ years: [2027, 2026], discountPerYear: 0 }, 'plan.years'],
    [{ years: [2026, 2027, 2028, 2029, 2030, 2031], discountPerYear: 0 }, 'plan.years'],
    [{ years: [2026, 2027], discountPerYear: 0.6 }, 'plan.discountPerYear'],
  ])('of %j is refused', (plan, parameter) => {
    const problem = { ...planOf([item('A', 1, 1)], [1, 1, 1]), plan }
    expect(() => checkPortfolio(problem)).toThrow(parameter)
  })
})
