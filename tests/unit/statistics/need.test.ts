import { describe, expect, test } from 'vitest'
import { computeAccess } from '../../../server/statistics/compute/access.ts'
import { computeSilentDeserts } from '../../../server/statistics/compute/silent-deserts.ts'
import { inputOf, type Village, villageRow } from './analysis-input.ts'

const figureOf = (report: { figures: readonly { key: string; value: number | null }[] }, key: string) =>
  report.figures.find((figure) => figure.key === key)?.value
/** Degrees of latitude in so many metres on the sphere of mean radius. */
const degrees = (metres: number) => metres / ((6371008.8 * Math.PI) / 180)

describe('access', () => {
  const service = { service: 'SD', facilityTypes: ['SD'], maxDistanceMetres: 3000 }
  const cells = [
    [1, 111, 0, 100],
    [2, 111, degrees(1500), 50],
    [3, 111, degrees(3001), 70],
    [4, 111, degrees(9000), null],
  ]
  const pieces = [
    [1, 'a', 100],
    [2, 'a', 20],
    [2, 'b', 30],
    [3, 'c', 70],
  ]
  const compute = (facilities: [number, number, (number | null)?][]) =>
    computeAccess(
      inputOf(
        {
          villages: ['a', 'b', 'c', 'd'].map((code, at) => villageRow({ code }, at)),
          cells,
          pieces,
          facilities,
        },
        { service },
      ),
    )
  const rowsOf = (output: ReturnType<typeof compute>) =>
    Object.fromEntries((output.areas['access-SD'] ?? []).map(({ code, properties }) => [code, properties]))

  test('shares one facility by the weights of Luo & Qi, and its sum is that facility', () => {
    const output = compute([[111, 0]])
    // Cell 1 at 0 m weighs 1, cell 2 at 1,500 m weighs 0.68, cell 3 at 3,001 m is out of reach.
    const ratio = 1 / (100 + 0.68 * 50)
    const found = rowsOf(output)
    expect(found.a?.access).toBeCloseTo((10_000 * (100 * ratio + 20 * 0.68 * ratio)) / 120, 6)
    expect(found.b?.access).toBeCloseTo(10_000 * 0.68 * ratio, 6)
    expect(found.c).toMatchObject({ access: 0, without: 70 })
    expect(found.d).toMatchObject({ access: null, population: null, without: null })
    expect(figureOf(output.report, 'conserved')).toBeCloseTo(1, 9)
  })

  test('tells of facilities that nobody reaches, and leaves them out of the sum', () => {
    const { report } = compute([
      [111, 0],
      [120, 5],
    ])
    expect(report.missing.find(({ key }) => key === 'unreached')?.count).toBe(1)
    expect(figureOf(report, 'conserved')).toBeCloseTo(1, 9)
  })

  test('shares capacities where half of the facilities have one: the others count as the median of those', () => {
    const output = compute([
      [111, 0, 60],
      [111, degrees(1500), null],
      [120, 5, 20],
    ])
    // The second counts 40; nobody reaches the third.
    expect(figureOf(output.report, 'conserved')).toBeCloseTo(100, 9)
    expect(figureOf(output.report, 'capacity')).toBe(120)
    expect(output.report.missing.find(({ key }) => key === 'capacity')?.count).toBe(1)
    expect(output.report.warnings[0]?.en).toContain('1 whose capacity is unknown count as 40')
    const odd = compute([
      [111, 0, 10],
      [111, 0, 15],
      [111, 0],
    ])
    expect(odd.report.warnings[0]?.id).toContain('dianggap 12,5,')
    const { legend } = output.report.layers['access-SD'] ?? {}
    expect(legend?.kind === 'classes' && legend.unit.en).toBe('capacity per 10,000 people')
    // The share of a village grows with the capacity, not with the number of facilities.
    const one = rowsOf(compute([[111, 0, 60]])).a?.access
    expect(rowsOf(compute([[111, 0, 30]])).a?.access).toBeCloseTo(Number(one) / 2, 6)
  })

  test('counts each facility as one where few have a capacity, and says so', () => {
    const { report } = compute([
      [111, 0, 60],
      [111, 0, null],
      [111, 0, null],
    ])
    expect(figureOf(report, 'conserved')).toBeCloseTo(3, 9)
    expect(report.warnings[0]?.en).toContain('Capacities are known of 1 of 3 facilities only')
    expect(compute([[111, 0]]).report.warnings[0]?.en).toContain('Capacities are unknown and taken as equal')
  })

  test('cannot be told without facilities', () => {
    expect(compute([]).report).toMatchObject({ possible: false })
  })
})

