import { expect, test } from 'vitest'
import { computeAcceptedShare } from '../../../server/statistics/compute/accepted-share.ts'
import { inputOf, villageRow } from './analysis-input.ts'

/** Village, year, proposals, without a cost, rupiah asked, accepted, realised. */
const spending = [
  ['a', 2025, 2, 0, 600, 300, 0],
  ['a', 2026, 1, 0, 400, 300, 100],
  ['b', 2026, 1, 0, 1000, 0, 0],
  ['c', 2026, 1, 1, 0, 0, 0],
  [null, 2026, 1, 0, 500, 500, 500],
]
const villages = [
  { code: 'a', population: 100, poor: 40, rate: 40 },
  { code: 'b', population: 100, poor: 5, rate: 5 },
  { code: 'c', population: 100, poor: 10, rate: 10 },
  { code: 'd', population: 100 },
].map(villageRow)
const { report, areas } = computeAcceptedShare(inputOf({ villages, spending }))
const figureOf = (key: string) => report.figures.find((figure) => figure.key === key)?.value

test('the share is what became of the rupiah asked for, over all years; nothing where none was asked for', () => {
  expect(areas['accepted-share']?.map(({ code, properties }) => [code, properties])).toEqual([
    ['a', { askedRupiah: 1000, acceptedShare: 60, realisedShare: 10 }],
    ['b', { askedRupiah: 1000, acceptedShare: 0, realisedShare: 0 }],
    ['c', { askedRupiah: 0, acceptedShare: null, realisedShare: null }],
    ['d', { askedRupiah: 0, acceptedShare: null, realisedShare: null }],
  ])
})

test('the whole counts rupiah, not villages, and what has no village is in no share', () => {
  expect(figureOf('acceptedShare')).toBeCloseTo(30, 9)
  expect(figureOf('realisedShare')).toBeCloseTo(5, 9)
  expect(figureOf('nothingAccepted')).toBe(1)
  expect(report.missing.map(({ key, count }) => [key, count])).toEqual([
    ['silent', 2],
    ['village', 1],
    ['cost', 1],
  ])
})

test('the poorest fifth has the share of the poorest villages', () => {
  const [chart] = report.charts
  if (chart?.kind !== 'bars') throw new Error('no bars')
  const [accepted] = chart.series
  expect(accepted?.values[0]).toBe(60)
  expect(accepted?.values[4]).toBe(0)
  // Each bar is of the villages whose people are in its fifth: half of the people live in each of the two.
  expect(chart.categories.map(({ areas }) => areas)).toEqual([['a'], ['a'], ['a', 'b'], ['b'], ['b']])
  expect(report.method.en).toContain('split by their people')
})

test('without a rupiah asked for there is no analysis', () => {
  const silent = computeAcceptedShare(inputOf({ villages, spending: [['c', 2026, 1, 1, 0, 0, 0]] }))
  expect(silent.report.possible).toBe(false)
  expect(silent.report.n).toBe(0)
})
