import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announce } from '../../server/changes/change-feed.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { box, KOTA_LAMA, PATIENT, type Statistics, zoneClient } from './zone-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const ask = (body: unknown) => zoneClient(server).statistics(body)
const count = async (geometry: unknown, more: object = {}) =>
  readJson<Statistics>(await ask({ geometry, ...more }))
/** All six villages. */
const DISTRICT = box(110.9, -2.3, 111.4, -1.9)

describe('the first question', () => {
  it('hears in lines how much of the store is read before it is answered, a later one only the answer', async () => {
    const { send } = zoneClient(server)
    const linesOf = async () => {
      const inLines = { Accept: 'application/x-ndjson' }
      const answer = await send('POST', '/api/zones/statistics', { geometry: KOTA_LAMA }, inLines)
      expect(answer.headers.get('Content-Type')).toContain('application/x-ndjson')
      const lines = (await answer.text()).trim().split('\n')
      return lines.map((line) => JSON.parse(line) as { share?: number; result?: Statistics })
    }
    await count(KOTA_LAMA)
    await announce(server.database.write, { layer: 'proposals', ids: null })
    let first = await linesOf()
    // News of a change come a moment after it.
    await expect
      .poll(async () => {
        if (first.length < 4) first = await linesOf()
        return first.length
      }, PATIENT)
      .toBeGreaterThan(3)
    const shares = first.flatMap(({ share }) => share ?? [])
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.length).toBeGreaterThan(2)
    expect(first.at(-1)?.result).toEqual(await count(KOTA_LAMA))
    expect(await linesOf()).toEqual([{ share: 1 }, { result: first.at(-1)?.result }])
  })
})

