import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

interface Detail {
  state: string
  layers: { id: string }[]
  charts: { key: string }[]
  downloads: string[]
  parameters: { key: string; value: number | string }[]
}

let server: TestServer
const admin = { ...OFFICE, 'Content-Type': 'application/json' }

/** Half of them within 400 m of one place, half over three villages. */
const PLACES = Array.from({ length: 60 }, (_, at): [lon: number, lat: number, village: string] => {
  const [dx, dy] = [(at * 7) % 10, (at * 3) % 10]
  if (at % 2 === 0) return [111.05 + dx * 0.0003, -2.15 + dy * 0.0003, '62.99.01.2001']
  if (at % 4 === 1) return [111.02 + dx * 0.006, -2.18 + dy * 0.006, '62.99.01.2001']
  return [111.105 + dx * 0.004, -2.14 + dy * 0.004, '62.99.01.2002']
})

beforeAll(async () => {
  server = await startTestServer()
  for (const [at, [lon, lat, villageCode]] of PLACES.entries()) {
    const body = { title: `Pembangunan drainase jalan ${at}`, sector: 'public-works', villageCode, lon, lat }
    const sent = await server.get('/api/proposals', {
      method: 'POST',
      body: JSON.stringify({ ...body, costRupiah: 50_000_000 + at }),
      headers: { 'Content-Type': 'application/json' },
    })
    expect(sent.status, `${lon} ${lat}`).toBe(201)
  }
  await server.get('/api/statistics/refresh', { method: 'POST', headers: admin, body: '{"all":true}' })
  for (;;) {
    const answer = await server.get('/api/statistics/refresh', { headers: admin })
    if ((await readJson<{ state: string }>(answer)).state === 'idle') break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
})
afterAll(() => server.close())

const rowsOf = async (layer: string) =>
  (await readJson<FeatureCollection>(await server.get(`/data/${layer}.geojson`))).features

describe('statistics of places', () => {
  it.each(['hotspots', 'density'])(
    '%s is a layer with tiles and a legend, a chart, and a download',
    async (id) => {
      const detail = await readJson<Detail>(await server.get(`/api/statistics/${id}`))
      expect(detail.state).toBe('ready')
      expect(detail.layers.length).toBeGreaterThan(0)
      expect(detail.charts.length).toBeGreaterThan(0)
      const table = await server.get(`/api/statistics/${id}.csv`)
      expect(table.headers.get('content-type')).toContain('text/csv')
      expect((await table.text()).trim().split('\n').length).toBeGreaterThan(1)
      const { items } = await readJson<{ items: { id: string; legend: unknown }[] }>(
        await server.get('/api/layers'),
      )
      for (const { id: layer } of detail.layers) {
        expect(items.find((item) => item.id === layer)?.legend, layer).not.toBeNull()
        expect(detail.downloads).toEqual(
          expect.arrayContaining([`/data/${layer}.geojson`, `/data/${layer}.csv`]),
        )
        for (const route of [`/tiles/${layer}/0/0/0.mvt`, `/data/${layer}.csv`, `/data/${layer}.gpkg`])
          expect((await server.get(route)).status, route).toBe(200)
        expect((await rowsOf(layer)).length, layer).toBeGreaterThan(0)
      }
    },
  )

  it('hot spots say in how many grids of other sizes and origins a cell is hot', async () => {
    const { parameters } = await readJson<Detail>(await server.get('/api/statistics/hotspots'))
    const grids = Number(parameters.find(({ key }) => key === 'grids')?.value)
    expect(grids).toBeGreaterThan(1)
    const counts = (await rowsOf('hotspots')).map(({ properties }) => Number(properties?.hotIn))
    expect(Math.max(...counts)).toBeGreaterThan(0)
    for (const count of counts) {
      expect(count).toBeGreaterThanOrEqual(0)
      expect(count).toBeLessThanOrEqual(grids)
    }
  })

  it('density states the bandwidth that it smooths by, in metres', async () => {
    const { parameters } = await readJson<Detail>(await server.get('/api/statistics/density'))
    expect(Number(parameters.find(({ key }) => /bandwidth/i.test(key))?.value)).toBeGreaterThan(0)
  })
})
