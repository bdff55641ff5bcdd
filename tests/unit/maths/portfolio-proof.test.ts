import { describe, expect, it } from 'vitest'
import { findConflict } from '../../../core/portfolio/find-conflict.ts'
import type { Milp, MilpAnswer, SolveMilp } from '../../../core/portfolio/milp.ts'
import type {
  PortfolioConstraint,
  PortfolioItem,
  PortfolioProblem,
} from '../../../core/portfolio/portfolio.ts'
import { solveExactly } from '../../../core/portfolio/solve-exactly.ts'
import { studyPortfolio } from '../../../core/portfolio/study-portfolio.ts'
import { createRandom, type Random } from '../../../core/random/random.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'

const { solve } = await openHighs()
const seconds = () => 30

function problemOf(
  costs: readonly number[],
  values: readonly number[],
  ...constraints: PortfolioConstraint[]
): PortfolioProblem {
  const items = costs.map(
    (costRupiah, i): PortfolioItem => ({
      code: `P${i}`,
      costRupiah,
      value: values[i]!,
      attributes: { district: i % 3 === 0 ? 'A' : 'B' },
    }),
  )
  return { items, constraints, objective: { kind: 'score' } }
}
const budget = (limitRupiah: number): PortfolioConstraint => ({
  ...{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah },
})

/** The best worth in whole numbers, by trying every choice; shares none of the code that it judges. */
function bestOfAll({ items, constraints }: PortfolioProblem): bigint | null {
  let best: bigint | null = null
  for (let mask = 0; mask < 2 ** items.length; mask++) {
    const funded = items.filter((_, i) => (mask >> i) & 1)
    const sum = (of: (item: PortfolioItem) => number) =>
      funded.reduce((total, item) => total + BigInt(of(item)), 0n)
    const fits = constraints.every((one) => {
      const inside = (item: PortfolioItem) =>
        'where' in one && (one.where.district ?? item.attributes.district) === item.attributes.district
      if (one.kind === 'ceiling')
        return sum((item) => (inside(item) ? item.costRupiah : 0)) <= BigInt(one.limitRupiah)
      const count = funded.filter(inside).length
      return one.kind === 'quota' && count >= (one.minimum ?? 0) && count <= (one.maximum ?? Infinity)
    })
    const worth = fits ? sum(({ value }) => value) : null
    if (worth !== null && (best === null || worth > best)) best = worth
  }
  return best
}

/** Placeholders of Rp 1 to 2,500 beside costs of millions and billions, some of them equal but for a rupiah. */
function oddProblem(random: Random): PortfolioProblem {
  const between = (low: number, high: number) => low + random.below(high - low + 1)
  const costs = Array.from({ length: between(6, 11) }, () => {
    const kind = random.below(5)
    if (kind === 0) return [0, 1, 150, 500, 1000, 2500][random.below(6)]!
    if (kind === 1) return 1_000_000_000 + random.below(4)
    return 1000 * between(1, 5_000_000)
  })
  const values = costs.map(() => 100 * random.below(1000))
  const all = costs.reduce((sum, cost) => sum + cost, 0)
  const constraints = [budget(Math.floor((all * between(5, 95)) / 100) + random.below(3))]
  if (random.below(2) === 0)
    constraints.push({
      ...{ id: 'A', kind: 'ceiling', where: { district: 'A' } },
      limitRupiah: Math.floor((all * between(1, 40)) / 100),
    })
  if (random.below(3) === 0)
    constraints.push({ id: 'most', kind: 'quota', where: { district: 'B' }, maximum: between(1, 4) })
  if (random.below(3) === 0)
    constraints.push({ id: 'least', kind: 'quota', where: { district: 'A' }, minimum: between(1, 2) })
  return problemOf(costs, values, ...constraints)
}

