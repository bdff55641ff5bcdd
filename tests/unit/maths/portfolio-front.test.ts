import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenConstraints, worthOf } from '../../../core/portfolio/judge-choice.ts'
import type { PortfolioProblem } from '../../../core/portfolio/portfolio.ts'
import { type FrontPoint, type FrontProblem, traceFront } from '../../../core/portfolio/trace-front.ts'
import { openHighs } from '../../../server/prioritise/open-highs.ts'
import { everyChoice, randomPortfolio } from './random-portfolio.ts'

const { solve } = await openHighs()
const trace = (problem: FrontProblem, most: number, secondsLeft = () => 60) =>
  traceFront(problem, { solve, most, secondsLeft })

/** Value and people of every choice that no other dominates, by trying all, from the most value to the most people. */
function frontOfAll({ items, constraints, groups }: FrontProblem): string[] {
  const byValue: PortfolioProblem = { items, constraints, objective: { kind: 'score' } }
  const byPeople: PortfolioProblem = { items, constraints, objective: { kind: 'people', groups } }
  const all = [...everyChoice(byValue)]
    .filter((chosen) => brokenConstraints(byValue, chosen).length === 0)
    .map((chosen) => [worthOf(byValue, chosen), worthOf(byPeople, chosen)] as const)
    .sort(([a, b], [c, d]) => c - a || d - b)
  let most = Number.NEGATIVE_INFINITY
  return all.flatMap(([value, people]) => {
    if (people <= most) return []
    most = people
    return [`${value} ${people}`]
  })
}

/**
 * Where points are left out, by value × people between the point before it and the choice left out that serves most: the
 * largest such box, as a share of that of both ends. A question asked within a box leaves boxes of half its size in all,
 * so that those above an eighth are at most 1 + 2 + 1, and asking four times in the largest leaves none. Steps in people
 * alone have no such bound: the front itself may have a long one, and one that costs hardly any value is not divided first.
 */
function widestLeftOpen(problem: FrontProblem, points: readonly FrontPoint[]): number {
  const [first, last] = [points[0]!, points.at(-1)!]
  const whole = (first.value - last.value) * (last.people - first.people)
  const left = frontOfAll(problem).map((one) => one.split(' ').map(Number) as [number, number])
  const boxes = points.slice(1).map((high, at) => {
    const low = points[at]!
    const between = left
      .map(([, people]) => people)
      .filter((people) => people > low.people && people < high.people)
    return (low.value - high.value) * (Math.max(low.people, ...between) - low.people)
  })
  return Math.max(...boxes) / whole
}

const figures = (points: readonly FrontPoint[]) => points.map(({ value, people }) => `${value} ${people}`)

/** A random problem in which people matter, whatever its own objective. */
const randomFront = randomPortfolio.chain(({ items, constraints }) =>
  fc
    .array(
      fc.record({
        people: fc.integer({ min: 1, max: 500 }),
        codes: fc.subarray(
          items.map(({ code }) => code),
          { minLength: 1, maxLength: Math.min(4, items.length) },
        ),
      }),
      { minLength: 3, maxLength: 12 },
    )
    .map((groups): FrontProblem => ({ items, constraints, groups })),
)

describe('the front of score and people', () => {
  it('is every choice that no other dominates, and says that these are all', () => {
    fc.assert(
      fc.property(randomFront, (problem) => {
        const expected = frontOfAll(problem)
        const { points, complete, status } = trace(problem, 200)
        expect(figures(points)).toEqual(expected)
        expect(status).toBe(expected.length > 0 ? 'found' : 'infeasible')
        if (expected.length > 0) expect(complete).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  /** Ten proposals of Rp 10; what is worth most serves fewest, and five can be paid. */
  const opposed: FrontProblem = {
    items: Array.from({ length: 10 }, (_, i) => ({
      ...{ code: `P${i}`, costRupiah: 10, attributes: {} },
      value: 2 ** i,
    })),
    constraints: [{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 50 }],
    groups: Array.from({ length: 10 }, (_, i) => ({ people: 2 ** (9 - i) + 0.25, codes: [`P${i}`] })),
  }

  it('of which there are too many has its two ends and, between them, points that are all undominated', () => {
    const all = frontOfAll(opposed)
    expect(all.length).toBeGreaterThan(20)
    const { points, complete } = trace(opposed, 7)
    expect(points).toHaveLength(7)
    expect(complete).toBe(false)
    expect(figures(points).filter((one) => !all.includes(one))).toEqual([])
    expect(figures(points)[0]).toBe(all[0])
    expect(figures(points).at(-1)).toBe(all.at(-1))
    expect(widestLeftOpen(opposed, points)).toBeLessThanOrEqual(1 / 8)
    for (const { proven, gap, codes, costRupiah } of points) {
      expect({ proven, gap }).toEqual({ proven: true, gap: 0 })
      expect(costRupiah).toBe(10 * codes.length)
    }
  })

  it('is one point where the best of both is one choice, and none where nothing is possible', () => {
    const alike = {
      ...opposed,
      groups: opposed.items.map(({ code, value }) => ({ people: value, codes: [code] })),
    }
    const { points, complete } = trace(alike, 9)
    expect(figures(points)).toEqual(['992 992'])
    expect(complete).toBe(true)
    const impossible = { id: 'all', kind: 'quota', where: {}, minimum: 6 } as const
    const none = trace({ ...opposed, constraints: [...opposed.constraints, impossible] }, 9)
    expect(none).toEqual({ points: [], complete: false, status: 'infeasible' })
  })

  it('never calls proven what the solver had no time for', () => {
    const idle = {
      status: 'time-limit',
      objective: Number.NaN,
      bound: Number.NaN,
      gap: Number.NaN,
      x: null,
    } as const
    const many: FrontProblem = {
      ...opposed,
      items: Array.from({ length: 60 }, (_, i) => ({
        ...{ code: `P${i}`, attributes: {} },
        costRupiah: 1_000_003 + 7919 * i,
        value: 500 + ((i * 37) % 101),
      })),
      constraints: [{ id: 'budget', kind: 'ceiling', where: {}, limitRupiah: 30_000_000 }],
      groups: Array.from({ length: 60 }, (_, i) => ({
        people: 10 + ((i * 53) % 97),
        codes: [`P${i}`, `P${(i * 7) % 60}`],
      })),
    }
    const { points, complete } = traceFront(many, { solve: () => idle, most: 5, secondsLeft: () => 1 })
    expect(complete).toBe(false)
    for (const { proven, gap } of points) {
      expect(proven).toBe(false)
      expect(gap).toBeGreaterThan(0)
    }
  })
})
