import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Criterion, Normalisation } from '../../../core/criteria/criterion.ts'
import { defaultCriterionSet } from '../../../core/criteria/default-set.ts'
import { toPerMille } from '../../../core/criteria/to-per-mille.ts'
import { checkWeights } from '../../../core/score/check-weights.ts'

const NA = Number.NaN
const base: Criterion = {
  key: 'cost',
  title: { id: 'Biaya', en: 'Cost' },
  direction: 'maximise',
  unit: { id: 'rupiah', en: 'rupiah' },
  source: 'proposals.costRupiah',
  normalisation: { kind: 'min-max' },
  missing: 'zero',
}
const perMille = (raw: number[], change: Partial<Criterion> = {}) =>
  toPerMille(Float64Array.from(raw), { ...base, ...change })
const values = (raw: number[], change: Partial<Criterion> = {}) => [...perMille(raw, change).values]

test('min–max gives 0 to the worst and 1000 to the best in the criterion’s direction', () => {
  expect(values([10, 15, 30])).toEqual([0, 250, 1000])
  expect(values([10, 15, 30], { direction: 'minimise' })).toEqual([1000, 750, 0])
})

test('ranks share ties, vector divides by the norm, thresholds step, curves interpolate', () => {
  expect(values([1, 5, 5, 900], { normalisation: { kind: 'rank' } })).toEqual([0, 500, 500, 1000])
  expect(values([3, 4], { normalisation: { kind: 'vector' } })).toEqual([600, 800])
  expect(values([3, 4], { normalisation: { kind: 'vector' }, direction: 'minimise' })).toEqual([400, 200])
  const steps = [
    { value: 2, perMille: 400 },
    { value: 5, perMille: 900 },
  ]
  expect(values([1, 2, 4.9, 5], { normalisation: { kind: 'thresholds', below: 50, steps } })).toEqual([
    50, 400, 400, 900,
  ])
  expect(values([0, 2, 3.5, 9], { normalisation: { kind: 'curve', points: steps } })).toEqual([
    400, 400, 650, 900,
  ])
})

test('a criterion that is the same for all gives 0 to all and says it does not discriminate', () => {
  for (const kind of ['min-max', 'vector', 'rank'] as const) {
    const column = perMille([7, 7, NA, 7], { normalisation: { kind } })
    expect([...column.values]).toEqual([0, 0, 0, 0])
    expect(column.discriminates).toBe(false)
  }
  expect(perMille([]).discriminates).toBe(false)
})

test('a missing value is 0, the median of the known, or leaves the alternative out', () => {
  expect(values([10, NA, 20, 30])).toEqual([0, 0, 500, 1000])
  expect(values([10, NA, 20, 30], { missing: 'median' })).toEqual([0, 500, 500, 1000])
  const left = perMille([10, NA, 20], { missing: 'exclude' })
  expect([...left.excluded]).toEqual([0, 1, 0])
  expect(left.missing).toBe(1)
})

test('a negative cost and an infinite one count as missing and are reported', () => {
  const column = perMille([-5, 10, 20, Number.POSITIVE_INFINITY], { validRange: [0, 1e12] })
  expect([...column.values]).toEqual([0, 0, 1000, 0])
  expect(column).toMatchObject({ missing: 2, outOfRange: 2 })
})

test('points that do not grow, keys that cannot be property names and odd per mille are refused by name', () => {
  const curve = (points: { value: number; perMille: number }[]): Normalisation => ({ kind: 'curve', points })
  expect(() => perMille([1], { normalisation: curve([]) })).toThrow(
    /cost\.points: expected at least 2 points/,
  )
  const flat = curve([
    { value: 1, perMille: 0 },
    { value: 1, perMille: 9 },
  ])
  expect(() => perMille([1], { normalisation: flat })).toThrow(/each greater than the one before, received 1/)
  expect(() => perMille([1], { key: 'Cost of it' })).toThrow(/key: expected a lower-case letter/)
  expect(() => perMille([1], { validRange: [3, 3] })).toThrow(/validRange/)
})

test('the default set is whole, says it is no regulation, and its weights are valid', () => {
  const { criteria, weights, notice } = defaultCriterionSet
  expect(criteria.map(({ key }) => key)).toEqual([
    ...['urgency', 'impact', 'beneficiaries', 'cost', 'costEfficiency', 'timeToCarryOut'],
    ...['areaPoverty', 'coverageGap', 'laggingStatus', 'readiness', 'planMatch'],
  ])
  expect(() => checkWeights(weights, criteria.length)).not.toThrow()
  expect(notice.en).toMatch(/no regulation/)
  for (const criterion of criteria)
    expect(() => toPerMille(Float64Array.of(1, 2, NA), criterion)).not.toThrow()
})

test('IDM statuses begin above their limits: 0.4907 is still very lagging, 0.4908 is not', () => {
  const lagging = defaultCriterionSet.criteria.find(({ key }) => key === 'laggingStatus')!
  const idm = Float64Array.of(0.4907, 0.4908, 0.5989, 0.599, 0.7072, 0.7073, 0.8155, 0.8156)
  expect([...toPerMille(idm, lagging).values]).toEqual([1000, 750, 750, 500, 500, 250, 250, 0])
})

const raws = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 })

test('values stay within 0–1000 and keep the order of the raw values', () => {
  fc.assert(
    fc.property(raws, fc.constantFrom('min-max', 'rank' as const), (raw, kind) => {
      const out = values(raw, { normalisation: { kind: kind as 'rank' } })
      for (let i = 1; i < raw.length; i++) {
        expect(out[i]).toBeGreaterThanOrEqual(0)
        expect(out[i]).toBeLessThanOrEqual(1000)
        if (raw[i]! > raw[i - 1]!) expect(out[i]).toBeGreaterThanOrEqual(out[i - 1]!)
      }
    }),
  )
})

test('multiplying all values by two changes no per mille value', () => {
  fc.assert(
    fc.property(raws, (raw) => {
      expect(values(raw.map((v) => 2 * v))).toEqual(values(raw))
    }),
  )
})