describe('silent deserts', () => {
  const villages: Village[] = Array.from({ length: 10 }, (_, at) => ({
    code: `v${at}`,
    population: 100,
    rate: at === 9 ? null : 20 - at,
  }))
  const beyond = [
    ['v8', 'SD', 100],
    ['v8', 'SMP', 50],
    ['v7', 'SD', 10],
    ['v7', 'SMP', null],
  ]
  const heard = (village: string | null, year: number) => [village, year, 2, 0, 0, 0, 0]
  const compute = (spending: unknown[][]) =>
    computeSilentDeserts(
      inputOf({ villages: villages.map(villageRow), beyond, spending: spending as [unknown][] }),
    )
  const rowsOf = (output: ReturnType<typeof compute>) =>
    Object.fromEntries(
      (output.areas['silent-deserts'] ?? []).map(({ code, properties }) => [code, properties]),
    )

  test('are the poorest fifth and the fifth farthest from services without a proposal in the latest years', () => {
    const output = compute([heard('v0', 2024), heard('v1', 2026), heard('v5', 2025), heard(null, 2026)])
    const found = rowsOf(output)
    // Nine rates: the top fifth is ⌈9 ÷ 5⌉ = 2 villages. Two shares beyond: the top fifth is 1, v8 with 75 %.
    expect(found.v0).toMatchObject({ needy: true, silentYears: 2, silence: 'silent-2' })
    expect(found.v1).toMatchObject({ needy: true, silentYears: 0, silence: 'heard' })
    expect(found.v2).toMatchObject({ needy: false, silentYears: 3, silence: 'heard' })
    expect(found.v7).toMatchObject({ needy: false, beyondShare: 10 })
    expect(found.v8).toMatchObject({ needy: true, beyondShare: 75, silence: 'silent-3' })
    expect(found.v9).toMatchObject({ needy: null, silence: null })
    expect(figureOf(output.report, 'deserts')).toBe(2)
    expect(figureOf(output.report, 'silent3')).toBe(1)
    expect(figureOf(output.report, 'people')).toBe(200)
    expect(output.report.missing.map(({ count }) => count)).toEqual([1, 2])
    const bars = output.report.charts.find(({ key }) => key === 'villages-by-silence')
    if (bars?.kind !== 'bars') throw new Error('no bars')
    const counts = bars.categories.map(({ key }, at) => [key, bars.series[0]?.values[at]])
    expect(Object.fromEntries(counts)).toEqual({
      ...{ 'silent-3': 1, 'silent-2': 1, 'silent-1': 0 },
      ...{ heard: 1, 'no-need': 6 },
    })
  })

  test('have a chart when there are none, and no list of nobody', () => {
    const output = compute([heard('v0', 2026), heard('v1', 2026), heard('v8', 2026)])
    expect(figureOf(output.report, 'deserts')).toBe(0)
    expect(output.report.charts.map(({ key }) => key)).toEqual(['villages-by-silence'])
  })

  test('tell of no longer silence than there are years on record', () => {
    const output = compute([heard('v1', 2026)])
    expect(rowsOf(output).v0).toMatchObject({ silence: 'silent-1' })
    expect(figureOf(output.report, 'silent2')).toBeNull()
    expect(output.report.warnings.map(({ en }) => en).join(' ')).toContain('1 years only')
  })

  test('of villages alike in poverty take all that are as poor as the top fifth', () => {
    const alike = computeSilentDeserts(
      inputOf({
        villages: Array.from({ length: 5 }, (_, at) => villageRow({ code: `v${at}`, rate: 7 }, at)),
        spending: [heard('v4', 2026)],
      }),
    )
    expect(figureOf(alike.report, 'needy')).toBe(5)
    expect(figureOf(alike.report, 'deserts')).toBe(4)
  })
})
