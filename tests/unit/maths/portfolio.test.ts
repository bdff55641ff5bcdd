import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explainRefusal } from '../../../core/portfolio/explain-refusal.ts'
import { fundDownTheList } from '../../../core/portfolio/fund-down-the-list.ts'
import { brokenConstraints, worthOf } from '../../../core/portfolio/judge-choice.ts'
import {
  type PortfolioConstraint,
  type PortfolioItem,
  type PortfolioProblem,
  quotasPerGroup,
} from '../../../core/portfolio/portfolio.ts'
import { solveExactly } from '../../../core/portfolio/solve-exactly.ts'
import { type StudyOptions, studyPortfolio } from '../../../core/portfolio/study-portfolio.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'
import { bestByEnumeration, randomPortfolio } from './random-portfolio.ts'

const { solve } = await openHighs()
const seconds = () => 30
const study = (problem: PortfolioProblem, options: Partial<StudyOptions> = {}) =>
  studyPortfolio(problem, {
    solve,
    timeLimitSeconds: 60,
    nowSeconds: () => performance.now() / 1000,
    ...options,
  })
const item = (code: string, costRupiah: number, value: number, attributes = {}): PortfolioItem => ({
  code,
  costRupiah,
  value,
  attributes,
})
const budget = (limitRupiah: number): PortfolioConstraint => ({
  id: 'budget',
  kind: 'ceiling',
  where: {},
  limitRupiah,
})
const problemOf = (items: PortfolioItem[], ...constraints: PortfolioConstraint[]): PortfolioProblem => ({
  items,
  constraints,
  objective: { kind: 'score' },
})

test('the answer is the one that trying every choice gives, or infeasible when none is possible', () => {
  fc.assert(
    fc.property(randomPortfolio, (problem) => {
      const solved = solveExactly(problem, solve, seconds)
      const best = bestByEnumeration(problem)
      if (best === null) expect(solved).toMatchObject({ status: 'infeasible', chosen: null })
      else {
        expect(solved.status).toBe('optimal')
        expect(solved.worth).toBeCloseTo(best, 6)
        expect(solved.bound).toBeCloseTo(best, 4)
        expect(brokenConstraints(problem, solved.chosen!)).toEqual([])
      }
    }),
    { numRuns: 120 },
  )
})

/** The problem with each constraint eased by what the answer says; shares and choices of one are dropped. */
function relaxed(problem: PortfolioProblem, steps: readonly { id: string; by: number }[]): PortfolioProblem {
  const constraints = problem.constraints.flatMap((constraint): PortfolioConstraint[] => {
    const by = steps.find(({ id }) => id === constraint.id)?.by
    if (by === undefined) return [constraint]
    if (constraint.kind === 'ceiling') {
      return [{ ...constraint, limitRupiah: constraint.limitRupiah + Math.ceil(by - 1e-3) }]
    }
    if (constraint.kind === 'least-value' || constraint.kind === 'least-people')
      return [{ ...constraint, minimum: Math.max(0, constraint.minimum - by) }]
    if (constraint.kind !== 'quota') return []
    const { minimum, maximum } = constraint
    const eased = Math.round(by)
    return [
      minimum === undefined
        ? { ...constraint, maximum: maximum! + eased }
        : { ...constraint, minimum: Math.max(0, minimum - eased) },
    ]
  })
  return { ...problem, constraints }
}

test('a conflict named is one, none of its members is idle, none is smaller where it says so, and its relaxation mends it', () => {
  let [conflicts, smallest] = [0, 0]
  fc.assert(
    fc.property(randomPortfolio, (problem) => {
      fc.pre(bestByEnumeration(problem) === null)
      conflicts++
      const { conflict } = study(problem)
      const only = (ids: readonly string[]) =>
        bestByEnumeration({
          ...problem,
          constraints: problem.constraints.filter(({ id }) => ids.includes(id)),
        })
      expect(only(conflict!.ids)).toBeNull()
      for (const id of conflict!.ids)
        expect(only(conflict!.ids.filter((other) => other !== id))).not.toBeNull()
      // What is possible stays so with fewer constraints: sets of one member less stand for all smaller ones.
      if (conflict!.smallest) {
        smallest++
        for (const ids of setsOf(problem.constraints, conflict!.ids.length - 1))
          expect(only(ids), `${ids} against ${conflict!.ids}`).not.toBeNull()
      }
      expect(conflict!.cheapest.length).toBeGreaterThan(0)
      expect(bestByEnumeration(relaxed(problem, conflict!.cheapest))).not.toBeNull()
    }),
    { numRuns: 25 },
  )
  expect(conflicts).toBeGreaterThan(5)
  expect(smallest).toBeGreaterThan(5)
})

/** All sets of so many ids. */
function setsOf(constraints: readonly PortfolioConstraint[], size: number): string[][] {
  const ids = constraints.map(({ id }) => id)
  return Array.from({ length: 2 ** ids.length }, (_, set) =>
    ids.filter((__, at) => ((set >> at) & 1) === 1),
  ).filter(({ length }) => length === size)
}

