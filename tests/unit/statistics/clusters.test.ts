import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../core/random/random.ts'
import { computeDensity } from '../../../server/statistics/compute/density.ts'
import { chooseCell, computeHotspots } from '../../../server/statistics/compute/hotspots.ts'
import { computeLocalMoran } from '../../../server/statistics/compute/local-moran.ts'
import { block, inputOf, squares, villageRow } from './analysis-input.ts'

const SIDE = 10_000
const COLUMNS = 12
const outlines = [squares(block(COLUMNS, COLUMNS, SIDE), SIDE)]
const villages = Array.from({ length: COLUMNS * COLUMNS }, (_, at) =>
  villageRow(
    { code: String(at), population: 1000, rate: at % COLUMNS < 3 && at < 3 * COLUMNS ? 40 : 5 + (at % 7) },
    at,
  ),
)
const figureOf = (report: { figures: readonly { key: string; value: number | null }[] }, key: string) =>
  report.figures.find((figure) => figure.key === key)?.value

/** Points spread evenly at random, and so many more within 8 km of one place. */
function pointsWith(extra: number): [number, number, number][] {
  const random = createRandom(7)
  const even = Array.from({ length: 600 }, (): [number, number, number] => [
    random.unit() * COLUMNS * SIDE,
    random.unit() * COLUMNS * SIDE,
    1_000_000,
  ])
  const near = Array.from({ length: extra }, (): [number, number, number] => [
    60_000 + 8_000 * (random.unit() - 0.5),
    60_000 + 8_000 * (random.unit() - 0.5),
    1_000_000,
  ])
  return [...even, ...near]
}

describe('hot spots', () => {
  test('are where points were put, and in every grid', () => {
    const { cells, report } = computeHotspots(inputOf({ villages, points: pointsWith(200) }, { outlines }))
    // Three sizes by three origins, all told.
    const stated = Object.fromEntries(report.parameters.map(({ key, value }) => [key, value]))
    const side = Number(stated.cellMetres)
    expect(stated).toMatchObject({
      grids: 9,
      sizes: [side, 1.5 * side, 2 * side].join(', '),
      origins: '0, 1/3, 2/3',
    })
    const counts = (cells.hotspots ?? []).map(({ properties }) => Number(properties.hotIn))
    expect(Math.max(...counts)).toBe(9)
    expect(counts.some((count) => count > 0 && count < 9)).toBe(true)
    const hot = (cells.hotspots ?? []).filter(({ properties }) => properties.pattern === 'hot-all')
    expect(hot.length).toBeGreaterThan(0)
    for (const { box } of hot) {
      expect(Math.abs((box[0] + box[2]) / 2 - 60_000)).toBeLessThan(45_000)
      expect(Math.abs((box[1] + box[3]) / 2 - 60_000)).toBeLessThan(45_000)
    }
    const sums = (cells.hotspots ?? []).reduce((sum, { properties }) => sum + Number(properties.proposals), 0)
    expect(sums).toBe(800)
    // Rupiah lie as proposals do here: what is weak by both is one cell.
    const isWeak = (pattern: unknown) => String(pattern).endsWith('-some')
    const weak = (cells.hotspots ?? []).filter(
      ({ properties }) => isWeak(properties.pattern) || isWeak(properties.rupiahPattern),
    )
    expect(report.warnings.map(({ en }) => en).join()).toContain(`${weak.length} cells are hot or cold`)
  })

  test('of rupiah are where rupiah were put, although points are even', () => {
    const points = pointsWith(0).map(([x, y, cost]): [number, number, number] => [
      x,
      y,
      Math.hypot(x - 60_000, y - 60_000) < 12_000 ? 400 * cost : cost,
    ])
    const asked = (at: number) => ([50, 51, 62, 63].includes(at) ? 4e11 : 1e9)
    const spending = villages.map(([, code], at) => [code, 2026, 4, 0, asked(at), 0, 0])
    const { report, cells, areas } = computeHotspots(inputOf({ villages, points, spending }, { outlines }))
    const hot = (cells.hotspots ?? []).filter(({ properties }) => properties.rupiahPattern === 'hot-all')
    expect(hot.length).toBeGreaterThan(0)
    for (const { box, properties } of hot) {
      expect(Math.abs((box[0] + box[2]) / 2 - 60_000)).toBeLessThan(45_000)
      expect(properties).toMatchObject({ rupiahHotIn: properties.grids, rupiahColdIn: 0 })
    }
    expect(figureOf(report, 'hot-all')).toBe(0)
    const hotVillages = (areas['hotspots-village'] ?? []).filter(
      ({ properties }) => properties.rupiahPattern === 'hot',
    )
    expect(hotVillages.map(({ code }) => code)).toEqual(expect.arrayContaining(['50', '51', '62', '63']))
    expect(hotVillages.length).toBeLessThan(30)
    expect(figureOf(report, 'hotVillages')).toBe(0)
    expect(figureOf(report, 'hotVillagesRupiah')).toBe(hotVillages.length)
    expect(
      Object.fromEntries(Object.entries(report.layers).map(([id, { legend }]) => [id, legend?.property])),
    ).toEqual({
      hotspots: 'pattern',
      'hotspots-rupiah': 'rupiahPattern',
      'hotspots-village': 'pattern',
      'hotspots-village-rupiah': 'rupiahPattern',
    })
  })

  test('are none among points spread at random', () => {
    const { report } = computeHotspots(inputOf({ villages, points: pointsWith(0) }, { outlines }))
    expect(figureOf(report, 'hot-all')).toBe(0)
    expect(figureOf(report, 'cold-all')).toBe(0)
  })

  test('are not looked for with fewer than thirty places', () => {
    const { report } = computeHotspots(
      inputOf({ villages, points: pointsWith(0).slice(0, 29) }, { outlines }),
    )
    expect(report.possible).toBe(false)
  })

  test('have cells of twice the land a point has, in steps of 250 m, and never more than 15,000 of them', () => {
    expect(chooseCell(200e6, 100)).toBe(2000)
    expect(chooseCell(201e6, 100)).toBe(2250)
    expect(48e9 / chooseCell(48e9, 10_000_000) ** 2).toBeLessThanOrEqual(15_000)
  })

  test('by village are those that propose much beside others that do', () => {
    const spending = villages.map(([, code], at) => [
      code,
      2026,
      at % COLUMNS < 3 && at < 36 ? 30 : 2,
      0,
      0,
      0,
      0,
    ])
    const { areas } = computeHotspots(inputOf({ villages, points: pointsWith(0), spending }, { outlines }))
    const hot = (areas['hotspots-village'] ?? []).filter(({ properties }) => properties.pattern === 'hot')
    // The block of nine, and those around it that border on three of them or more.
    const codes = hot.map(({ code }) => Number(code))
    expect(codes).toEqual(expect.arrayContaining([0, 1, 2, 12, 13, 14, 24, 25, 26]))
    for (const code of codes) expect((code % COLUMNS) + Math.floor(code / COLUMNS)).toBeLessThanOrEqual(6)
  })
})

