import { describe, expect, test } from 'vitest'
import { computeInequality } from '../../../server/statistics/compute/inequality.ts'
import { computeRupiahPerPoor } from '../../../server/statistics/compute/rupiah-per-poor.ts'
import { inputOf, type Village, villageRow } from './analysis-input.ts'

const spending = (rows: [string | null, number, number][]) =>
  rows.map(([village, year, rupiah]) => [village, year, 1, 0, rupiah, rupiah / 2, rupiah / 4])
const figureOf = (report: { figures: readonly { key: string; value: number | null }[] }, key: string) =>
  report.figures.find((figure) => figure.key === key)?.value

describe('rupiah per poor person', () => {
  const villages: Village[] = [
    { code: 'a', population: 100, poor: 10, rate: 10 },
    { code: 'b', population: 100, poor: 5, rate: 5 },
    { code: 'small', population: 100, poor: 4, rate: 4 },
    { code: 'none', population: 100, poor: 0, rate: 0 },
    { code: 'missing', population: 100 },
  ]
  const { report, areas } = computeRupiahPerPoor(
    inputOf({
      villages: villages.map(villageRow),
      spending: spending([
        ['a', 2025, 600],
        ['a', 2026, 400],
        ['small', 2026, 900],
        ['none', 2026, 100],
        [null, 2026, 50],
      ]),
    }),
  )
  const of = (code: string) => areas['rupiah-per-poor']?.find((row) => row.code === code)?.properties

  test('is the rupiah over the poor, 0 where nothing was asked', () => {
    expect(of('a')).toMatchObject({
      askedPerPoor: 100,
      acceptedPerPoor: 50,
      realisedPerPoor: 25,
      withheld: null,
    })
    expect(of('b')).toMatchObject({ askedPerPoor: 0, withheld: null })
  })

  test('is missing, never infinite, where nobody is poor or nobody counted', () => {
    expect(of('none')).toMatchObject({ askedPerPoor: null, askedRupiah: 100, withheld: 'none' })
    expect(of('missing')).toMatchObject({ askedPerPoor: null, poorPopulation: null, withheld: 'missing' })
  })

  test('says nothing of a village with fewer than five poor people, nor through sums', () => {
    expect(of('small')).toMatchObject({
      askedPerPoor: null,
      askedRupiah: null,
      askedMillions: null,
      poorPopulation: null,
      withheld: 'small',
    })
    expect(figureOf(report, 'askedPerPoor')).toBeCloseTo(1000 / 15, 9)
    expect(JSON.stringify(report)).not.toContain('1900')
  })

  test('withholds below the limit that is set, and says which; without one nobody', () => {
    const rows = villages.map(villageRow)
    const withLimit = (smallCell: number) => {
      const { report, areas: maps } = computeRupiahPerPoor(
        inputOf({ villages: rows, spending: spending([['small', 2026, 900]]) }, { smallCell }),
      )
      const reasons = maps['rupiah-per-poor']?.map(({ properties }) => properties.withheld)
      return {
        reasons,
        limit: report.parameters.find(({ key }) => key === 'fewestPoor')?.value,
        report,
      }
    }
    const strict = withLimit(6)
    expect(strict.reasons).toEqual([null, 'small', 'small', 'none', 'missing'])
    expect(strict.limit).toBe(6)
    expect(strict.report.method.en).toContain('fewer than 6 poor people are withheld')
    for (const none of [0, 1]) {
      const all = withLimit(none)
      expect(all.reasons).toEqual([null, null, null, 'none', 'missing'])
      expect(figureOf(all.report, 'askedPerPoor')).toBeCloseTo(900 / 19, 9)
      expect(all.report.method.en).not.toContain('withheld')
    }
  })

  test('counts what is left out', () => {
    expect(Object.fromEntries(report.missing.map(({ key, count }) => [key, count]))).toEqual({
      missing: 1,
      none: 1,
      small: 1,
      village: 1,
      cost: 0,
    })
  })

  test('has a map of what is asked, accepted and realised each, with classes of its own', () => {
    expect(Object.keys(report.layers)).toEqual([
      'rupiah-per-poor',
      'rupiah-per-poor-accepted',
      'rupiah-per-poor-realised',
    ])
    const properties = Object.values(report.layers).map(({ legend }) => legend?.property)
    expect(properties).toEqual(['askedMillions', 'acceptedMillions', 'realisedMillions'])
    expect(of('a')).toMatchObject({ acceptedMillions: 0.00005, realisedMillions: 0.000025 })
    expect(of('small')).toMatchObject({ acceptedMillions: null, realisedMillions: null })
  })

  test('says that costs stand for what was spent, and has no map of what there is none of', () => {
    const nothingRealised = computeRupiahPerPoor(
      inputOf({ villages: villages.map(villageRow), spending: [['a', 2026, 1, 0, 100, 50, 0]] }),
    ).report
    expect(nothingRealised.warnings.map(({ en }) => en)).toContainEqual(
      expect.stringContaining('what was really spent is not on record'),
    )
    expect(nothingRealised.warnings.map(({ en }) => en)).toContainEqual(
      expect.stringContaining('No rupiah realised are on record'),
    )
    expect(Object.keys(nothingRealised.layers)).toEqual(['rupiah-per-poor', 'rupiah-per-poor-accepted'])
  })

  test('cannot be told where no village has five poor people', () => {
    const few = computeRupiahPerPoor(
      inputOf({ villages: [villageRow({ code: 'x', poor: 4 }, 0)], spending: spending([['x', 2026, 10]]) }),
    )
    expect(few.report).toMatchObject({ possible: false, layers: {} })
  })
})

