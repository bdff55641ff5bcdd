import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { type Item, type Page, readFault, readJson, type Total } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const list = async (query = '') => readJson<Page>(await server.get(`/api/proposals?${query}`))

interface Indicators {
  count: number
  costRupiah: number
  realised: number
  realisedShare: number
  withoutLocation: number
  conflict: number
  byStatus: (Group & { status: string })[]
  byStage: (Group & { stage: string })[]
  bySector: (Group & { sector: string })[]
  byYear: (Group & { year: number })[]
  bySource: (Group & { source: string })[]
}
interface Group {
  count: number
  costRupiah: number
}

const FILTERS = [
  '',
  'year=2025',
  'year=2025,2026',
  'year=1999',
  'status=accepted,planned',
  'stage=agency',
  'sector=public-works',
  'source=pokir,resident',
  'quality=conflict',
  'quality=area,none',
  'area=62.99.01',
  'area=62.99.01.2001',
  'area=62.99',
  'q=rt%2003',
  'q=SISWA',
  'year=2025&sector=education&area=62.99.01&q=ruang',
]

describe('the list of proposals', () => {
  it('has every proposal once, newest first, with what is known of it', async () => {
    const { items, next, total } = await list()
    expect(items).toHaveLength(11)
    expect(next).toBeNull()
    expect(new Set(items.map(({ code }) => code)).size).toBe(11)
    expect(items.map(({ year }) => year)).toEqual([...items.map(({ year }) => year)].sort((a, b) => b - a))
    expect(total).toEqual({
      count: 11,
      withLocation: 10,
      withoutLocation: 1,
      conflict: 2,
      costRupiah: 6_289_900_000,
    })
    expect(items.find(({ code }) => code === '202500008')).toMatchObject({
      title: 'Pembangunan ruang kelas baru SMP, tahap 2',
      problem: expect.stringMatching(/^Siswa belajar\s+bergantian$/),
      costRupiah: 860_400_000,
      status: 'accepted',
      sector: 'education',
      locationQuality: 'point',
      villageCode: '62.99.01.2001',
      villageName: 'Sungai Jernih',
      districtName: 'Hulu',
      service: 'SMP',
      beyondStandard: true,
      point: [111.05123, -2.16345],
    })
  })

  it('keeps exactly what each filter asks for', async () => {
    const all = (await list()).items
    const codes = async (query: string) => (await list(query)).items.map(({ code }) => code).sort()
    const where = (test: (item: Item) => boolean) =>
      all
        .filter(test)
        .map(({ code }) => code)
        .sort()
    expect(await codes('year=2026')).toEqual(where(({ year }) => year === 2026))
    expect(await codes('status=submitted,rejected')).toEqual(
      where(({ status }) => ['submitted', 'rejected'].includes(status)),
    )
    expect(await codes('stage=plan')).toEqual(where(({ stage }) => stage === 'plan'))
    expect(await codes('sector=education')).toEqual(where(({ sector }) => sector === 'education'))
    expect(await codes('source=pokir')).toEqual(where(({ source }) => source === 'pokir'))
    expect(await codes('quality=conflict')).toEqual(
      where(({ locationQuality }) => locationQuality === 'conflict'),
    )
    expect(await codes('area=62.99.02')).toEqual(
      where(({ villageCode }) => villageCode?.startsWith('62.99.02.') ?? false),
    )
    expect(await codes('q=ruang%20KELAS')).toEqual(where(({ title }) => /ruang kelas/i.test(title)))
    expect(await codes('q=lantai')).toEqual(['202500005'])
    for (const query of ['year=2026', 'quality=conflict', 'area=62.99.02', 'q=ruang'])
      expect(await codes(query)).not.toEqual([])
  })

  it('takes an area as a whole code and never as the beginning of another', async () => {
    expect((await list('area=62.99.0')).items).toEqual([])
    expect((await list('area=62.99.01.2')).items).toEqual([])
  })

  it('within a box leaves out what lies elsewhere or has no place, and says so in its total', async () => {
    const { items, total } = await list('bbox=111.0,-2.2,111.1,-2.1')
    expect(items.map(({ code }) => code).sort()).toEqual(['202500002', '202500008', 'P2026-2d813ba4'])
    expect(total).toMatchObject({ count: 3, withLocation: 3, withoutLocation: 0 })
  })

  it.each(['newest', 'cost', 'title'])(
    'read page by page, sorted by %s, loses and repeats nothing',
    async (sort) => {
      const whole = (await list(`sort=${sort}`)).items.map(({ code }) => code)
      for (const limit of [1, 3, 11]) {
        const read: string[] = []
        let cursor: string | null = ''
        while (cursor !== null) {
          const page: Page = await list(`sort=${sort}&limit=${limit}&cursor=${encodeURIComponent(cursor)}`)
          expect(page.items.length).toBeLessThanOrEqual(limit)
          expect(page.total.count).toBe(11)
          read.push(...page.items.map(({ code }) => code))
          cursor = page.next
        }
        expect(read).toEqual(whole)
      }
    },
  )

  it('is sorted by cost from dear to cheap, without cost last, and by title from A', async () => {
    const costs = (await list('sort=cost')).items.map(({ costRupiah }) => costRupiah ?? -1)
    expect(costs).toEqual([...costs].sort((a, b) => b - a))
    const titles = (await list('sort=title')).items.map(({ title }) => title)
    expect(titles[0]).toBe('Lampu jalan <script>alert(1)</script>')
    expect(titles.at(-1)).toBe('Rehabilitasi ruang kelas SD Negeri 1')
  })

  it('takes % and _ in a search as themselves', async () => {
    expect((await list('q=%25')).items).toEqual([])
    expect((await list('q=_')).items).toEqual([])
    expect((await list('q=%5C')).items).toEqual([])
  })
})