test('what gives way is counted to the rupiah, even below the tolerance of the solver', () => {
  const items = [
    item('cheap', 7, 611, { d: 'A' }),
    item('wanted', 384_035_253, 822, { d: 'A' }),
    item('dear', 1_999_999_996, 673, { d: 'C' }),
  ]
  const problem = problemOf(
    items,
    budget(1),
    { id: 'wanted', kind: 'force', code: 'wanted', funded: true },
    { id: 'one', kind: 'quota', where: { d: 'A' }, minimum: 1 },
  )
  const { cheapest } = study(problem).conflict!
  expect(bestByEnumeration(relaxed(problem, cheapest))).not.toBeNull()
})

test('a search that ran out of time gives at least what funding down the list does, with a bound', () => {
  const items = [item('A', 3, 30), item('B', 2, 10), item('C', 2, 9), item('none', Number.NaN, 500)]
  const nothingYet = () => ({
    status: 'time-limit' as const,
    objective: Number.NaN,
    bound: Number.NaN,
    gap: Number.NaN,
    x: null,
  })
  const solved = solveExactly(problemOf(items, budget(4)), nothingYet, seconds)
  expect(solved).toMatchObject({ status: 'time-limit', worth: 30, costRupiah: 3, bound: 49 })
  expect(solved.chosen).toEqual([true, false, false, false])
  expect(solved.gap).toBeCloseTo(19 / 30, 12)
  const minimum: PortfolioConstraint = { id: 'B', kind: 'force', code: 'B', funded: true }
  const unmet = solveExactly(problemOf(items, budget(4), minimum), nothingYet, seconds)
  expect(unmet).toMatchObject({ status: 'time-limit', chosen: null })
})

test('a limit to the rupiah is kept to the rupiah', () => {
  const items = [item('A', 5_000_000_000, 10), item('B', 4_999_999_999, 9), item('C', 1, 1)]
  const at = (limit: number) => study(problemOf(items, budget(limit))).chosen
  expect(at(9_999_999_999)).toEqual(['A', 'B'])
  expect(at(9_999_999_998)).toEqual(['A', 'C'])
  expect(at(10_000_000_000)).toEqual(['A', 'B', 'C'])
})

test('a budget below the cheapest proposal funds nothing and says both amounts', () => {
  const answer = study(problemOf([item('A', 500, 1), item('B', 900, 5)], budget(499)))
  expect(answer).toMatchObject({ status: 'optimal', chosen: [], worth: 0, gap: 0 })
  expect(answer.explanation.en).toBe('The budget of Rp 499 is below the cheapest proposal, Rp 500.')
  expect(answer.explanation.id).toContain('Rp 499')
})

test('no proposals, or none with a cost, is a defined and explained answer', () => {
  expect(study(problemOf([], budget(5)))).toMatchObject({
    status: 'nothing-to-choose',
    chosen: [],
    explanation: { en: 'There are no proposals to choose from.' },
  })
  const unknown = study(problemOf([item('A', Number.NaN, 5)], budget(5)))
  expect(unknown).toMatchObject({ status: 'nothing-to-choose', withoutCost: ['A'], chosen: [] })
})

test('negative costs, codes twice, unknown codes and crossed quotas are refused by name', () => {
  expect(() => study(problemOf([item('A', -5, 1)]))).toThrow(/costRupiah of A: expected rupiah of 0 or more/)
  expect(() => study(problemOf([item('A', 5, 1), item('A', 6, 1)]))).toThrow(/each code once, received A/)
  const force: PortfolioConstraint = { id: 'must', kind: 'force', code: 'Z', funded: true }
  expect(() => study(problemOf([item('A', 5, 1)], force))).toThrow(/must: expected codes of proposals/)
  const crossed: PortfolioConstraint = { id: 'q', kind: 'quota', where: {}, minimum: 3, maximum: 2 }
  expect(() => study(problemOf([item('A', 5, 1)], crossed))).toThrow(/minimum not above the maximum/)
  expect(() => study(problemOf([item('A', 5, 1)], budget(-1)))).toThrow(/limitRupiah of budget/)
})

test('funding down the list never beats the optimum when it keeps all constraints', () => {
  fc.assert(
    fc.property(randomPortfolio, (problem) => {
      const solved = solveExactly(problem, solve, seconds)
      for (const by of ['value', 'value-per-rupiah'] as const) {
        const list = fundDownTheList(problem, by)
        const chosen = problem.items.map(({ code }) => list.codes.includes(code))
        expect(worthOf(problem, chosen)).toBe(list.worth)
        expect(list.broken).toEqual(brokenConstraints(problem, chosen).map(({ id }) => id))
        if (list.broken.length === 0) expect(list.worth).toBeLessThanOrEqual(solved.worth + 1e-6)
      }
    }),
    { numRuns: 60 },
  )
})

