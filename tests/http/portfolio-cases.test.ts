import { distance, point } from '@turf/turf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PortfolioResult } from '../../core/api/portfolio.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { PortfolioClient } from './portfolio-client.ts'
import {
  bestOfAll,
  codesOf,
  MILLION,
  type SubmittedProposal,
  scoresOf,
  spent,
  submit,
} from './portfolio-proposals.ts'

let server: TestServer
let office: PortfolioClient
beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
})
afterAll(() => server.close())

describe('a ceiling', () => {
  const year = 2031
  const budgetRupiah = 400 * MILLION
  const body = { filter: { year: String(year) }, budgetRupiah, timeLimitSeconds: 30 }
  let proposals: SubmittedProposal[]
  let scores: Map<string, number>
  let free: PortfolioResult
  const worthOf = (chosen: readonly SubmittedProposal[]) =>
    chosen.reduce((sum, { code }) => sum + (scores.get(code) ?? 0), 0)

  beforeAll(async () => {
    const villages = ['62.99.01.2001', '62.99.01.2002', '62.99.02.2001', '62.99.02.2002']
    proposals = await submit(
      server,
      year,
      Array.from({ length: 12 }, (_, at) => ({
        title: `Pembangunan drainase lingkungan ${at}`,
        villageCode: villages[at % 4]!,
        million: 40 + ((at * 17) % 61),
        sector: ['public-works', 'education', 'health'][at % 3]!,
        agency: ['Dinas PUPR', 'Dinas Pendidikan'][at % 2]!,
        urgency: 1 + ((at * 3) % 5),
      })),
    )
    scores = await scoresOf(server, year)
    free = await office.solve(body)
  })

  const groups = [
    ['districtCode', ({ villageCode }: SubmittedProposal) => villageCode.slice(0, 8), 'Kecamatan'],
    ['agency', ({ agency }: SubmittedProposal) => agency ?? '', 'Dinas'],
    ['sector', ({ sector }: SubmittedProposal) => sector, ''],
  ] as const

  it.each(groups)(
    'of one group by %s binds, is the best of all choices, and has its price',
    async (by, groupOf, name) => {
      const chosen = proposals.filter(({ code }) => free.chosen.some((one) => one.code === code))
      const byGroup = [...Map.groupBy(chosen, groupOf)]
      const [value, members] = byGroup.sort(([, a], [, b]) => spent(b) - spent(a))[0]!
      const limitRupiah = spent(members) - 30 * MILLION
      const result = await office.solve({
        ...body,
        constraints: [{ kind: 'ceiling', by, value, limitRupiah }],
      })
      const best = bestOfAll(
        proposals,
        budgetRupiah,
        worthOf,
        (some) => spent(some.filter((one) => groupOf(one) === value)) <= limitRupiah,
      )
      expect(result.status).toBe('optimal')
      expect(result.worth).toBeCloseTo(best.worth, 6)
      expect(result.worth!).toBeLessThan(free.worth! - 1e-6)
      const own = result.constraints.find(({ id }) => id !== 'budget')
      expect(own?.label.id).toMatch(new RegExp(`^Pagu .*${name}.*: Rp `))
      const price = result.prices.find(({ id }) => id === own?.id)
      expect(price?.price).toBeCloseTo(free.worth! - result.worth!, 6)
      expect(price?.text.id).toMatch(/\d/)
    },
  )

  it.each(groups)('of the same amount for each group by %s is kept by every group', async (by, groupOf) => {
    const limitRupiah = 130 * MILLION
    const result = await office.solve({
      ...body,
      constraints: [{ kind: 'ceiling', perGroup: by, limitRupiah }],
    })
    const keeps = (some: readonly SubmittedProposal[]) =>
      [...Map.groupBy(some, groupOf).values()].every((members) => spent(members) <= limitRupiah)
    const chosen = proposals.filter(({ code }) => result.chosen.some((one) => one.code === code))
    expect(keeps(chosen)).toBe(true)
    expect(keeps(proposals.filter(({ code }) => free.chosen.some((one) => one.code === code)))).toBe(false)
    expect(result.worth).toBeCloseTo(bestOfAll(proposals, budgetRupiah, worthOf, keeps).worth, 6)
    expect(result.constraints).toHaveLength(1 + new Set(proposals.map(groupOf)).size)
  })
})

