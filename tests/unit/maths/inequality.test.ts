import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { concentrationIndex, leaningOf, quintileIncidence } from '../../../core/inequality/concentration.ts'
import { gini } from '../../../core/inequality/gini.ts'
import { peopleByFifth, povertyFifths, sumByFifth } from '../../../core/inequality/poverty-fifths.ts'
import { theil } from '../../../core/inequality/theil.ts'
import { williamson } from '../../../core/inequality/williamson.ts'

const amounts = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 30 })
  .filter((list) => list.some((value) => value > 0))
const f64 = (list: number[]) => Float64Array.from(list)

test('Gini and Theil do not change with the unit, and are 0 when all have the same', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 2, max: 1000 }), (list, factor) => {
      const scaled = f64(list.map((value) => value * factor))
      const one = list.map(() => 'all')
      expect(gini(scaled)).toBeCloseTo(gini(f64(list)), 9)
      expect(theil(scaled, one).total).toBeCloseTo(theil(f64(list), one).total, 9)
      const equal = f64(list.map(() => factor))
      expect(gini(equal)).toBeCloseTo(0, 12)
      expect(theil(equal, one).total).toBeCloseTo(0, 12)
    }),
  )
})

test('Gini is half the mean difference of all pairs over the mean', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const sum = list.reduce((a, b) => a + b, 0)
      const pairs = list.reduce((s, a) => s + list.reduce((t, b) => t + Math.abs(a - b), 0), 0)
      expect(gini(f64(list))).toBeCloseTo(pairs / (2 * list.length * sum), 9)
    }),
  )
})

test('moving from a richer to a poorer never raises Gini', () => {
  fc.assert(
    fc.property(amounts, (list) => {
      const sorted = list.toSorted((a, b) => a - b)
      const gift = Math.floor((sorted.at(-1)! - sorted[0]!) / 2)
      const after = sorted.with(0, sorted[0]! + gift).with(-1, sorted.at(-1)! - gift)
      expect(gini(f64(after))).toBeLessThanOrEqual(gini(f64(list)) + 1e-12)
    }),
  )
})

test('Theil between and within make the total, for any grouping', () => {
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.constantFrom('a', 'b', 'c')), (list, groups) => {
      const { total, between, within } = theil(
        f64(list),
        list.map(() => groups.next().value as string),
      )
      expect(between + within).toBeCloseTo(total, 9)
      expect(between).toBeGreaterThanOrEqual(-1e-12)
      expect(within).toBeGreaterThanOrEqual(-1e-12)
    }),
  )
})

