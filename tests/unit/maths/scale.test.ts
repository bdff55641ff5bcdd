import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Criterion, Normalisation } from '../../../core/criteria/criterion.ts'
import { perMilleOf, rawAtPerMille, type Scale } from '../../../core/criteria/scale.ts'
import { type RawSummary, scaleOf, withFill } from '../../../core/criteria/scale-of.ts'
import { toPerMille } from '../../../core/criteria/to-per-mille.ts'

const criterion = (change: Partial<Criterion>): Criterion => ({
  key: 'test',
  title: { id: 'Uji', en: 'Test' },
  direction: 'maximise',
  unit: { id: 'poin', en: 'points' },
  source: 'proposals.urgency',
  normalisation: { kind: 'min-max' },
  missing: 'zero',
  ...change,
})

/** As the store summarises, here by counting. */
function summaryOf(raw: readonly number[]): RawSummary {
  const distinct = [...new Set(raw)].sort((a, b) => a - b)
  return {
    known: raw.length,
    least: distinct[0] ?? 0,
    greatest: distinct.at(-1) ?? 0,
    norm: Math.sqrt(raw.reduce((sum, v) => sum + v * v, 0)),
    ranked: distinct.map((value) => ({
      value,
      below: raw.filter((v) => v < value).length,
      equal: raw.filter((v) => v === value).length,
    })),
  }
}

const raws = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 60 })
const points = fc
  .uniqueArray(fc.record({ value: fc.integer({ min: -600, max: 600 }), perMille: fc.nat(1000) }), {
    selector: ({ value }) => value,
    minLength: 2,
    maxLength: 8,
  })
  .map((list) => list.sort((a, b) => a.value - b.value))
const normalisations: fc.Arbitrary<Normalisation> = fc.oneof(
  fc.constantFrom<Normalisation[]>({ kind: 'min-max' }, { kind: 'rank' }, { kind: 'vector' }),
  points.map((list): Normalisation => ({ kind: 'curve', points: list })),
  fc
    .tuple(points, fc.nat(1000))
    .map(([steps, below]): Normalisation => ({ kind: 'thresholds', below, steps })),
)
const directions = fc.constantFrom('maximise' as const, 'minimise' as const)

test('a frozen scale gives what normalising all alternatives at once gives', () => {
  fc.assert(
    fc.property(raws, normalisations, directions, (raw, normalisation, direction) => {
      const wanted = criterion({ normalisation, direction })
      const scale = scaleOf(wanted, summaryOf(raw))
      const together = toPerMille(Float64Array.from(raw), wanted).values
      // Written in another order, 1000 × (1 − share) and the line of a curve can part in the last bit of a half.
      const exact = direction === 'maximise' && normalisation.kind !== 'curve'
      raw.forEach((value, i) => {
        const one = perMilleOf(scale, value) ?? -1
        expect(Math.abs(one - together[i]!)).toBeLessThanOrEqual(exact ? 0 : 1)
      })
    }),
  )
})

test('values that come later lie level beyond the ends, and outside the range count as missing', () => {
  const scale = scaleOf(criterion({ validRange: [0, 100] }), summaryOf([10, 20, 30]))
  expect([0, 5, 10, 15, 30, 99, 100].map((raw) => perMilleOf(scale, raw))).toEqual([
    0, 0, 0, 250, 1000, 1000, 1000,
  ])
  expect([-1, 101, Number.NaN, Number.POSITIVE_INFINITY, null].map((raw) => perMilleOf(scale, raw))).toEqual([
    0, 0, 0, 0, 0,
  ])
})

test('what all have in common, and what nobody knows, gives 0 to all', () => {
  for (const raw of [[], [7], [7, 7, 7]]) {
    const scale = scaleOf(criterion({}), summaryOf(raw))
    expect([0, 7, 8, null].map((value) => perMilleOf(scale, value))).toEqual([0, 0, 0, 0])
  }
})

test('a missing value is 0, the lower median of the known per mille values, or leaves the alternative out', () => {
  const raw = [10, 20, 30, 40]
  const fillOf = (missing: Criterion['missing']) => {
    const wanted = criterion({ missing })
    const scale = scaleOf(wanted, summaryOf(raw))
    const counts = new Map(raw.map((value) => [perMilleOf(scale, value) ?? -1, 1]))
    return perMilleOf(withFill(scale, wanted, counts), null)
  }
  expect([fillOf('zero'), fillOf('median'), fillOf('exclude')]).toEqual([0, 333, null])
  const column = toPerMille(Float64Array.of(...raw, Number.NaN), criterion({ missing: 'median' }))
  expect(column.values[4]).toBe(333)
})

test('the inverse gives a raw value that reaches the level, or says that none does', () => {
  fc.assert(
    fc.property(raws, normalisations, directions, fc.nat(1000), (raw, normalisation, direction, wanted) => {
      const scale = scaleOf(criterion({ normalisation, direction }), summaryOf(raw))
      const found = rawAtPerMille(scale, wanted)
      if (found !== null) {
        expect(perMilleOf(scale, found)).toBeGreaterThanOrEqual(wanted)
      } else {
        for (const mark of scale.marks) expect(Math.floor(mark + 0.5)).toBeLessThan(wanted)
      }
    }),
  )
})

test('the inverse goes no further than needed', () => {
  const lines: Scale = {
    kind: 'lines',
    low: 0,
    high: 100,
    knots: [3, 12, 36],
    marks: [1000, 500, 0],
    fill: 0,
  }
  expect(rawAtPerMille(lines, 750)).toBe(7.5)
  expect(rawAtPerMille(lines, 1000)).toBe(3)
  expect(rawAtPerMille(lines, 250)).toBe(24)
  const steps: Scale = {
    kind: 'steps',
    low: 0,
    high: 1,
    knots: [0.49070001, 0.59890001],
    marks: [1000, 750, 500],
    fill: 0,
  }
  expect(rawAtPerMille(steps, 600)).toBe(0.49070001)
  const below = rawAtPerMille(steps, 900)!
  expect(below).toBeLessThan(0.49070001)
  expect(below).toBeCloseTo(0.4907, 4)
  expect(rawAtPerMille({ ...steps, marks: [900, 750, 500] }, 901)).toBeNull()
})
