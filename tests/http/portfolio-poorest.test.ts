import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { PortfolioClient } from './portfolio-client.ts'
import { bestOfAll, MILLION, type SubmittedProposal, scoresOf, spent, submit } from './portfolio-proposals.ts'

const YEAR = 2036
const BUDGET = 300 * MILLION
const REQUEST = { filter: { year: String(YEAR) }, budgetRupiah: BUDGET, timeLimitSeconds: 30 }

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

const WEIGHTS = { urgency: 100, cost: 10 }

let server: TestServer
let office: PortfolioClient
let proposals: SubmittedProposal[]
let scores: Map<string, number>
beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  const asked = PLACES.map(([villageCode, million, urgency], at) => ({
    title: `Pembangunan jalan usaha tani ruas ${at}`,
    ...{ villageCode, million, urgency },
  }))
  proposals = await submit(server, YEAR, asked)
  scores = await scoresOf(server, YEAR, WEIGHTS)
})
afterAll(() => server.close())

const shareOfPoorest = (chosen: readonly SubmittedProposal[]) =>
  spent(chosen.filter(({ villageCode }) => POOREST.includes(villageCode))) / Math.max(1, spent(chosen))
const worthOf = (chosen: readonly SubmittedProposal[]) =>
  chosen.reduce((sum, { code }) => sum + (scores.get(code) ?? Number.NaN), 0)
const bestWith = (least: number) =>
  bestOfAll(proposals, BUDGET, worthOf, (chosen) => chosen.length === 0 || shareOfPoorest(chosen) >= least)
    .worth
const solve = (constraints: readonly object[]) => office.solve({ ...REQUEST, weights: WEIGHTS, constraints })
const share = (minimumShare: number) => ({ kind: 'poorest-share', minimumShare })

describe('a minimum share to the poorest fifth of the people', () => {
  it.each([0.5, 0.7, 1])('of %s binds, is the best of all choices, and has its price', async (least) => {
    const free = await solve([])
    const chosenOf = ({ chosen }: typeof free) =>
      proposals.filter(({ code }) => chosen.some((one) => one.code === code))
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
    // The figure beside the condition is of the same villages.
    const [poorest] = result.equity.quintiles
    expect(poorest!.chosenRupiah / result.spentRupiah!).toBeCloseTo(shareOfPoorest(chosenOf(result)), 12)
    for (const { code, quintile } of result.chosen) {
      const village = proposals.find((one) => one.code === code)?.villageCode ?? ''
      expect(quintile === 1, village).toBe(POOREST.includes(village))
    }
  })

  it('that forced proposals leave no room for is a conflict of the two, with what must give way', async () => {
    const rich = proposals
      .filter(({ villageCode }) => villageCode === '62.99.01.1003')
      .map(({ code }) => code)
    const { status, conflict } = await solve([share(0.9), { kind: 'fund', codes: rich }])
    expect(status).toBe('infeasible')
    expect(conflict?.constraints.some(({ label }) => label.id.includes('seperlima'))).toBe(true)
    expect(conflict?.cheapest.length).toBeGreaterThan(0)
  })
})
