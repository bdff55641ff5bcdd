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
const capacity = (limitRupiah: number): PortfolioConstraint => ({
  id: 'capacity',
  kind: 'ceiling',
  where: {},
  limitRupiah,
})

function p01(...more: PortfolioConstraint[]): PortfolioProblem {
  const items = weights.map((costRupiah, i) => ({
    code: String(i + 1).padStart(2, '0'),
    costRupiah,
    value: values[i]!,
    attributes: { half: i < 5 ? 'first' : 'second' },
  }))
  return { items, constraints: [capacity(165), ...more], objective: { kind: 'score' } }
}

const atLeast = (minimum: number): PortfolioConstraint => ({
  id: 'second half',
  kind: 'quota',
  where: { half: 'second' },
  minimum,
})
const solved = (problem: PortfolioProblem, solve: SolveMilp) => solveExactly(problem, solve, () => SECONDS)

function knapsack(limitRupiah: number, costs: readonly number[], worth: readonly number[]): PortfolioProblem {
  return {
    items: costs.map((costRupiah, i) => ({ code: String(i), costRupiah, value: worth[i]!, attributes: {} })),
    constraints: [capacity(limitRupiah)],
    objective: { kind: 'score' },
  }
}

const p07 = knapsack(
  750,
  [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
  [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
)
const p08 = knapsack(
  6_404_180,
  [
    ...[382745, 799601, 909247, 729069, 467902, 44328, 34610, 698150, 823460, 903959, 853665, 551830],
    ...[610856, 670702, 488960, 951111, 323046, 446298, 931161, 31385, 496951, 264724, 224916, 169684],
  ],
  [
    ...[825594, 1677009, 1676628, 1523970, 943972, 97426, 69666, 1296457, 1679693, 1902996, 1844992, 1049289],
    ...[1252836, 1319836, 953277, 2067538, 675367, 853655, 1826027, 65731, 901489, 577243, 466257, 369261],
  ],
)

/** Winston's investments of 5, 7, 4 and 3 within 14; each pair of digits: the first only with the second. */
function stockco(pairs: readonly string[], solve: SolveMilp): number {
  const free = knapsack(14, [5, 7, 4, 3], [16, 22, 12, 8])
  const needs = pairs.map((pair): PortfolioConstraint => {
    const [code = '', other = ''] = pair
    return { id: pair, kind: 'requires', code, needs: other }
  })
  return solved({ ...free, constraints: [...free.constraints, ...needs] }, solve).worth
}

/** Three proposals of one rupiah; A and B overlap. Counting twice would choose A and B. */
const overlapping: PortfolioProblem = {
  items: ['A', 'B', 'C'].map((code) => ({ code, costRupiah: 1, value: 1, attributes: {} })),
  constraints: [capacity(2)],
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
    id: 'knapsack-floor',
    name: 'Knapsack with at least 80 of the weight for items 6–10; with at least half of it',
    source: `${P01}; enumeration`,
    expected: [270, 259],
    digits: 6,
    run: (solve) =>
      [
        { id: 'floor', kind: 'floor', where: { half: 'second' }, minimumRupiah: 80 } as const,
        { id: 'half', kind: 'share', where: { half: 'second' }, minimumShare: 0.5 } as const,
      ].map((one) => solved(p01(one), solve).worth),
  },
  {
    id: 'knapsack-requires',
    name: 'Four investments: freely; the second only with the first; the first and the fourth as a bundle',
    source: 'Winston, Operations Research, § 9.2 (Stockco); enumeration',
    expected: [42, 38, 36],
    digits: 6,
    run: (solve) => [[], ['10'], ['03', '30']].map((pairs) => stockco(pairs, solve)),
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
    id: 'knapsack-p07-p08',
    name: 'Knapsacks of 15 and of 24 items: optima',
    source: 'Burkardt, Knapsack 01 data set, P07 and P08',
    expected: [1458, 13_549_094],
    digits: 3,
    run: (solve) => [solved(p07, solve).worth, solved(p08, solve).worth],
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