test('the price of a constraint is what the best choice gains without it', () => {
  const items = [item('A', 60, 10, { d: '1' }), item('B', 60, 9, { d: '1' }), item('C', 60, 3, { d: '2' })]
  const ceiling: PortfolioConstraint = {
    id: 'district 1',
    kind: 'ceiling',
    where: { d: '1' },
    limitRupiah: 60,
  }
  const answer = study(problemOf(items, ceiling, budget(120)))
  expect(answer.chosen).toEqual(['A', 'C'])
  expect(answer.prices).toEqual([
    { id: 'district 1', worthWithout: 19, price: 6, proven: true },
    { id: 'budget', worthWithout: 13, price: 0, proven: true },
  ])
})

test('alternatives are possible, different from each other and worth almost as much', () => {
  const items = Array.from({ length: 8 }, (_, i) => item(`P${i}`, 10, 1000 + (i % 2)))
  const answer = study(problemOf(items, budget(40)), { alternatives: 3, tolerance: 0.01 })
  expect(answer.worth).toBe(4004)
  expect(answer.alternatives).toHaveLength(3)
  expect(answer.alternatives[0]).toMatchObject({ worth: 4000, costRupiah: 40 })
  expect(answer.alternatives[0]!.added).toHaveLength(4)
  const keys = answer.alternatives.map(({ added, removed }) => `${[...added].sort()}|${[...removed].sort()}`)
  expect(new Set(keys).size).toBe(3)
})

test('under uncertain weights a proposal best in everything is core, a dominated one never funded', () => {
  const items = [item('best', 10, 1), item('left', 10, 1), item('right', 10, 1), item('worst', 10, 1)]
  const columns = [Uint16Array.of(1000, 900, 100, 50), Uint16Array.of(1000, 100, 900, 50)]
  const { robustness } = study(problemOf(items, budget(20)), {
    robustness: { columns, uncertainty: { kind: 'any' }, samples: 30, seed: 4 },
  })
  expect(robustness).toMatchObject({
    samples: 30,
    core: ['best'],
    swing: ['left', 'right'],
    never: ['worst'],
  })
  expect(robustness!.funded[1]! + robustness!.funded[2]!).toBeCloseTo(1, 12)
})

test('quotas per village and kind are made for the groups that occur', () => {
  const items = [
    item('A', 1, 5, { village: 'v', kind: 'physical' }),
    item('B', 1, 4, { village: 'v', kind: 'physical' }),
    item('C', 1, 3, { village: 'v', kind: 'other' }),
    item('D', 1, 2, { village: 'w', kind: 'other' }),
  ]
  const quotas = quotasPerGroup(items, ['village', 'kind'], { maximum: 1 })
  expect(quotas).toHaveLength(3)
  expect(study(problemOf(items, ...quotas)).chosen).toEqual(['A', 'C', 'D'])
})

test('progress is told through every step', () => {
  const steps = new Set<string>()
  study(problemOf([item('A', 5, 1), item('B', 6, 2)], budget(6)), {
    onProgress: ({ step }) => steps.add(step),
  })
  expect([...steps]).toEqual(['optimum', 'prices', 'alternatives'])
})

test('once the best choice is found, what is reckoned next is told as it begins, and not the search for it', () => {
  const items = [item('A', 5, 1), item('B', 6, 2)]
  const toldAfterFinding = (...constraints: PortfolioConstraint[]) => {
    const told: string[] = []
    study(problemOf(items, ...constraints), {
      onFound: () => told.push('found'),
      onProgress: ({ step, done }) => told.push(`${step} ${done}`),
    })
    return told.slice(told.indexOf('found') + 1)
  }
  expect(toldAfterFinding(budget(6))[0]).toBe('prices 0')
  expect(toldAfterFinding()[0]).toBe('alternatives 0')
})

test('a refused proposal learns what funding it would cost and whom it would displace', () => {
  const items = [
    item('A', 60, 10),
    item('B', 60, 9),
    item('C', 60, 9),
    item('D', 200, 99),
    item('E', Number.NaN, 9),
  ]
  const problem = problemOf(items, budget(120))
  const best = study(problem)
  expect(best.chosen[0]).toBe('A')
  const other = best.chosen[1] === 'B' ? 'C' : 'B'
  const why = (code: string) => explainRefusal(problem, best, code, { solve, secondsLeft: seconds })
  expect(why(other)).toMatchObject({ reason: 'as-good', loss: 0, displaced: [best.chosen[1]], cameIn: [] })
  expect(why('D')).toMatchObject({ reason: 'conflicts', proven: true })
  expect(why('E')).toMatchObject({ reason: 'no-cost' })
  expect(() => why('A')).toThrow(/a proposal that was not chosen/)
  const poorer = problemOf([...items, item('F', 60, 2)], budget(120))
  const refusal = explainRefusal(poorer, best, 'F', { solve, secondsLeft: seconds })
  expect(refusal).toMatchObject({ reason: 'worth-less', worthWith: 12, loss: 7, proven: true })
})