describe('ceilings per district, where some proposals have no district', () => {
  const year = 2037
  const body = { filter: { year: String(year) }, budgetRupiah: 500 * MILLION, timeLimitSeconds: 30 }
  const limitRupiah = 100 * MILLION
  /** Without a village, and so without a district. */
  let nowhere: SubmittedProposal[]
  const solve = (constraint: object) =>
    office.solve({ ...body, constraints: [{ kind: 'ceiling', limitRupiah, ...constraint }] })
  const spentNowhere = (result: { chosen: readonly { code: string }[] }) =>
    spent(nowhere.filter(({ code }) => result.chosen.some((one) => one.code === code)))

  beforeAll(async () => {
    const villages = ['62.99.01.2001', '62.99.02.2001', '62.99.01.2002']
    const proposals = await submit(
      server,
      year,
      Array.from({ length: 9 }, (_, at) => ({
        title: `Pembangunan embung ${at}`,
        ...{ villageCode: villages[at % 3]!, million: 30 + 3 * at, urgency: 1 + (at % 5) },
      })),
    )
    nowhere = proposals.filter((_, at) => at % 3 === 2)
    const codes = nowhere.map(({ code }) => code)
    await server.database.write('proposals').whereIn('code', codes).update({ village_code: null })
  })

  it('hold those as a group of their own, named, with what is spent under each', async () => {
    const result = await solve({ perGroup: 'districtCode' })
    const spentThere = spentNowhere(result)
    expect(spentThere).toBeGreaterThan(0)
    expect(spentThere).toBeLessThanOrEqual(limitRupiah)
    const own = result.ceilings?.find(({ label }) => label.id.includes('tanpa kecamatan'))
    expect(own).toMatchObject({ limitRupiah, spentRupiah: spentThere })
    const [whole, ...groups] = result.ceilings ?? []
    expect(whole?.spentRupiah).toBe(result.spentRupiah)
    expect(groups.reduce((sum, { spentRupiah }) => sum + spentRupiah, 0)).toBe(result.spentRupiah)
    expect(result.outside).toEqual([])
  })

  it('leave them free only where that is asked for, and tell how much is spent outside', async () => {
    const free = await solve({ perGroup: 'districtCode', ungrouped: 'free' })
    expect(spentNowhere(free)).toBeGreaterThan(limitRupiah)
    expect(free.outside).toMatchObject([{ by: 'districtCode', grouped: false, rupiah: spentNowhere(free) }])
    expect(free.outside?.[0]?.text.id).toMatch(/^\d usulan didanai tanpa kecamatan \(Rp .*\) tidak kena pagu/)
    const alone = await solve({ by: 'districtCode', value: null })
    expect(spentNowhere(alone)).toBeLessThanOrEqual(limitRupiah)
    // Other districts were given no limit, which is told too.
    expect(alone.outside).toMatchObject([
      { by: 'districtCode', grouped: true, rupiah: alone.spentRupiah! - spentNowhere(alone) },
    ])
  })
})

describe('of proposals that are written twice', () => {
  const year = 2032
  const body = { filter: { year: String(year) }, budgetRupiah: 250 * MILLION, timeLimitSeconds: 30 }
  let proposals: SubmittedProposal[]
  let twins: SubmittedProposal[]

  beforeAll(async () => {
    const twin = { title: 'Perbaikan jembatan kayu Sungai Jernih', villageCode: '62.99.01.2001', urgency: 5 }
    // Some 11 m apart each: the first and the last are within 50 m.
    const places: [number, number][] = [
      [111.05, -2.15],
      [111.0501, -2.15],
      [111.0502, -2.15],
    ]
    proposals = await submit(server, year, [
      { ...twin, million: 40, place: places[0]! },
      { ...twin, title: 'PERBAIKAN jembatan kayu, Sungai Jernih', million: 45, place: places[1]! },
      { ...twin, million: 50, place: places[2]! },
      // The same words 5 km away are another bridge.
      { ...twin, million: 55, place: [111.05, -2.1051] },
      { title: 'Pembangunan talud pasar', villageCode: '62.99.01.2002', million: 60, urgency: 2 },
      { title: 'Rehabilitasi saluran irigasi', villageCode: '62.99.02.2001', million: 70, urgency: 1 },
      { title: 'Pembangunan tambatan perahu', villageCode: '62.99.02.2002', million: 65, urgency: 2 },
    ])
    twins = proposals.slice(0, 3)
  })

  it.each([
    ['found by the server', () => ({ nearDuplicates: true })],
    ['named by the planner', () => ({ codes: twins.map(({ code }) => code) })],
  ])('and %s at most one is funded, and the rest is still the best', async (_, groupOf) => {
    const scores = await scoresOf(server, year)
    const worthOf = (chosen: readonly SubmittedProposal[]) =>
      chosen.reduce((sum, { code }) => sum + (scores.get(code) ?? 0), 0)
    const isTwin = ({ code }: { code: string }) => twins.some((twin) => twin.code === code)
    const free = await office.solve(body)
    expect(free.chosen.filter(isTwin).length).toBeGreaterThan(1)
    const result = await office.solve({ ...body, constraints: [{ kind: 'exclusive', ...groupOf() }] })
    expect(result.chosen.filter(isTwin)).toHaveLength(1)
    expect(codesOf(result)).toContain(proposals[3]!.code)
    const best = bestOfAll(proposals, body.budgetRupiah, worthOf, (some) => some.filter(isTwin).length <= 1)
    expect(result.worth).toBeCloseTo(best.worth, 6)
    expect(result.worth!).toBeLessThan(free.worth!)
    const own = result.constraints.filter(({ id }) => id !== 'budget')
    expect(own).toHaveLength(1)
    expect(result.prices.find(({ id }) => id === own[0]!.id)?.price).toBeCloseTo(
      free.worth! - result.worth!,
      6,
    )
  })

  it('of one title in one village are told where several are funded, and the planner says whether one is enough', async () => {
    const solve = (twins?: object) =>
      office.solve({
        ...{ ...body, budgetRupiah: 1000 * MILLION },
        ...(twins && { constraints: [{ kind: 'exclusive', ...twins }] }),
      })
    const free = await solve()
    const group = free.alike?.[0]
    expect(free.alike).toHaveLength(1)
    expect(group?.allowed).toBe(false)
    expect(group?.title).toMatch(/jembatan kayu/i)
    expect(group?.codes).toHaveLength(4)
    expect(group?.chosen.map(({ code }) => code)).toEqual(group?.codes)
    const near = await solve({ nearDuplicates: true })
    expect(near.alike?.[0]?.chosen).toHaveLength(2)
    expect((await solve({ nearDuplicates: 'village' })).alike).toEqual([])
    const allowed = near.alike![0]!.chosen.map(({ code }) => code)
    const both = await solve({ nearDuplicates: 'village', allowed })
    expect(both.alike?.[0]).toMatchObject({ allowed: true })
    expect(both.alike?.[0]?.chosen.map(({ code }) => code)).toEqual(expect.arrayContaining(allowed))
  })
})

