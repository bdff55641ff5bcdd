import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

type Row = Record<string, string | number | null>

async function rowsOf(layer: string): Promise<Map<string, Row>> {
  const { features } = await readJson<FeatureCollection>(await server.get(`/data/${layer}.geojson`))
  return new Map(features.map(({ properties }) => [String(properties?.code), properties as Row]))
}

/** As PostgreSQL's percentile_cont: straight lines between the ordered values. */
function third(values: number[], n: 1 | 2): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (n / 3) * (sorted.length - 1)
  const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (at - Math.floor(at)) * (high - low)
}

it('puts each village in a third of poverty and in a third of the people beyond standards', async () => {
  const classed = await rowsOf('poverty-coverage')
  const poverty = await rowsOf('poverty')
  const { items } = await readJson<{ items: { id: string; legend: unknown; finding: unknown }[] }>(
    await server.get('/api/layers'),
  )
  const services = items.filter(({ id }) => id.startsWith('coverage-')).map(({ id }) => id)
  const coverages = await Promise.all(services.map(rowsOf))
  const gaps = new Map<string, number>()
  for (const [code, { population }] of poverty) {
    const beyond = coverages.map((rows) => rows.get(code)?.peopleBeyond).filter((n) => typeof n === 'number')
    if (typeof population !== 'number' || beyond.length === 0) continue
    gaps.set(code, (100 * beyond.reduce((a, b) => a + b, 0)) / (population * beyond.length))
  }
  const rates = [...poverty.values()]
    .map(({ povertyRate }) => povertyRate)
    .filter((n) => typeof n === 'number')
  const limits = {
    x: [third(rates, 1), third(rates, 2)],
    y: [third([...gaps.values()], 1), third([...gaps.values()], 2)],
  }
  const legend = items.find(({ id }) => id === 'poverty-coverage')?.legend as {
    kind: string
    x: { limits: number[] }
    y: { limits: number[] }
  }
  expect(legend.kind).toBe('bivariate')
  legend.x.limits.forEach((limit, i) => {
    expect(limit).toBeCloseTo(limits.x[i] ?? Number.NaN, 1)
  })
  legend.y.limits.forEach((limit, i) => {
    expect(limit).toBeCloseTo(limits.y[i] ?? Number.NaN, 1)
  })
  let compared = 0
  for (const [code, row] of classed) {
    const rate = poverty.get(code)?.povertyRate
    const gap = gaps.get(code)
    if (typeof rate !== 'number' || gap === undefined) {
      expect(row.class, code).toBeNull()
      continue
    }
    expect(row.beyondShare, code).toBeCloseTo(gap, 0)
    const above = (value: number, [low, high]: number[]) => 1 + Number(value > low!) + Number(value > high!)
    expect(row.class, code).toBe(
      `${above(rate, legend.x.limits)}-${above(Number(row.beyondShare), legend.y.limits)}`,
    )
    compared++
  }
  expect(compared).toBeGreaterThan(2)
})
