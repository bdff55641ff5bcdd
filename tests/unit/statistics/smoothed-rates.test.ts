import { expect, test } from 'vitest'
import { empiricalBayes } from '../../../core/statistics/empirical-bayes.ts'
import { computeSmoothedRates } from '../../../server/statistics/compute/smoothed-rates.ts'
import { inputOf, type Village, villageRow } from './analysis-input.ts'

/** Twenty villages of 2,000 people, some poorer than others, and two hamlets that chance made the poorest and the best-off. */
const villages: Village[] = [
  ...Array.from({ length: 20 }, (_, at): Village => {
    const poor = 120 + 8 * at
    return { code: `v${at}`, population: 2000, poor, rate: poor / 20 }
  }),
  { code: 'poor-hamlet', population: 20, poor: 6, rate: 30 },
  { code: 'well-off-hamlet', population: 20, poor: 0, rate: 0 },
  { code: 'withheld', population: 50, withheld: true },
  { code: 'small', population: 40, poor: 4, rate: 10 },
  { code: 'empty' },
]
const spending = [
  ['v0', 2026, 40, 0, 0, 0, 0],
  ['poor-hamlet', 2026, 3, 0, 0, 0, 0],
  [null, 2026, 2, 0, 0, 0, 0],
]
const compute = (smallCell?: number) =>
  computeSmoothedRates(
    inputOf({ villages: villages.map(villageRow), spending }, smallCell === undefined ? {} : { smallCell }),
  )
const { report, areas } = compute()
const of = (code: string, rows = areas) =>
  rows['poverty-smoothed']?.find((row) => row.code === code)?.properties ?? {}

test('a rate of few people is drawn to the mean more than one of many', () => {
  const mean = report.figures.find(({ key }) => key === 'povertyMean')?.value ?? Number.NaN
  for (const code of ['poor-hamlet', 'well-off-hamlet', 'v0', 'v19']) {
    const { povertyRate, povertySmoothed } = of(code) as Record<string, number>
    expect(Math.abs(povertySmoothed! - mean), code).toBeLessThan(Math.abs(povertyRate! - mean))
  }
  expect(of('poor-hamlet').povertyWeight).toBeLessThan(20)
  expect(of('v19').povertyWeight).toBeGreaterThan(80)
  // 30 % of twenty people is less to go by than 13.6 % of two thousand.
  expect(Number(of('poor-hamlet').povertySmoothed)).toBeLessThan(Number(of('v19').povertySmoothed))
  expect(report.figures.find(({ key }) => key === 'leftTop')?.value).toBe(1)
})

test('a village whose poor people are withheld has no rate, and is not in that of all', () => {
  for (const code of ['withheld', 'small', 'empty']) {
    expect(of(code), code).toMatchObject({ povertyRate: null, povertySmoothed: null, povertyWeight: null })
  }
  const others = villages.filter(({ code }) => !['withheld', 'small', 'empty'].includes(code))
  const poor = others.reduce((sum, village) => sum + (village.poor ?? 0), 0)
  const people = others.reduce((sum, { population }) => sum + (population ?? 0), 0)
  expect(report.figures.find(({ key }) => key === 'povertyMean')?.value).toBeCloseTo((100 * poor) / people, 9)
  expect(report.missing.map(({ key, count }) => [key, count])).toEqual([
    ['poverty', 3],
    ['people', 1],
    ['village', 2],
  ])
  expect(of('small', compute(0).areas).povertyRate).toBe(10)
})

test('proposals a head are smoothed over all villages with people, in a map of their own', () => {
  expect(of('v0')).toMatchObject({ perThousand: 20 })
  expect(of('poor-hamlet')).toMatchObject({ perThousand: 150 })
  expect(Number(of('poor-hamlet').perThousandSmoothed)).toBeLessThan(75)
  expect(of('withheld').perThousand).toBe(0)
  expect(
    Object.fromEntries(Object.entries(report.layers).map(([id, { legend }]) => [id, legend?.property])),
  ).toEqual({ 'poverty-smoothed': 'povertySmoothed', 'proposals-smoothed': 'perThousandSmoothed' })
})

test('villages whose rates differ no more than chance makes them leave no fifth, however their codes are ordered', () => {
  // Of 100 people each, 10 poor give or take one: less than Poisson allows, so that A = 0.
  const alike = Array.from({ length: 20 }, (_, at): Village => {
    const poor = 9 + (at % 3)
    return { code: `v${String(99 - at)}`, population: 100, poor, rate: poor }
  })
  const { report } = computeSmoothedRates(inputOf({ villages: alike.map(villageRow) }))
  expect(report.figures.find(({ key }) => key === 'leastWeight')?.value).toBe(0)
  expect(report.figures.find(({ key }) => key === 'leftTop')?.value).toBe(0)
  expect(report.finding.en).toContain('differ no more than by chance')
})

test('rates that differ no more than chance makes them become one; without people there is none', () => {
  const alike = empiricalBayes(Float64Array.of(10, 10, 0), Float64Array.of(100, 100, 0))
  expect([...alike.smoothed]).toEqual([0.1, 0.1, Number.NaN])
  expect([...alike.weights]).toEqual([0, 0, Number.NaN])
  expect([...empiricalBayes(Float64Array.of(0, 0), Float64Array.of(5, 9)).smoothed]).toEqual([0, 0])
  expect(() => empiricalBayes(Float64Array.of(-1), Float64Array.of(1))).toThrow(/events\[0\]/)
  expect(computeSmoothedRates(inputOf({})).report.possible).toBe(false)
})