describe('the indicators', () => {
  it.each(FILTERS)('add up to the totals of the list for ?%s', async (query) => {
    const indicators = await readJson<Indicators>(await server.get(`/api/indicators?${query}`))
    const { items, total } = await list(`${query}&limit=200`)
    const { count, costRupiah, withoutLocation, conflict } = indicators
    expect({ count, costRupiah, withoutLocation, conflict, withLocation: count - withoutLocation }).toEqual(
      total satisfies Total,
    )
    expect(indicators.realised).toBe(items.filter(({ status }) => status === 'realised').length)
    expect(indicators.realisedShare).toBe(count === 0 ? 0 : indicators.realised / count)
    for (const name of ['byStatus', 'byStage', 'bySector', 'byYear', 'bySource'] as const) {
      const groups: Group[] = indicators[name]
      expect(
        groups.reduce((sum, group) => sum + group.count, 0),
        name,
      ).toBe(count)
      expect(
        groups.reduce((sum, group) => sum + group.costRupiah, 0),
        name,
      ).toBe(costRupiah)
    }
    for (const { status, count: n } of indicators.byStatus)
      expect(items.filter((item) => item.status === status)).toHaveLength(n)
  })
})

describe('one proposal', () => {
  interface Detail extends Item {
    geometry: { type: string } | null
    address: string | null
    suggestion: { lon: number; lat: number; reason: string } | null
    decisions: { decision: string; reason: string | null }[]
    village: Record<string, unknown>
  }

  it('is read with its shape, village figures and decisions in order', async () => {
    const detail = await readJson<Detail>(await server.get('/api/proposals/P2026-2d813ba4'))
    expect(detail.geometry?.type).toBe('LineString')
    expect(detail.village).toEqual({
      population: 1000,
      poorPopulation: 100,
      poorWithheld: null,
      povertyRate: 10,
      idm: 0.5512,
      idmStatus: 'Tertinggal',
    })
    expect(detail.decisions).toMatchObject([
      { stage: 'village', decision: 'accepted', reason: null },
      { stage: 'district', decision: 'accepted', reason: 'Prioritas 1' },
    ])
  })

  it('in doubt tells where its coordinates would be, and is shown at its village', async () => {
    const detail = await readJson<Detail>(await server.get('/api/proposals/202500006'))
    expect(detail).toMatchObject({
      locationQuality: 'conflict',
      suggestion: { lon: 111.05456, lat: -2.05123, reason: 'other-village' },
    })
    expect(detail.point?.[0]).toBeCloseTo(111.25, 5)
  })

  it('has decisions and a history of their own addresses', async () => {
    const decisions = await readJson<{ items: unknown[] }>(
      await server.get('/api/proposals/P2026-2d813ba4/decisions'),
    )
    expect(decisions.items).toHaveLength(2)
    const events = await readJson<{ items: { kind: string }[] }>(
      await server.get('/api/proposals/P2026-2d813ba4/events'),
    )
    expect(events.items.length).toBeGreaterThan(0)
  })

  it('that does not exist is a 404 that repeats the code', async () => {
    for (const route of ['', '/decisions', '/events']) {
      const fault = await readFault(await server.get(`/api/proposals/TIDAK-ADA${route}`), 404)
      expect(fault.received).toBe('TIDAK-ADA')
    }
  })

  it('once its figures change is no longer "not modified"', async () => {
    const first = await server.get('/api/proposals/202500001')
    const etag = first.headers.get('etag') ?? ''
    const headers = { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' }
    expect((await server.get('/api/proposals/202500001', { headers })).status).toBe(304)
    await server.database.write.raw(
      "UPDATE area_figures SET population = 5001 WHERE area_code = '62.99.01.1003'",
    )
    const changed = await server.get('/api/proposals/202500001', { headers })
    await server.database.write.raw(
      "UPDATE area_figures SET population = 5000 WHERE area_code = '62.99.01.1003'",
    )
    expect(changed.status).toBe(200)
  })
})