describe('inequality', () => {
  const places = (rupiah: readonly number[]) => {
    const villages = rupiah.map(
      (_, at): Village => ({
        code: `v${at}`,
        population: 100 * (at + 1),
        rate: 10 - at,
        district: at < 2 ? 'north' : 'south',
      }),
    )
    return computeInequality(
      inputOf({
        villages: villages.map(villageRow),
        spending: spending(rupiah.map((value, at) => [`v${at}`, 2026, value])),
      }),
    )
  }

  test('is none when every head gets the same', () => {
    const { report } = places([100, 200, 300, 400])
    for (const key of ['gini', 'theilWithin', 'theilBetween', 'williamson', 'concentration'])
      expect(figureOf(report, `asked.${key}`), key).toBeCloseTo(0, 12)
    expect(report.finding.en).toContain('leaning neither way')
  })

  test('leans to the poor when the poorest village gets all: index −(1 − its share of people)', () => {
    const { report } = places([1000, 0, 0, 0])
    expect(figureOf(report, 'asked.concentration')).toBeCloseTo(-(1 - 100 / 1000), 12)
    expect(figureOf(report, 'asked.gini')).toBeCloseTo(0.9, 12)
    expect(report.finding.en).toContain('leaning to poor villages')
  })

  test('gives each fifth of the people its part of the rupiah', () => {
    const { report } = places([100, 200, 300, 400])
    const chart = report.charts.find(({ key }) => key === 'quintiles')
    if (chart?.kind !== 'bars') throw new Error('no bars')
    expect(chart.series[0]?.values).toEqual([200, 200, 200, 200, 200])
  })

  test('of villages equally poor and large is shared by all fifths, whichever village is listed first', () => {
    const same = [0, 1, 2, 3, 4].map((at): Village => ({ code: `v${at}`, population: 100, rate: 7 }))
    for (const first of [0, 4]) {
      const { report } = computeInequality(
        inputOf({ villages: same.map(villageRow), spending: spending([[`v${first}`, 2026, 100]]) }),
      )
      const chart = report.charts.find(({ key }) => key === 'quintiles')
      if (chart?.kind !== 'bars') throw new Error('no bars')
      expect(chart.series[0]?.values).toEqual([20, 20, 20, 20, 20])
      const curve = report.charts.find(({ key }) => key === 'concentration')
      if (curve?.kind !== 'lines') throw new Error('no curve')
      expect(curve.series[0]?.points).toEqual([
        [0, 0],
        [1, 1],
      ])
    }
  })

  test('has a map an index and amount; a district alone is as unequal as its villages', () => {
    const { report, areas } = places([100, 0, 300, 400])
    expect(Object.keys(report.layers)).toHaveLength(9)
    const north = areas.inequality?.find(({ code }) => code === 'north')?.properties
    // Two villages of 100 and 200 people; the first, the poorer, has all: T = ln 3 (of people, one in three has
    // something), C = −(1 − 1/3); Williamson √(1/3 × 2² + 2/3 × 1²), of amounts 3 and 0 about the mean 1.
    expect(north?.acceptedTheil).toBeCloseTo(Math.log(3), 5)
    expect(north?.acceptedWilliamson).toBeCloseTo(Math.SQRT2, 5)
    expect(north?.acceptedConcentration).toBeCloseTo(-2 / 3, 5)
    expect(north?.acceptedGini).toBeCloseTo(2 / 3, 5)
    const { legend } = report.layers['inequality-concentration-realised'] ?? {}
    if (legend?.kind !== 'classes') throw new Error('no classes')
    expect(legend.breaks).toEqual(legend.breaks.map((_, at) => -(legend.breaks.at(-1 - at) ?? 0) || 0))
    const bars = report.charts.find(({ key }) => key === 'indices')
    if (bars?.kind !== 'bars') throw new Error('no bars')
    expect(bars.series.map(({ key }) => key)).toEqual(['asked', 'accepted', 'realised'])
    expect(bars.series[1]?.values).toEqual(bars.series[0]?.values)
  })

  test('is told by district, with no Gini where a district has one village', () => {
    const rows = places([100, 0, 300]).areas.inequality ?? []
    expect(rows.map(({ code }) => code)).toEqual(['north', 'south'])
    expect(rows[0]?.properties).toMatchObject({ villages: 2, askedPerPerson: 0.333333 })
    expect(rows[1]?.properties).toMatchObject({ villages: 1, askedPerPerson: 1, askedGini: null })
  })
})
