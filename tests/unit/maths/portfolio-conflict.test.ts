import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findConflict } from '../../../core/portfolio/find-conflict.ts'
import { brokenConstraints } from '../../../core/portfolio/judge-choice.ts'
import type {
  PortfolioConstraint,
  PortfolioItem,
  PortfolioProblem,
} from '../../../core/portfolio/portfolio.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'
import { bestByEnumeration, everyChoice, randomPortfolio } from './random-portfolio.ts'

const { solve } = await openHighs()
const conflictOf = (problem: PortfolioProblem) => findConflict(problem, solve, () => 30)

const item = (code: string, costRupiah: number, district = '1'): PortfolioItem => ({
  code,
  costRupiah,
  value: 1,
  attributes: { district },
})
const problemOf = (items: PortfolioItem[], constraints: PortfolioConstraint[]): PortfolioProblem => ({
  items,
  constraints,
  objective: { kind: 'score' },
})
const budget = (limitRupiah: number): PortfolioConstraint => ({
  ...{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah },
})
const fund = (code: string): PortfolioConstraint => ({
  ...{ id: `fund ${code}`, kind: 'force', code, funded: true },
})
const leaveOut = (code: string): PortfolioConstraint => ({
  ...{ id: `not ${code}`, kind: 'force', code, funded: false },
})
const atLeast = (minimum: number): PortfolioConstraint => ({
  ...{ id: 'minimum', kind: 'quota', where: {}, minimum },
})