const located = fc.array(
  fc.record({
    poverty: fc.integer({ min: 0, max: 5 }),
    population: fc.integer({ min: 0, max: 500 }),
    benefit: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 1, maxLength: 20 },
)

test('fifths hold all of the benefit, and the index turns its sign with the order', () => {
  fc.assert(
    fc.property(located, (rows) => {
      const places = {
        poverty: f64(rows.map(({ poverty }) => poverty)),
        population: f64(rows.map(({ population }) => population)),
        benefit: f64(rows.map(({ benefit }) => benefit)),
      }
      fc.pre(places.population.some((p) => p > 0) && places.benefit.some((b) => b > 0))
      const sum = places.benefit.reduce((a, b) => a + b, 0)
      expect(quintileIncidence(places).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 6)
      const index = concentrationIndex(places)
      expect(Math.abs(index)).toBeLessThanOrEqual(1 + 1e-12)
      const turned = concentrationIndex({ ...places, poverty: places.poverty.map((p) => -p) })
      expect(turned).toBeCloseTo(-index, 9)
    }),
  )
})

test('benefit in proportion to people has index 0; nothing to share is no number; negatives are refused', () => {
  const places = { poverty: f64([3, 2, 1]), population: f64([10, 40, 5]), benefit: f64([20, 80, 10]) }
  expect(concentrationIndex(places)).toBeCloseTo(0, 12)
  expect(concentrationIndex({ ...places, benefit: f64([0, 0, 0]) })).toBeNaN()
  expect(gini(f64([0, 0]))).toBeNaN()
  expect(theil(f64([0]), ['a']).total).toBeNaN()
  expect(() => gini(f64([1, -1]))).toThrow(/amounts\[1\]/)
  expect(() => concentrationIndex({ ...places, poverty: f64([1, Number.NaN, 2]) })).toThrow(/poverty\[1\]/)
})

test('the index of an even spread leans to neither side, nor does one that is written as 0', () => {
  expect([-0.2, -0.005, -0.004, 0, 0.004, 0.005, 0.2].map(leaningOf)).toEqual([
    ...['poor', 'poor', 'none', 'none', 'none', 'better-off', 'better-off'],
  ])
})

test('a village of many people weighs in Theil and Williamson as its people would one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(5)), { minLength: 2, maxLength: 12 }), (rows) => {
      fc.pre(rows.some(([amount, heads]) => amount > 0 && heads > 0))
      const single = rows.flatMap(([amount, heads], row) =>
        Array.from({ length: heads }, () => ({ amount, group: row % 2 })),
      )
      const one = theil(
        f64(single.map(({ amount }) => amount)),
        single.map(({ group }) => group),
      )
      const amounts = f64(rows.map(([amount]) => amount))
      const heads = f64(rows.map(([, own]) => own))
      const weighted = theil(
        amounts,
        rows.map((_, row) => row % 2),
        heads,
      )
      for (const key of ['total', 'between', 'within'] as const) {
        expect(weighted[key]).toBeCloseTo(one[key], 9)
      }
      const ones = new Float64Array(single.length).fill(1)
      expect(williamson(amounts, heads)).toBeCloseTo(
        williamson(f64(single.map(({ amount }) => amount)), ones),
        9,
      )
    }),
  )
  expect(williamson(f64([0, 0]), f64([1, 1]))).toBeNaN()
  expect(() => theil(f64([1, 2]), ['a', 'b'], f64([1]))).toThrow(/heads/)
})

test('places equally poor get the same part of each fifth, whichever is listed first', () => {
  fc.assert(
    fc.property(located, fc.nat(), (rows, seed) => {
      const shuffled = rows.toSorted((a, b) => ((a.benefit * 31 + seed) % 7) - ((b.benefit * 31 + seed) % 7))
      const fifthsOf = (list: typeof rows) =>
        quintileIncidence({
          poverty: f64(list.map(({ poverty }) => poverty)),
          population: f64(list.map(({ population }) => population)),
          benefit: f64(list.map(({ benefit }) => benefit)),
        })
      const [listed, moved] = [fifthsOf(rows), fifthsOf(shuffled)]
      listed.forEach((sum, fifth) => {
        expect(moved[fifth]).toBeCloseTo(sum, 6)
      })
    }),
  )
})

describe('fifths of the people', () => {
  const places = { population: f64([5, 5, 10, 4, 6, 10, 10]), poverty: f64([9, 8, 7, 6, 5, 4, 3]) }
  const benefit = f64([1, 2, 4, 8, 16, 32, 64])

  it('of whole places hold what split ones do, where no place lies on a limit', () => {
    expect([...sumByFifth(povertyFifths(places), benefit)]).toEqual([
      ...quintileIncidence({ ...places, benefit }),
    ])
  })

  it('split a place on a limit by its people, and none of nobody', () => {
    expect([...peopleByFifth({ population: f64([80, 20]), poverty: f64([9, 1]) })]).toEqual([
      ...[0.25, 0.25, 0.25, 0.25, 0],
      ...[0, 0, 0, 0, 1],
    ])
    expect([...peopleByFifth({ population: f64([0]), poverty: f64([1]) })]).toEqual([0, 0, 0, 0, 0])
  })
})
