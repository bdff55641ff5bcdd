import { findConflict } from '../portfolio/find-conflict.ts'
import { fundDownTheList } from '../portfolio/fund-down-the-list.ts'
import type { SolveMilp } from '../portfolio/milp.ts'
import type { PortfolioConstraint, PortfolioProblem } from '../portfolio/portfolio.ts'
import { solveExactly } from '../portfolio/solve-exactly.ts'
import type { MathsCase } from './maths-case.ts'

const P01 = 'Burkardt, Knapsack 01 data set, P01'
const SECONDS = 60
const weights = [23, 31, 29, 44, 53, 38, 63, 85, 89, 82]
const values = [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]
const capacity: PortfolioConstraint = { id: 'capacity', kind: 'ceiling', where: {}, limitRupiah: 165 }

function p01(...more: PortfolioConstraint[]): PortfolioProblem {
  const items = weights.map((costRupiah, i) => ({
    code: String(i + 1).padStart(2, '0'),
    costRupiah,
    value: values[i]!,
    attributes: { half: i < 5 ? 'first' : 'second' },
  }))
  return { items, constraints: [capacity, ...more], objective: { kind: 'score' } }
}

const atLeast = (minimum: number): PortfolioConstraint => ({
  id: 'second half',
  kind: 'quota',
  where: { half: 'second' },
  minimum,
})
const solved = (problem: PortfolioProblem, solve: SolveMilp) => solveExactly(problem, solve, () => SECONDS)

/** Three proposals of one rupiah; A and B overlap. Counting twice would choose A and B. */
const overlapping: PortfolioProblem = {
  items: ['A', 'B', 'C'].map((code) => ({ code, costRupiah: 1, value: 1, attributes: {} })),
  constraints: [{ id: 'capacity', kind: 'ceiling', where: {}, limitRupiah: 2 }],
  objective: {
    kind: 'people',
    groups: [
      { people: 80, codes: ['A', 'B'] },
      { people: 10, codes: ['A'] },
      { people: 15, codes: ['B'] },
      { people: 40, codes: ['C'] },
    ],
  },
}

export const portfolioCases: readonly MathsCase[] = [
  {
    id: 'knapsack',
    name: 'Knapsack: optimum, bound, then 1 for each item chosen',
    source: P01,
    expected: [309, 309, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0],
    digits: 6,
    run: (solve) => {
      const { worth, bound, chosen } = solved(p01(), solve)
      return [worth, bound, ...(chosen ?? []).map(Number)]
    },
  },
  {
    id: 'knapsack-list',
    name: 'Knapsack: funding down the list by value, by ratio',
    source: `${P01}; by hand`,
    expected: [179, 266],
    digits: 0,
    run: () => (['value', 'value-per-rupiah'] as const).map((by) => fundDownTheList(p01(), by).worth),
  },
  {
    id: 'knapsack-quota',
    name: 'Knapsack with at least two of items 6–10',
    source: `${P01}; enumeration`,
    expected: [259],
    digits: 6,
    run: (solve) => [solved(p01(atLeast(2)), solve).worth],
  },
  {
    id: 'knapsack-infeasible',
    name: 'Knapsack with at least four of items 6–10: infeasible (1); capacity short by; items too many',
    source: `${P01}; by hand: 38 + 63 + 82 + 85 = 268`,
    expected: [1, 103, 2],
    digits: 6,
    run: (solve) => {
      const problem = p01(atLeast(4))
      const { alone } = findConflict(problem, solve, () => SECONDS)
      const by = (id: string) => alone.find((step) => step.id === id)?.by ?? Number.NaN
      return [Number(solved(problem, solve).status === 'infeasible'), by('capacity'), by('second half')]
    },
  },
  {
    id: 'people-once',
    name: 'People newly served, nobody counted twice: B and C serve 135, A and B would serve 105',
    source: 'by hand',
    expected: [135],
    digits: 6,
    run: (solve) => [solved(overlapping, solve).worth],
  },
]