describe('clusters of poverty', () => {
  test('are the poor villages side by side; villages without a rate are counted as missing', () => {
    const some = villages.map((row, at) => (at === 143 ? villageRow({ code: '143' }, at) : row))
    const { report, areas } = computeLocalMoran(inputOf({ villages: some }, { outlines }))
    const high = (areas['local-moran'] ?? []).filter(({ properties }) => properties.quadrant === 'HH')
    expect(high.map(({ code }) => Number(code))).toEqual(
      expect.arrayContaining([0, 1, 2, 12, 13, 14, 24, 25]),
    )
    expect(report.n).toBe(143)
    expect(report.missing[0]).toMatchObject({ key: 'rate', count: 1 })
    // 143 ÷ 0.05 = 2,860 at least for a lone village to be found.
    expect(report.parameters.find(({ key }) => key === 'permutations')?.value).toBe(2999)
    expect(report.warnings).toEqual([])
  })

  test('leave an island aside, which can have no p', () => {
    const islands = [squares([...block(3, 3, SIDE), [90_000, 90_000]], SIDE)]
    const rows = Array.from({ length: 10 }, (_, at) => villageRow({ code: String(at), rate: at }, at))
    const { report, areas } = computeLocalMoran(inputOf({ villages: rows }, { outlines: islands }))
    expect(areas['local-moran']?.at(-1)?.properties).toMatchObject({
      quadrant: 'alone',
      p: null,
      moran: null,
    })
    expect(report.missing.find(({ key }) => key === 'alone')?.count).toBe(1)
    expect(report.warnings.map(({ en }) => en)).toContain(
      'Fewer than 30 villages: statistical conclusions are weak.',
    )
  })

  test('cannot be told where all villages are equally poor', () => {
    const alike = villages.map((_, at) => villageRow({ code: String(at), rate: 5 }, at))
    expect(computeLocalMoran(inputOf({ villages: alike }, { outlines })).report.possible).toBe(false)
  })
})

describe('density', () => {
  test('sums to the points less what is smoothed over the edge, and says how much that is', () => {
    const points = pointsWith(300)
    const { report, cells } = computeDensity(inputOf({ points }, { outlines }))
    const rows = cells.density ?? []
    const km2 = (([west, south, east, north]) => ((east - west) * (north - south)) / 1e6)(
      rows[0]?.box ?? [0, 0, 0, 0],
    )
    const sum = rows.reduce((all, { properties }) => all + Number(properties.perKm2) * km2, 0)
    const kept = figureOf(report, 'kept') ?? Number.NaN
    expect(sum / points.length).toBeCloseTo(kept / 100, 3)
    expect(kept).toBeGreaterThan(80)
    expect(kept).toBeLessThan(100)
  })

  test('by rupiah weighs each place by its cost, in a map and a chart of its own', () => {
    const points = pointsWith(300).map(([x, y]): [number, number, number] => [x, y, 2_000_000])
    const { report, cells } = computeDensity(inputOf({ points }, { outlines }))
    for (const { properties } of cells.density ?? [])
      expect(Number(properties.millionsPerKm2)).toBeCloseTo(2 * Number(properties.perKm2), 4)
    expect(report.layers['density-rupiah']?.legend?.property).toBe('millionsPerKm2')
    expect(report.charts.map(({ key }) => key)).toEqual(['density-histogram', 'density-rupiah-histogram'])
    const free = computeDensity(
      inputOf({ points: points.map(([x, y]) => [x, y, null]) }, { outlines }),
    ).report
    expect(Object.keys(free.layers)).toEqual(['density'])
  })

  test('states the bandwidth of Scott: n^(−1/6) × the pooled standard deviation', () => {
    const points = pointsWith(0)
    const { report } = computeDensity(inputOf({ points }, { outlines }))
    const variance = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b, 0) / values.length
      return values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1)
    }
    const pooled = Math.sqrt((variance(points.map(([x]) => x)) + variance(points.map(([, y]) => y))) / 2)
    const stated = report.parameters.find(({ key }) => key === 'bandwidthScott')?.value
    expect(stated).toBe(Math.round(pooled * points.length ** (-1 / 6)))
  })
})