describe('people newly served', () => {
  const year = 2034
  const budgetRupiah = 300 * MILLION
  let proposals: SubmittedProposal[]
  /** Middles of cells beyond the standard of 6 km to a puskesmas. */
  let cells: { at: [number, number]; people: number }[]
  const reaches = ({ place }: SubmittedProposal, at: [number, number]) =>
    distance(point(place!), point(at), { units: 'meters' }) <= 6000
  const served = (chosen: readonly SubmittedProposal[]) =>
    cells.reduce((sum, { at, people }) => sum + (chosen.some((one) => reaches(one, at)) ? people : 0), 0)
  const countedTwice = (chosen: readonly SubmittedProposal[]) =>
    chosen.reduce((sum, one) => sum + served([one]), 0)

  beforeAll(async () => {
    // Four overlap in the west, where most people without a puskesmas live; the others lie apart.
    const places: [string, [number, number], number][] = [
      ['62.99.01.2001', [111.05, -2.14], 100],
      ['62.99.01.2001', [111.055, -2.145], 100],
      ['62.99.01.2001', [111.06, -2.15], 95],
      ['62.99.01.2002', [111.11, -2.14], 100],
      ['62.99.02.2001', [111.05, -2.04], 100],
      ['62.99.02.2002', [111.15, -2.04], 100],
      ['62.99.01.2002', [111.13, -2.19], 90],
    ]
    proposals = await submit(
      server,
      year,
      places.map(([villageCode, place, million], at) => ({
        ...{ title: `Pembangunan Puskesmas Pembantu ${at}`, sector: 'health' },
        ...{ villageCode, place, million },
      })),
    )
    const { rows } = await server.database.read.raw<{ rows: { lon: number; lat: number; people: number }[] }>(
      `SELECT ST_X(c.point) AS lon, ST_Y(c.point) AS lat, c.population AS people
       FROM need_cells c JOIN need_coverage n ON n.cell_id = c.id
       WHERE n.service = 'PUSKESMAS' AND n.beyond AND c.population > 0`,
    )
    cells = rows.map(({ lon, lat, people }) => ({ at: [lon, lat], people }))
  })

  it('of overlapping proposals are counted once: the choice is that of trying every subset on the ground', async () => {
    const result = await office.solve({
      ...{ filter: { year: String(year) }, budgetRupiah, objective: 'people', timeLimitSeconds: 30 },
    })
    const best = bestOfAll(proposals, budgetRupiah, served)
    const naive = bestOfAll(proposals, budgetRupiah, countedTwice)
    // Who counts overlaps twice is led to another choice, which serves fewer.
    expect(served(naive.chosen)).toBeLessThan(best.worth - 1)
    expect(best.worth).toBeLessThan(countedTwice(best.chosen) + 1e-6)
    expect(result).toMatchObject({ status: 'optimal', objective: 'people' })
    expect(result.worth).toBeCloseTo(best.worth, 3)
    expect(result.people.newlyServed).toBeCloseTo(best.worth, 3)
    const chosen = proposals.filter(({ code }) => codesOf(result).includes(code))
    expect(served(chosen)).toBeCloseTo(best.worth, 3)
    const gain = result.people.services.find(({ service }) => service === 'PUSKESMAS')
    expect(gain?.beyondBefore).toBeCloseTo(
      cells.reduce((sum, { people }) => sum + people, 0),
      3,
    )
    expect(gain?.beyondAfter).toBeCloseTo(gain!.beyondBefore - best.worth, 3)
    const fifths = result.equity.quintiles.reduce((sum, { newlyServed }) => sum + newlyServed, 0)
    expect(fifths).toBeLessThanOrEqual(best.worth + 1e-3)
  })

  it('alone, each proposal has the people that it reaches by itself', async () => {
    const result = await office.solve({
      ...{ filter: { year: String(year) }, budgetRupiah: 1e12, objective: 'people', timeLimitSeconds: 30 },
    })
    expect(result.people.newlyServed).toBeCloseTo(served(proposals), 3)
    for (const { code, people } of result.chosen)
      expect(people).toBeCloseTo(served(proposals.filter((one) => one.code === code)), 2)
  })
})