describe('a drawn zone', () => {
  it('that is a village has the figures of the village', async () => {
    const figures = await count(KOTA_LAMA)
    expect(figures.population).toEqual({
      value: 5000,
      low: 5000,
      high: 5000,
      coveragePercent: 100,
      missingVillages: 0,
    })
    expect(figures.poorPopulation.value).toBe(150)
    expect(figures.poverty.percent).toBe(3)
    expect(figures.villages).toEqual({
      touched: 1,
      whole: 1,
      items: [{ code: '62.99.01.1003', name: 'Kota Lama', sharePercent: 100 }],
      truncated: false,
    })
    const coverage = await server.database
      .read('coverage')
      .where({ area_code: '62.99.01.1003' })
      .orderBy('service')
      .select<{ service: string; people_beyond: number; standard_m: number }[]>()
    expect(
      figures.services.map(({ service, standardMetres, beyond }) => [service, standardMetres, beyond.value]),
    ).toEqual(coverage.map((row) => [row.service, row.standard_m, Math.round(row.people_beyond)]))
  })

  it('has the area that PostGIS measures on the ellipsoid', async () => {
    const geometry = box(111.05, -2.15, 111.25, -2.05)
    const { rows } = await server.database.read.raw<{ rows: { km2: number }[] }>(
      'SELECT ST_Area(ST_SetSRID(ST_GeomFromGeoJSON(?::text), 4326)::geography) / 1e6 AS km2',
      [JSON.stringify(geometry)],
    )
    const { areaKm2 } = await count(geometry)
    expect(areaKm2 / (rows[0]?.km2 ?? 0)).toBeCloseTo(1, 5)
  })

  it('over several villages sums what is known; what is not lowers the coverage and opens the upper bound', async () => {
    const figures = await count(DISTRICT)
    expect(figures.population).toMatchObject({ value: 10_000, low: 10_000, high: null, missingVillages: 1 })
    expect(figures.poorPopulation).toMatchObject({ value: 610, low: 610, high: 610, missingVillages: 0 })
    // The poor of the village without a population count in no rate.
    expect(figures.poverty.percent).toBe(5.7)
    expect(figures.population.coveragePercent).toBeLessThan(figures.poorPopulation.coveragePercent)
    expect(figures.villages).toMatchObject({ touched: 6, whole: 6 })
  })

  it('that cuts villages lies between its bounds', async () => {
    const { population, poorPopulation } = await count(box(111.0, -2.2, 111.15, -2.0))
    for (const { value, low, high } of [population, poorPopulation]) {
      expect(low).not.toBeNull()
      expect(value).toBeGreaterThanOrEqual(low ?? Number.NaN)
      expect(value).toBeLessThanOrEqual(high ?? Number.NaN)
    }
    expect(population).toMatchObject({ low: 1800, high: 5000 })
  })

  it('counts public proposals by status and sector as the list has them', async () => {
    const { proposals } = await count(DISTRICT)
    const indicators = await readJson<{
      count: number
      costRupiah: number
      bySector: { sector: string; count: number }[]
    }>(await server.get('/api/indicators'))
    const { total } = await readJson<{ total: { withoutLocation: number } }>(
      await server.get('/api/proposals'),
    )
    const placed = indicators.count - proposals.count
    expect(placed).toBe(total.withoutLocation)
    expect(proposals.byStatusGroup.reduce((sum, { count: n }) => sum + n, 0)).toBe(proposals.count)
    expect(proposals.bySector.reduce((sum, { costRupiah }) => sum + costRupiah, 0)).toBe(proposals.costRupiah)
    expect(proposals.atVillagePoint).toBeGreaterThan(0)
  })

  it('counts only the proposals of a filter, the one that lists have', async () => {
    for (const filter of [
      { year: 2025 },
      { status: 'submitted,planned' },
      { area: '62.99.01' },
      { q: 'ruang' },
      { sector: ['education', 'health'], year: ['2025', '2026'] },
      { q: 'tidak-ada' },
    ]) {
      const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]))
      const { total } = await readJson<{ total: { count: number; withoutLocation: number } }>(
        await server.get(`/api/proposals?${query}`),
      )
      expect((await count(DISTRICT, { filter })).proposals.count, String(query)).toBe(
        total.count - total.withoutLocation,
      )
    }
    await readParameterFault(await ask({ geometry: DISTRICT, filter: { years: '2025' } }), 'filter.years')
    await readParameterFault(await ask({ geometry: DISTRICT, filter: { year: 'x' } }), 'year')
  })

  it('shows how many poor people only from five on', async () => {
    const figures = await count(box(111.21, -2.19, 111.22, -2.18))
    expect(figures.poorPopulation).toMatchObject({ value: null, low: null, high: null, below: 5 })
    expect(figures.poverty).toMatchObject({ percent: null, low: null, high: null })
    expect(figures.population.value).toBeGreaterThan(20)
  })

  it('withholds below the limit that the settings say: a larger one more, none nothing', async () => {
    const figuresWith = async (SMALL_CELL: string, geometry: object) => {
      const other = await startTestServer({ settings: { SMALL_CELL } })
      try {
        return await readJson<Statistics>(await zoneClient(other).statistics({ geometry }))
      } finally {
        await other.close()
      }
    }
    const large = await figuresWith('151', KOTA_LAMA)
    expect(large.poorPopulation).toMatchObject({ value: null, low: null, high: null, below: 151 })
    expect(large.poverty).toMatchObject({ percent: null, low: null, high: null })
    const all = await figuresWith('0', box(111.21, -2.19, 111.22, -2.18))
    expect(all.poorPopulation.value).toBeLessThan(5)
    expect(all.poorPopulation).not.toHaveProperty('below')
    expect(all.poverty.percent).not.toBeNull()
  })

  it('is told what was tidied in its outline', async () => {
    const open = [
      [111.2, -2.2],
      [111.3, -2.2],
      [111.3, -2.2],
      [111.3, -2.1],
      [111.2, -2.1],
    ]
    const { fixes, population } = await count({ type: 'Polygon', coordinates: [open] })
    expect(fixes).toEqual({ closed: 1, duplicates: 1, spikes: 0, lostRings: 0 })
    expect(population.value).toBe(5000)
  })

  it('with a hole is without what lies in the hole', async () => {
    const [outer] = KOTA_LAMA.coordinates
    const [hole] = box(111.22, -2.18, 111.28, -2.12).coordinates
    const whole = await count(KOTA_LAMA)
    const inside = await count({ type: 'Polygon', coordinates: [hole] })
    const { population, areaKm2 } = await count({ type: 'Polygon', coordinates: [outer, hole] })
    expect(areaKm2).toBeCloseTo(whole.areaKm2 - inside.areaKm2, 3)
    expect(Math.abs((population.value ?? 0) + (inside.population.value ?? 0) - 5000)).toBeLessThanOrEqual(1)
  })
})