describe('the cheapest relaxation', () => {
  const cases: [string, PortfolioProblem, { id: string; by: number }[]][] = [
    // The budget by 20 of 100 is 0.2; either of the two no longer funded would be 1 of 1.
    [
      'gives a budget of 100 another 20 rather than drop one of two that cost 60 each',
      problemOf([item('A', 60), item('B', 60)], [budget(100), fund('A'), fund('B')]),
      [{ id: 'budget', by: 20 }],
    ],
    // The budget by 100 of 100 is 1; by 50 and one fewer of four 0.75; two fewer of four 0.5.
    [
      'asks for two fewer of four at 50 each rather than double a budget of 100',
      problemOf(
        ['A', 'B', 'C', 'D'].map((code) => item(code, 50)),
        [budget(100), atLeast(4)],
      ),
      [{ id: 'minimum', by: 2 }],
    ],
    // One alone is two fewer of three, 0.667; 10 and 20 are one fewer and 5 of 25, 0.533; all three 85 of 25, 3.4.
    [
      'takes a little of two where that is less than much of one',
      problemOf([item('A', 10), item('B', 20), item('C', 80)], [budget(25), atLeast(3)]),
      [
        { id: 'budget', by: 5 },
        { id: 'minimum', by: 1 },
      ],
    ],
    // The total by 10 of 100 and district 1 by 20 of 40 are 0.6; A not funded is 1, B not funded 1 beside that 0.5.
    [
      'takes from both ceilings that one proposal breaks',
      problemOf(
        [item('A', 60), item('B', 50, '2')],
        [
          budget(100),
          { id: 'district 1', kind: 'ceiling', where: { district: '1' }, limitRupiah: 40 },
          fund('A'),
          fund('B'),
        ],
      ),
      [
        { id: 'budget', by: 10 },
        { id: 'district 1', by: 20 },
      ],
    ],
    // Half of 100 for district 1 is 20 more than A's 30: 20 of the 35 it can miss at most, 0.571. One not funded is 1.
    [
      'lets a share be missed by 20 rather than drop a proposal',
      problemOf(
        [item('A', 30), item('B', 70, '2')],
        [{ id: 'share', kind: 'share', where: { district: '1' }, minimumShare: 0.5 }, fund('A'), fund('B')],
      ),
      [{ id: 'share', by: 20 }],
    ],
    // A alone misses one constraint (1), B alone two, both of them two and a tenth of the budget.
    [
      'drops the one constraint that stands against three others',
      problemOf(
        [item('A', 60), item('B', 50)],
        [
          budget(100),
          { id: 'twins', kind: 'exclusive', codes: ['A', 'B'] },
          fund('A'),
          fund('B'),
          leaveOut('B'),
        ],
      ),
      [{ id: 'fund B', by: 1 }],
    ],
  ]

  it.each(cases)('%s', (_, problem, expected) => {
    expect(bestByEnumeration(problem)).toBeNull()
    const { cheapest } = conflictOf(problem)
    expect(cheapest.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(expected)
  })

  it('has the least sum of relative violations of all choices there are', () => {
    // Small amounts, so that no rounding of the solver stands between two choices.
    const small = randomPortfolio.map((problem) => ({
      ...problem,
      items: problem.items.map((one) => ({ ...one, costRupiah: one.costRupiah % 1000 })),
      constraints: problem.constraints.map((one) =>
        one.kind === 'ceiling'
          ? { ...one, limitRupiah: one.limitRupiah % 2000 }
          : one.kind === 'floor'
            ? { ...one, minimumRupiah: one.minimumRupiah % 2000 }
            : one,
      ),
    }))
    fc.assert(
      fc.property(small, (problem) => {
        fc.pre(bestByEnumeration(problem) === null)
        const sum = (broken: readonly { id: string; by: number }[]) =>
          broken.reduce((total, { id, by }) => total + by / referenceOf(problem, id), 0)
        const least = Math.min(
          ...[...everyChoice(problem)].map((chosen) => sum(brokenConstraints(problem, chosen))),
        )
        expect(sum(conflictOf(problem).cheapest)).toBeCloseTo(least, 2)
      }),
      { numRuns: 25 },
    )
  })
})

/** What a violation is measured against: the limit, the count, the rupiah that a share can miss at most, or one. */
function referenceOf({ items, constraints }: PortfolioProblem, id: string): number {
  const constraint = constraints.find((one) => one.id === id)
  switch (constraint?.kind) {
    case 'ceiling':
      return Math.max(1, constraint.limitRupiah)
    case 'floor':
      return Math.max(1, constraint.minimumRupiah)
    case 'least-value':
    case 'least-people':
      return Math.max(1, constraint.minimum)
    case 'quota':
      return Math.max(1, constraint.minimum ?? constraint.maximum ?? 1)
    case 'share': {
      const others = items.filter(
        ({ costRupiah, attributes }) => costRupiah > 0 && attributes.district !== constraint.where.district,
      )
      return Math.max(
        1,
        others.reduce((sum, { costRupiah }) => sum + constraint.minimumShare * costRupiah, 0),
      )
    }
    default:
      return 1
  }
}

describe('the smallest conflict', () => {
  /** D is to be funded and left out: two that conflict. A and B cannot both be paid: three. Idle constraints lie between. */
  const withIdle = (idle: number): PortfolioProblem =>
    problemOf(
      [item('A', 60), item('B', 60), item('D', 1)],
      [
        fund('D'),
        leaveOut('D'),
        ...Array.from(
          { length: idle },
          (_, at): PortfolioConstraint => ({
            ...{ id: `idle ${at}`, kind: 'quota', where: {}, maximum: 4 },
          }),
        ),
        fund('A'),
        fund('B'),
        budget(100),
      ],
    )

  it('is found among few constraints, wherever its members stand', () => {
    const { ids, smallest, searchedUpTo, irreducible } = conflictOf(withIdle(20))
    expect(ids).toEqual(['fund D', 'not D'])
    expect({ smallest, searchedUpTo, irreducible }).toEqual({
      ...{ smallest: true, searchedUpTo: 2, irreducible: true },
    })
  })

  it('is not said to be so where a smaller one was not looked for', () => {
    // Beyond 500 pairs only single constraints are tried; what is left after dropping halves is a set of three.
    const { ids, smallest, searchedUpTo, irreducible } = conflictOf(withIdle(40))
    expect(ids).toEqual(['fund A', 'fund B', 'budget'])
    expect({ smallest, searchedUpTo, irreducible }).toEqual({
      ...{ smallest: false, searchedUpTo: 1, irreducible: true },
    })
  })
})