/**
 * By hand. Villages from the poorest with people and poor in %: Muara Dua 800 (20), Sungai Jernih 1000 (10), Batu Raya
 * 2000 and Natai Peramuan 1200 (both 5), Kota Lama 5000 (3); Kubu's people are not known. Middles of ranks among
 * 10,000 people: 0.04, 0.13, 0.34 (shared), 0.75. Concentration index: 2 Σ share × rank − 1.
 */
describe('to whom the money goes', () => {
  const year = 2035
  let proposals: SubmittedProposal[]
  beforeAll(async () => {
    const places: [string, number][] = [
      ['62.99.02.2001', 100],
      ['62.99.02.2001', 50],
      ['62.99.01.2001', 80],
      ['62.99.01.2002', 60],
      ['62.99.02.2002', 40],
      ['62.99.01.1003', 200],
      ['62.99.01.1003', 70],
      ['62.99.02.2003', 30],
    ]
    proposals = await submit(
      server,
      year,
      places.map(([villageCode, million], at) => ({
        title: `Pembangunan jalan desa ruas ${at}`,
        ...{ villageCode, million },
      })),
    )
  })

  it('is that of a case worked by hand: fifths and concentration of all asked, and of the choice', async () => {
    const codes = [0, 2, 6].map((at) => proposals[at]!.code)
    const { equity, chosen } = await office.solve({
      ...{ filter: { year: String(year) }, budgetRupiah: 250 * MILLION, timeLimitSeconds: 30 },
      constraints: [{ kind: 'fund', codes }],
    })
    expect(chosen.map(({ code }) => code).sort()).toEqual([...codes].sort())
    const of = (part: 'people' | 'askedRupiah' | 'chosenRupiah') =>
      equity.quintiles.map((fifth) => Math.round(fifth[part] / (part === 'people' ? 1 : 1000)))
    // Whole villages, as conditions on the poorest fifth count them: Muara Dua and Sungai Jernih in the first.
    expect(of('people')).toEqual([1800, 3200, 0, 5000, 0])
    expect(of('askedRupiah')).toEqual([230_000, 100_000, 0, 270_000, 0])
    expect(of('chosenRupiah')).toEqual([180_000, 0, 0, 70_000, 0])
    equity.quintiles.forEach(({ quintile, chosenRupiah }) => {
      const own = chosen.filter((one) => one.quintile === quintile)
      expect(
        own.reduce((sum, { costRupiah }) => sum + costRupiah, 0),
        `fifth ${quintile}`,
      ).toBe(chosenRupiah)
    })
    expect(equity.unplacedAskedRupiah).toBe(30 * MILLION)
    expect(equity.unplacedChosenRupiah).toBe(0)
    expect(equity.concentrationAsked).toBeCloseTo((2 * (6 + 10.4 + 34 + 202.5)) / 600 - 1, 12)
    expect(equity.concentrationChosen).toBeCloseTo((2 * (4 + 10.4 + 52.5)) / 250 - 1, 12)
  })

  it('has no concentration where nothing is chosen', async () => {
    const { equity } = await office.solve({
      ...{ filter: { year: String(year) }, budgetRupiah: MILLION, timeLimitSeconds: 30 },
    })
    expect(equity.concentrationChosen).toBeNull()
    expect(equity.quintiles.map(({ chosenRupiah }) => chosenRupiah)).toEqual([0, 0, 0, 0, 0])
  })
})