describe('figures after a change', () => {
  it('have a new proposal at once, and lose one that is no longer public', async () => {
    const before = (await count(KOTA_LAMA)).proposals.count
    const response = await server.get('/api/proposals', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ title: 'Perbaikan jembatan', lon: 111.25, lat: -2.15 }),
    })
    const { code } = await readJson<{ code: string }>(response)
    await expect.poll(async () => (await count(KOTA_LAMA)).proposals.count, PATIENT).toBe(before + 1)
    await server.database.write.transaction(async (transaction) => {
      const [id = 0] = await transaction('proposals').where({ code }).pluck<number[]>('id')
      await transaction('proposals').where({ id }).update({ status: 'draft' })
      await announce(transaction, { layer: 'proposals', ids: [id] })
    })
    await expect.poll(async () => (await count(KOTA_LAMA)).proposals.count, PATIENT).toBe(before)
  })

  it('are counted anew when villages and their people are', async () => {
    await server.database.write.transaction(async (transaction) => {
      await transaction('need_pieces')
        .where({ village_code: '62.99.01.1003' })
        .update({
          population: transaction.raw('population * 2'),
        })
      await announce(transaction, { layer: 'areas-village', ids: null })
    })
    await expect.poll(async () => (await count(KOTA_LAMA)).population.value, PATIENT).toBe(10_000)
  })
})

describe('a portfolio', () => {
  const ID = '0b0a5f1e-1111-4222-8333-444455556666'

  it('adds what it spends in a zone and who comes within a standard by it', async () => {
    const { write } = server.database
    await write.raw(
      `UPDATE proposals SET service = 'SD', public_geom = (
         SELECT c.point FROM need_cells c JOIN need_coverage n ON n.cell_id = c.id AND n.service = 'SD' AND n.beyond
         WHERE ST_Within(c.point, ST_MakeEnvelope(111.21, -2.19, 111.29, -2.11, 4326)) ORDER BY c.id LIMIT 1)
       WHERE code = '202500001'`,
    )
    await write.raw(
      `INSERT INTO portfolios (id, title, state, request, result) VALUES (?, 'Forum PD', 'done', '{}', '{"chosen":[{"code":"202500001"}]}')`,
      [ID],
    )
    const { services, portfolio } = await count(KOTA_LAMA, { portfolioId: ID })
    const { rows: costs } = await write.raw<{ rows: { cost: string }[] }>(
      `SELECT cost_rupiah AS cost FROM proposals WHERE code = '202500001'`,
    )
    const school = services.find(({ service }) => service === 'SD')
    expect(school?.newlyServed).toBeGreaterThan(0)
    expect((school?.newlyServed ?? 0) + (school?.after ?? 0)).toBeCloseTo(school?.beyond.value ?? 0, -1)
    const { rows } = await write.raw<{ rows: { people: number }[] }>(
      `SELECT sum(p.population) AS people FROM need_pieces p JOIN need_cells c ON c.id = p.cell_id
       JOIN need_coverage n ON n.cell_id = c.id AND n.service = 'SD' AND n.beyond
       WHERE p.village_code = '62.99.01.1003'
         AND ST_DWithin(c.point::geography, (SELECT public_geom FROM proposals WHERE code = '202500001')::geography, 3000, false)`,
    )
    expect(school?.newlyServed).toBe(Math.round(rows[0]?.people ?? 0))
    expect(portfolio).toEqual({
      id: ID,
      title: 'Forum PD',
      proposals: 1,
      costRupiah: Number(costs[0]?.cost),
      newlyServed: school?.newlyServed,
    })
    for (const other of services.filter(({ service }) => service !== 'SD')) expect(other.newlyServed).toBe(0)
  })

  it('that is not done, or none at all, is refused', async () => {
    for (const portfolioId of ['tidak-ada', '00000000-0000-0000-0000-000000000000', `${'-'.repeat(36)}`])
      await readParameterFault(await ask({ geometry: KOTA_LAMA, portfolioId }), 'portfolioId')
  })

  it('that is still being computed is no unknown one', async () => {
    const portfolioId = '00000000-0000-4000-8000-0000000000aa'
    const { write } = server.database
    await write.raw(`INSERT INTO portfolios (id, state, request) VALUES (?, 'running', '{}')`, [portfolioId])
    await readFault(await ask({ geometry: KOTA_LAMA, portfolioId }), 409)
    await write.raw(`DELETE FROM portfolios WHERE id = ?`, [portfolioId])
  })
})

describe('the route', () => {
  it('is for the office alone, and for JSON', async () => {
    const body = JSON.stringify({ geometry: KOTA_LAMA })
    const headers = { 'Content-Type': 'application/json' }
    await readFault(await server.get('/api/zones/statistics', { method: 'POST', body, headers }), 401)
    const foreign = { 'Sec-Fetch-Site': 'cross-site' }
    await readFault(await zoneClient(server).send('POST', '/api/zones/statistics', body, foreign), 403)
    const text = { 'Content-Type': 'text/plain' }
    await readFault(await zoneClient(server).send('POST', '/api/zones/statistics', body, text), 415)
  })
})