describe('the best choice', () => {
  const costs = [
    ...[4_079_051_000, 1_106_350_000, 3_962_053_000, 1_323_699_000, 4_857_069_000],
    ...[1_324_474_000, 1, 150, 500, 2500],
  ]
  const values = [30_200, 25_400, 40_300, 15_800, 3200, 65_400, 93_200, 87_700, 57_300, 48_800]
  const placeholders = problemOf(costs, values, budget(3_754_523_501))

  it('is found where placeholder costs stand beside billions and the solver errs', () => {
    expect(solveExactly(placeholders, solve, seconds)).toMatchObject({
      ...{ status: 'optimal', proof: 'exact', worth: 377_800, gap: 0 },
    })
  })

  it('is that of every choice tried, over odd costs', () => {
    const random = createRandom(20_261_201)
    for (let at = 0; at < 150; at++) {
      const problem = oddProblem(random)
      const best = bestOfAll(problem)
      const { status, proof, worth } = solveExactly(problem, solve, seconds)
      const shown = JSON.stringify(problem)
      expect({ status, proof }, shown).toEqual({
        ...{ status: best === null ? 'infeasible' : 'optimal', proof: 'exact' },
      })
      if (best !== null) expect(BigInt(worth), shown).toBe(best)
    }
  })

  it('is still found when the solver calls the worst one proven best, or possible ones impossible', () => {
    const random = createRandom(7)
    for (let at = 0; at < 40; at++) {
      const problem = oddProblem(random)
      const best = bestOfAll(problem)
      if (best === null) continue
      const answer = solveExactly(problem, at % 2 ? emptyIsBest : impossible, seconds)
      expect(answer.proof, JSON.stringify(problem)).toBe('exact')
      expect(BigInt(answer.worth)).toBe(best)
    }
  })

  it('of a hundred proposals within one budget is found whatever the solver says', () => {
    const random = createRandom(3)
    const many = Array.from({ length: 100 }, () => 1 + random.below(60))
    const worth = many.map((cost) => cost + random.below(40))
    const limit = 1200
    // By money: the best worth for each rupiah spent.
    const bestFor = new Array<number>(limit + 1).fill(0)
    for (const [i, cost] of many.entries())
      for (let left = limit; left >= cost; left--)
        bestFor[left] = Math.max(bestFor[left]!, bestFor[left - cost]! + worth[i]!)
    const answer = solveExactly(problemOf(many, worth, budget(limit)), emptyIsBest, seconds)
    expect(answer).toMatchObject({ proof: 'exact', worth: bestFor[limit] })
  })

  it('is proven even when the solver’s time ran out over it', () => {
    const random = createRandom(11)
    const many = Array.from({ length: 80 }, () => 1_000_000 * (1 + random.below(5000)))
    const problem = problemOf(
      many,
      many.map(() => 1 + random.below(100_000)),
      budget(40_000_000_000),
    )
    const { worth } = solveExactly(problem, solve, seconds)
    const late = solveExactly(
      problem,
      (milp, left) => {
        const answer = solve(milp, left)
        return milp.integer.includes(1)
          ? { ...answer, status: 'time-limit', bound: 2 * answer.bound }
          : answer
      },
      seconds,
    )
    expect(late).toMatchObject({ status: 'optimal', proof: 'exact', early: true, worth, bound: worth })
  })

  it('is not called proven where only the solver says so', () => {
    const random = createRandom(5)
    const many = Array.from({ length: 60 }, () => 1_000_000 + random.below(1_000_000))
    const problem = problemOf(
      many,
      many.map((cost) => cost + 100_003),
      budget(31_000_000),
      { id: 'A', kind: 'ceiling', where: { district: 'A' }, limitRupiah: 9_000_000 },
    )
    const answer = studyPortfolio(problem, {
      ...{ solve: emptyIsBest, timeLimitSeconds: 30, nowSeconds: () => 0, alternatives: 0, mostPrices: 0 },
    })
    expect(answer.proof).not.toBe('exact')
    expect(answer.explanation.en).not.toContain('Proven')
  })
})

describe('a solver that fails', () => {
  // Costs that its doubles cannot tell apart: a third of the money for what lies in A.
  const costs = [0, 1, 2, 3, 0, 1, 2, 3].map((more) => 1e12 + more)
  const share: PortfolioConstraint = {
    ...{ id: 'share', kind: 'share', where: { district: 'A' }, minimumShare: 1 / 3 },
  }
  const worth = [5, 3, 8, 2, 9, 4, 7, 6]
  const options = { timeLimitSeconds: 30, nowSeconds: () => 0, alternatives: 0, mostPrices: 0 }

  it('is done without where all choices can be tried', () => {
    const answer = studyPortfolio(problemOf(costs, worth, share, budget(5e12)), { ...options, solve })
    expect(answer).toMatchObject({ status: 'optimal', proof: 'exact' })
  })

  it('is told as one that failed, not as time that ran out', () => {
    const many = Array.from({ length: 40 }, (_, i) => 1e12 + (i % 4))
    const answer = studyPortfolio(
      problemOf(
        many,
        many.map(() => 1),
        share,
      ),
      { ...options, solve: fails },
    )
    expect(answer).toMatchObject({ status: 'failed', chosen: [] })
    expect(answer.explanation.en).toMatch(/solver failed/)
    expect(answer.explanation.id).toMatch(/Pemecah gagal/)
  })
})

describe('a conflict', () => {
  it('names no quota that takes no part, though the budget is overstepped by five rupiah in 200 billion', () => {
    const wanted = (code: string): PortfolioConstraint => ({ id: code, kind: 'force', code, funded: true })
    const problem = problemOf(
      [1e11, 1e11 + 5],
      [1, 1],
      { id: 'idle', kind: 'quota', where: {}, maximum: 2 },
      budget(2e11),
      wanted('P0'),
      wanted('P1'),
    )
    const conflict = findConflict(problem, solve, seconds)
    expect(conflict.ids.toSorted()).toEqual(['P0', 'P1', 'budget'])
    expect(conflict.irreducible).toBe(true)
    expect(conflict.cheapest).toEqual([{ id: 'budget', by: 5 }])
  })

  it('of more proposals than can be tried names none either', () => {
    const costs = [1e11, 1e11 + 5, ...Array.from({ length: 30 }, () => 1e9)]
    const problem = problemOf(
      costs,
      costs.map(() => 1),
      { id: 'idle', kind: 'quota', where: {}, minimum: 1 },
      budget(2e11),
      { id: 'P0', kind: 'force', code: 'P0', funded: true },
      { id: 'P1', kind: 'force', code: 'P1', funded: true },
    )
    expect(findConflict(problem, solve, seconds).ids.toSorted()).toEqual(['P0', 'P1', 'budget'])
  })
})

/** Solvers that err, in the words of one that does not. */
const nothing = { objective: Number.NaN, bound: Number.NaN, gap: Number.NaN, x: null }
const fails: SolveMilp = () => ({ ...nothing, status: 'failed' })
const impossible: SolveMilp = () => ({ ...nothing, status: 'infeasible' })

/** Some choice that meets the rows, with whatever objective, as if it were proven best: the first of a plain search. */
function emptyIsBest(milp: Milp, left: number): MilpAnswer {
  const first = solve({ ...milp, objective: new Float64Array(milp.objective.length) }, left)
  return first.x === null ? first : { ...first, status: 'optimal', bound: 0, objective: 0, gap: 0 }
}
