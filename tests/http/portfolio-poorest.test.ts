import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { authorization } from './import-client.ts'
import { PortfolioClient } from './portfolio-client.ts'

const MILLION = 1_000_000
const YEAR = 2036
const BUDGET = 300 * MILLION
const WISH = { filter: { year: String(YEAR) }, budgetRupiah: BUDGET, timeLimitSeconds: 30 }

/**
 * Villages from the poorest, with where the middle of their people stands among the 10,000 whose poverty is known:
 * Muara Dua .04 and Sungai Jernih .13 are the poorest fifth, Batu Raya and Natai Peramuan .34, Kota Lama .75.
 */
const POOREST = ['62.99.02.2001', '62.99.01.2001']
const PLACES: readonly [village: string, million: number, urgency: number][] = [
  ['62.99.02.2001', 90, 1],
  ['62.99.01.2001', 70, 1],
  ['62.99.01.2001', 50, 2],
  ['62.99.01.2002', 60, 4],
  ['62.99.02.2002', 80, 4],
  ['62.99.01.1003', 100, 5],
  ['62.99.01.1003', 75, 5],
  ['62.99.01.1003', 65, 5],
  // Nobody knows how many people live in Kubu: in no fifth.
  ['62.99.02.2003', 40, 5],
]

interface Wished {
  code: string
  village: string
  costRupiah: number
}

let server: TestServer
let office: PortfolioClient
let wished: Wished[]
let scores: Map<string, number>

beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  const headers = { 'Content-Type': 'application/json' }
  wished = []
  for (const [at, [village, million, urgency]] of PLACES.entries()) {
    const costRupiah = million * MILLION
    const title = `Pembangunan jalan usaha tani ruas ${at}`
    const body = JSON.stringify({ title, villageCode: village, year: YEAR, urgency, costRupiah })
    const { code } = await readJson<{ code: string }>(
      await server.get('/api/proposals', { method: 'POST', body, headers }),
    )
    wished.push({ code, village, costRupiah })
  }
  const weights = { urgency: 100, cost: 10 }
  const answer = await server.get('/api/rankings', {
    method: 'POST',
    body: JSON.stringify({ filter: { year: YEAR }, weights, limit: 500 }),
    headers: { ...authorization, ...headers },
  })
  const { items } = await readJson<{ items: { code: string; sum: number }[] }>(answer)
  scores = new Map(items.map(({ code, sum }) => [code, sum / 110]))
})
afterAll(() => server.close())

const spent = (chosen: readonly Wished[]) => chosen.reduce((sum, { costRupiah }) => sum + costRupiah, 0)
const shareOfPoorest = (chosen: readonly Wished[]) =>
  spent(chosen.filter(({ village }) => POOREST.includes(village))) / Math.max(1, spent(chosen))

/** By trying every choice. */
function bestWith(least: number): number {
  let best = Number.NEGATIVE_INFINITY
  for (let set = 0; set < 1 << wished.length; set++) {
    const chosen = wished.filter((_, at) => set & (1 << at))
    if (spent(chosen) > BUDGET || (chosen.length > 0 && shareOfPoorest(chosen) < least)) continue
    const worth = chosen.reduce((sum, { code }) => sum + (scores.get(code) ?? Number.NaN), 0)
    best = Math.max(best, worth)
  }
  return best
}
const solve = (constraints: readonly object[]) =>
  office.solve({ ...WISH, weights: { urgency: 100, cost: 10 }, constraints })
const share = (minimumShare: number) => ({ kind: 'poorest-share', minimumShare })

describe('a minimum share to the poorest fifth of the people', () => {
  it.each([0.5, 0.7, 1])('of %s binds, is the best of all choices, and has its price', async (least) => {
    const free = await solve([])
    const chosenOf = ({ chosen }: typeof free) =>
      wished.filter(({ code }) => chosen.some((one) => one.code === code))
    expect(free.worth).toBeCloseTo(bestWith(0), 6)
    expect(shareOfPoorest(chosenOf(free))).toBeLessThan(least)
    const result = await solve([share(least)])
    expect(result.status).toBe('optimal')
    expect(shareOfPoorest(chosenOf(result))).toBeGreaterThanOrEqual(least - 1e-12)
    expect(result.worth).toBeCloseTo(bestWith(least), 6)
    expect(result.worth!).toBeLessThan(free.worth! - 1e-6)
    const own = result.constraints.find(({ id }) => id !== 'budget')
    expect(own?.label.id).toContain(`${Math.round(100 * least)}`)
    expect(own?.label.id).toContain('seperlima penduduk termiskin')
    expect(result.prices.find(({ id }) => id === own?.id)?.price).toBeCloseTo(free.worth! - result.worth!, 6)
    for (const { code, quintile } of result.chosen) {
      const village = wished.find((one) => one.code === code)?.village ?? ''
      expect(quintile === 1, village).toBe(POOREST.includes(village))
    }
  })

  it('that forced proposals leave no room for is a conflict of the two, with what must give way', async () => {
    const rich = wished.filter(({ village }) => village === '62.99.01.1003').map(({ code }) => code)
    const { status, conflict } = await solve([share(0.9), { kind: 'fund', codes: rich }])
    expect(status).toBe('infeasible')
    expect(conflict?.constraints.some(({ label }) => label.id.includes('seperlima'))).toBe(true)
    expect(conflict?.cheapest.length).toBeGreaterThan(0)
  })
})
