import { expect, test } from 'vitest'
import { runCase } from '../../../core/maths-cases/maths-case.ts'
import { mathsCases } from '../../../core/maths-cases/maths-cases.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'

const { solve } = await openHighs()

test.each(mathsCases.map((mathsCase) => [mathsCase.id, mathsCase] as const))(
  '%s agrees to its digits',
  (_, mathsCase) => {
    const { actual } = runCase(mathsCase, solve)
    expect(actual).toHaveLength(mathsCase.expected.length)
    mathsCase.expected.forEach((value, at) => {
      expect(Math.abs(actual[at]! - value)).toBeLessThanOrEqual(0.5000001 * 10 ** -mathsCase.digits)
    })
  },
)

test('a case that misses by one unit of its last digit, or in length, has failed', () => {
  const base = { id: 'x', name: 'x', source: 'x', digits: 3 }
  const passed = (expected: number[], actual: number[]) =>
    runCase({ ...base, expected, run: () => actual }, solve).passed
  expect(passed([0.123], [0.1234])).toBe(true)
  expect(passed([0.123], [0.124])).toBe(false)
  expect(passed([0.123], [Number.NaN])).toBe(false)
  expect(passed([0.123], [0.123, 0.123])).toBe(false)
})

test('every case that was agreed on is there', () => {
  const agreed = [
    ...['gi', 'gi-star', 'gi-star-p', 'local-moran', 'global-moran', 'moran-quadrants', 'moran-enumeration'],
    ...['moran-permutation', 'fdr', 'fdr-count', 'topsis-vector', 'topsis-rank', 'topsis-min-max'],
    ...['flip-min-max', 'flip-vector', 'weighted-sum', 'weighted-sum-rank', 'entropy', 'ahp-inconsistent'],
    ...['ahp-lambda', 'ahp-ratio', 'ahp-three', 'ahp-three-lambda', 'smaa', 'gini', 'theil', 'theil-groups'],
    ...['concentration', '2sfca', 'e2sfca', '2sfca-conservation', 'knapsack', 'knapsack-list'],
    ...['knapsack-quota', 'knapsack-infeasible', 'kde-scott', 'kde-silverman', 'areal', 'tile'],
  ]
  expect(mathsCases.map(({ id }) => id)).toEqual(expect.arrayContaining(agreed))
})

test('case ids are unique', () => {
  expect(new Set(mathsCases.map(({ id }) => id)).size).toBe(mathsCases.length)
})
