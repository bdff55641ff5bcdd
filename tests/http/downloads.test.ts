import { parse } from 'csv-parse/sync'
import { geojson } from 'flatgeobuf'
import type { Feature, FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { type Page, readFault, readJson } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Layer {
  id: string
  count: number
  withoutLocation: number
  fields: { name: string }[]
}

const readLayers = async () => (await readJson<{ items: Layer[] }>(await server.get('/api/layers'))).items
const download = async (path: string) => readJson<FeatureCollection>(await server.get(`/data/${path}`))

describe('downloads', () => {
  it('as GeoJSON hold every feature of every layer with its fields', async () => {
    for (const { id, count, withoutLocation, fields } of await readLayers()) {
      const { type, features } = await download(`${id}.geojson`)
      expect(type).toBe('FeatureCollection')
      expect(features, id).toHaveLength(count)
      expect(
        features.filter(({ geometry }) => geometry === null),
        id,
      ).toHaveLength(withoutLocation)
      const names = fields.map(({ name }) => name)
      for (const { properties } of features)
        for (const name of Object.keys(properties ?? {})) expect(names).toContain(name)
    }
  })

  it('as CSV say the same as GeoJSON, cell by cell, with formulas made harmless', async () => {
    for (const { id } of await readLayers()) {
      const response = await server.get(`/data/${id}.csv`)
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.csv"`)
      const rows = parse(await response.text(), { bom: true, columns: true }) as Record<string, string>[]
      const { features } = await download(`${id}.geojson`)
      expect(rows).toHaveLength(features.length)
      features.forEach(({ properties }, index) => {
        for (const [name, value] of Object.entries(properties ?? {})) {
          const harmless =
            typeof value === 'string' && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value ?? '')
          expect(rows[index]?.[name], `${id} ${name}`).toBe(harmless)
        }
      })
      if (id === 'proposals')
        expect(rows.map(({ problem }) => problem)).toContain(`'=HYPERLINK("http://contoh")`)
    }
  })

  it('as FlatGeobuf say to the reader of its makers what GeoJSON says', async () => {
    // That reader fails on a feature without a geometry.
    const located = `filter=${encodeURIComponent('geometry IS NOT NULL')}`
    for (const { id } of await readLayers()) {
      const response = await server.get(`/data/${id}.fgb?${located}`)
      expect(response.status).toBe(200)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const read: Feature[] = []
      for await (const feature of geojson.deserialize(bytes)) read.push(feature as Feature)
      const { features } = await download(`${id}.geojson?${located}`)
      expect(features.length, id).toBeGreaterThan(0)
      const reported = (all: readonly Feature[]) =>
        all
          .map(({ geometry, properties }) => {
            const values = Object.entries(properties ?? {}).filter(([, value]) => value !== null)
            return JSON.stringify([geometry?.type.replace('Multi', '') ?? null, Object.fromEntries(values)])
          })
          .sort()
      expect(reported(read), id).toEqual(reported(features))
    }
  })

  it('obey filters and the box, as the list does', async () => {
    for (const query of [
      'status=accepted,submitted',
      'area=62.99.01&q=ruang',
      'bbox=111.0,-2.2,111.1,-2.1',
      'year=2026&quality=point',
    ]) {
      const { features } = await download(`proposals.geojson?${query}`)
      const { items } = await readJson<Page>(await server.get(`/api/proposals?${query}&limit=200`))
      expect(features.map(({ properties }) => properties?.code).sort()).toEqual(
        items.map(({ code }) => code).sort(),
      )
      expect(items.length).toBeGreaterThan(0)
    }
  })

  it('of what is not there are refused in words', async () => {
    await readFault(await server.get('/data/tidak-ada.geojson'), 404)
    await readFault(await server.get('/data/proposals.shp'), 404)
    await readFault(await server.get('/data/..%2Fetc%2Fpasswd.csv'), 404)
    expect((await readFault(await server.get('/data/roads.csv?year=2025'), 404)).parameter).toBe('year')
  })
})

describe('unchanged answers', () => {
  it.each([
    '/api/district',
    '/api/layers',
    '/api/proposals?year=2025',
    '/api/proposals/202500001',
    '/api/indicators',
    '/api/search?q=kota',
    '/tiles/proposals/0/0/0.mvt',
    '/tiles/proposals/0/0/0.mvt?q=ruang',
    '/heat/proposals/0/0/0.png',
  ])('%s is a 304 to a viewer who has it, and the whole to one who has another', async (path) => {
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^(W\/)?"[^"]+"$/)
    const ask = (tag: string) =>
      server.get(path, { headers: { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' } })
    const same = await ask(etag)
    expect(same.status).toBe(304)
    expect(await same.text()).toBe('')
    expect((await ask('"another"')).status).toBe(200)
  })
})
