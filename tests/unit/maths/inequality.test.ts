import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  concentrationIndex,
  quintileIncidence,
  quintileOfPlaces,
} from '../../../core/inequality/concentration.ts'
import { gini } from '../../../core/inequality/gini.ts'
import { theil } from '../../../core/inequality/theil.ts'

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

describe('the fifth of a place', () => {
  const places = (population: number[], poverty: number[]) => ({
    population: Float64Array.from(population),
    poverty: Float64Array.from(poverty),
  })

  it('is where the middle of its people lies, the poorest first', () => {
    expect([...quintileOfPlaces(places([10, 10, 10, 10, 10], [1, 5, 3, 4, 2]))]).toEqual([4, 0, 2, 1, 3])
    // The poorest has four fifths of the people: its middle begins the third fifth, the other's lies in the last.
    expect([...quintileOfPlaces(places([80, 20], [9, 1]))]).toEqual([2, 4])
    expect([...quintileOfPlaces(places([0, 0], [1, 2]))]).toEqual([0, 0])
  })

  it('holds the benefit that incidence gives it, where no place lies on a limit', () => {
    const given = places([5, 5, 10, 4, 6, 10, 10], [9, 8, 7, 6, 5, 4, 3])
    const benefit = Float64Array.from([1, 2, 4, 8, 16, 32, 64])
    const sums = [0, 0, 0, 0, 0]
    quintileOfPlaces(given).forEach((fifth, i) => {
      sums[fifth]! += benefit[i]!
    })
    expect(sums).toEqual([...quintileIncidence({ ...given, benefit })])
  })
})
