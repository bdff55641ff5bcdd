import { expect, test } from 'vitest'
import { findAlternatives } from '../../../core/portfolio/find-alternatives.ts'
import type { SolveMilp } from '../../../core/portfolio/milp.ts'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import { solveExactly } from '../../../core/portfolio/solve-exactly.ts'
import { timeSlots } from '../../../core/portfolio/time-slots.ts'
import { createRandom } from '../../../core/random/random.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'

const SECONDS = 20
const random = createRandom(3)
const problem: PortfolioProblem = {
  items: Array.from({ length: 40 }, (_, i) => ({
    code: String(i),
    costRupiah: 50 + Math.floor(random.unit() * 50),
    value: 50 + Math.floor(random.unit() * 50),
    attributes: {},
  })),
  constraints: [{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 1000 }],
  objective: { kind: 'score' },
}
const timeFor = (steps: number) => timeSlots(() => SECONDS, steps)
const { solve } = await openHighs()
const best = solveExactly(problem, solve, () => SECONDS)

test('alternatives differ from the best and from one another, and lose at most the tolerance', () => {
  const found = findAlternatives(problem, best, { solve, tolerance: 0.03 }, timeFor)
  expect(found).toHaveLength(3)
  expect(new Set(found.map(({ added, removed }) => JSON.stringify([added, removed]))).size).toBe(3)
  for (const { worth, proven, added } of found) {
    expect(worth).toBeGreaterThanOrEqual(best.worth * 0.97 - 1e-9)
    expect(proven).toBe(true)
    expect(added.length).toBeGreaterThan(0)
  }
})

test('where the farthest is not found in time, a penalty on what is chosen still gives one within the tolerance', () => {
  // The search for the farthest has one column more than there are items.
  const hurried: SolveMilp = (milp, seconds) =>
    milp.objective.length > problem.items.length
      ? { status: 'time-limit', objective: Number.NaN, bound: Number.NaN, gap: Number.NaN, x: null }
      : solve(milp, seconds)
  const found = findAlternatives(problem, best, { solve: hurried, tolerance: 0.03 }, timeFor)
  expect(found.length).toBeGreaterThan(0)
  for (const { worth, costRupiah, proven, added, removed } of found) {
    expect(worth).toBeGreaterThanOrEqual(best.worth * 0.97 - 1e-9)
    expect(costRupiah).toBeLessThanOrEqual(1000)
    expect(proven).toBe(false)
    expect(added.length + removed.length).toBeGreaterThan(0)
  }
})

test('without another choice of that worth there is no alternative', () => {
  const single = { ...problem, items: problem.items.slice(0, 1) }
  const own = solveExactly(single, solve, () => SECONDS)
  expect(findAlternatives(single, own, { solve }, timeFor)).toEqual([])
})
