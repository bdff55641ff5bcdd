import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeopleServed, PoorestShare } from '../../core/api/portfolio.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'
import { authorization } from './import-client.ts'

/** 500 people: the poorest fifth are the 60 of the poorest village and 40 of the 140 in the two that are equally poor. */
const VILLAGES = {
  poorest: { code: '62.99.01.2001', people: 60, rate: 50 },
  alike: { code: '62.99.01.2002', people: 80, rate: 40 },
  asPoor: { code: '62.99.01.1003', people: 60, rate: 40 },
  better: { code: '62.99.02.2001', people: 300, rate: 10 },
  withheld: { code: '62.99.02.2002', people: 90, rate: null },
} as const
type Village = keyof typeof VILLAGES
const ASKED: readonly (readonly [at: Village, millions: number | null])[] = [
  ['poorest', 10],
  ['alike', 70],
  ['asPoor', 140],
  ['asPoor', null],
  ['better', 100],
  ['withheld', 30],
]
const JSON_TYPE = { 'Content-Type': 'application/json' }

let server: TestServer
const codes: string[] = []
beforeAll(async () => {
  server = await startTestServer()
  await server.database.write.raw('UPDATE area_figures SET population = NULL, poverty_rate = NULL')
  for (const { code, people, rate } of Object.values(VILLAGES))
    await server.database.write.raw(
      'UPDATE area_figures SET population = ?, poverty_rate = ? WHERE area_code = ?',
      [people, rate, code] as never,
    )
  for (const [at, [village, millions]] of ASKED.entries()) {
    const body = {
      ...{ title: `Pembangunan jalan lingkungan RT ${at}`, sector: 'public-works', year: 2031 },
      ...{ villageCode: VILLAGES[village].code, ...(millions && { costRupiah: millions * 1e6 }) },
    }
    const init = { method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE }
    codes.push((await readJson<{ code: string }>(await server.get('/api/proposals', init))).code)
  }
})
afterAll(() => server.close())

async function poorestOf(...places: readonly number[]): Promise<PoorestShare> {
  const body = { filter: { year: '2031' }, codes: places.map((at) => codes[at]!) }
  const init = { method: 'POST', body: JSON.stringify(body), headers: { ...authorization, ...JSON_TYPE } }
  const people = await readJson<PeopleServed>(await server.get('/api/portfolios/people', init))
  expect(people.counted).toBe(places.length)
  return people.poorest
}

describe('what of the cost of proposals falls to the poorest fifth of the people', () => {
  it('is all of the poorest village’s, and of villages equally poor the part of their people within the fifth', async () => {
    const { share, ...about } = await poorestOf(0, 1, 2, 3, 4, 5)
    // 10 of the poorest and 40 ÷ 140 of 210 are 70, of 10 + 210 + 100.
    expect(share).toBeCloseTo(70 / 320, 12)
    expect(about).toEqual({ whyNot: null, rupiah: 320e6, unplacedRupiah: 30e6, withoutCost: 1 })
    expect((await poorestOf(0)).share).toBeCloseTo(1, 12)
    // Whichever of the two that are equally poor it is.
    expect((await poorestOf(1)).share).toBeCloseTo(2 / 7, 12)
    expect((await poorestOf(2, 3)).share).toBeCloseTo(2 / 7, 12)
    expect((await poorestOf(4)).share).toBe(0)
  })

  it('is not known where no cost, no village or no figures are, and says which', async () => {
    const none = { share: null, rupiah: 0, unplacedRupiah: 0, withoutCost: 0 }
    expect(await poorestOf()).toEqual({ ...none, whyNot: 'no-proposals' })
    expect(await poorestOf(3)).toEqual({ ...none, whyNot: 'no-cost', withoutCost: 1 })
    expect(await poorestOf(5)).toEqual({ ...none, whyNot: 'no-village', unplacedRupiah: 30e6 })
    await server.database.write.raw('UPDATE area_figures SET poverty_rate = NULL')
    expect(await poorestOf(0, 4)).toEqual({ ...none, whyNot: 'no-figures', unplacedRupiah: 110e6 })
  })
})
