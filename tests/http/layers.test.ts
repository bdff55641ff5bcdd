import type { FeatureCollection } from 'geojson'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { type DecodedFeature, decodeTile } from '../unit/tiles/decode-tile.ts'
import { type Page, readJson, readParameterFault } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

interface Layer {
  id: string
  count: number
  withoutLocation: number
  tiles: string
  minZoom: number
  maxZoom: number
  heat: boolean
  extent: [number, number, number, number]
  legend: Legend | null
  fields: { name: string; type: string }[]
}
type Legend =
  | { kind: 'classes'; property: string; breaks: number[]; colours: string[] }
  | { kind: 'categories'; property: string; items: { value: string | boolean; colour: string }[] }
  | { kind: 'bivariate'; property: string; colours: string[] }
  | { kind: 'status' | 'line' | 'fill' }

const readLayers = async () => (await readJson<{ items: Layer[] }>(await server.get('/api/layers'))).items
const download = async (path: string) => readJson<FeatureCollection>(await server.get(`/data/${path}`))

/** z/x/y of the tile that holds a place (OGC Two Dimensional Tile Matrix Set, WebMercatorQuad). */
function tileAt(z: number, lon: number, lat: number): string {
  const scale = 2 ** z
  const radians = (lat * Math.PI) / 180
  const y = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2
  return `${z}/${Math.floor(((lon + 180) / 360) * scale)}/${Math.floor(y * scale)}`
}

async function readTile(path: string): Promise<DecodedFeature[]> {
  const response = await server.get(path)
  if (response.status === 204) return []
  expect(response.status, path).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
  return decodeTile(new Uint8Array(await response.arrayBuffer()))
}

/** Codes of the proposals in all tiles of a zoom over the district, where nothing is joined into one point any more. */
async function codesInTiles(query: string): Promise<string[]> {
  const z = 11
  const codes = new Set<unknown>()
  const [west = 0, north = 0] = tileAt(z, 111.0, -1.98).split('/').slice(1).map(Number)
  const [east = 0, south = 0] = tileAt(z, 111.3, -2.2).split('/').slice(1).map(Number)
  for (let x = west; x <= east; x += 1)
    for (let y = north; y <= south; y += 1)
      for (const { properties } of await readTile(`/tiles/proposals/${z}/${x}/${y}.mvt?${query}`)) {
        expect(properties.point_count, 'no joined points at this zoom').toBeUndefined()
        codes.add(properties.code)
      }
  return [...codes].map(String).sort()
}

describe('the district', () => {
  it('says what it is, where, of which years and how much it holds', async () => {
    expect(await readJson(await server.get('/api/district'))).toMatchObject({
      id: '62.99',
      name: 'Kabupaten Contoh',
      demo: false,
      extent: [111, -2.2, 111.3, -1.99],
      years: [2026, 2025],
      counts: { villages: 6, districts: 2, proposals: 11, facilities: 6 },
    })
  })
})

describe('the layers', () => {
  it('are those of the store, each with the number of its features', async () => {
    const counts = Object.fromEntries((await readLayers()).map(({ id, count }) => [id, count]))
    expect(counts).toMatchObject({
      proposals: 11,
      'areas-village': 6,
      'areas-district': 2,
      poverty: 6,
      idm: 6,
      'coverage-SD': 6,
      'coverage-SMP': 6,
      'coverage-PUSKESMAS': 6,
      facilities: 6,
      roads: 2,
    })
  })

  it('have legends that fit their data: every value has its colour, every class its break', async () => {
    for (const { id, legend, fields } of await readLayers()) {
      if (!legend || !('property' in legend)) continue
      expect(
        fields.map(({ name }) => name),
        id,
      ).toContain(legend.property)
      const { features } = await download(`${id}.geojson`)
      const values = features
        .map(({ properties }) => properties?.[legend.property])
        .filter((value) => value !== null)
      expect(values.length, id).toBeGreaterThan(0)
      if (legend.kind === 'categories') {
        for (const value of values)
          expect(
            legend.items.map((item) => item.value),
            id,
          ).toContain(value)
      } else if (legend.kind === 'bivariate') {
        expect(legend.colours).toHaveLength(9)
        for (const value of values) expect(value, id).toMatch(/^[1-3]-[1-3]$/)
      } else {
        expect(legend.breaks).toHaveLength(legend.colours.length + 1)
        expect(legend.breaks).toEqual([...new Set(legend.breaks)].sort((a, b) => a - b))
        expect(Math.min(...values), id).toBeGreaterThanOrEqual(legend.breaks[0] ?? Number.NaN)
        expect(Math.max(...values), id).toBeLessThanOrEqual((legend.breaks.at(-1) ?? Number.NaN) + 0.01)
      }
      for (const colour of legend.kind === 'categories'
        ? legend.items.map((item) => item.colour)
        : legend.colours)
        expect(colour).toMatch(/^#[0-9a-f]{6}$/)
    }
  })

  it('have TileJSON with bounds, zooms and fields as /api/layers has them', async () => {
    for (const { id, minZoom, maxZoom, extent, fields } of await readLayers()) {
      const tileJson = await readJson<{
        bounds: number[]
        vector_layers: { fields: Record<string, string> }[]
      }>(await server.get(`/tiles/${id}.json`))
      expect(tileJson).toMatchObject({
        tilejson: '3.0.0',
        scheme: 'xyz',
        minzoom: minZoom,
        maxzoom: maxZoom,
        tiles: [`${server.url}/tiles/${id}/{z}/{x}/{y}.mvt`],
        vector_layers: [{ id }],
      })
      for (const [index, bound] of extent.entries()) expect(tileJson.bounds[index], id).toBeCloseTo(bound, 4)
      const known = fields.flatMap(({ name }) => [name, `${name}_sum`])
      known.push('cost_sum', 'poor_sum', 'point_count')
      for (const name of Object.keys(tileJson.vector_layers[0]?.fields ?? {})) expect(known).toContain(name)
    }
  })

  it('come several in one tile, and TileJSON hands a filter on', async () => {
    const features = await readTile(`/tiles/areas-village,proposals/${tileAt(8, 111.15, -2.1)}.mvt`)
    expect(new Set(features.map(({ layer }) => layer))).toEqual(new Set(['areas-village', 'proposals']))
    const { tiles } = await readJson<{ tiles: string[] }>(
      await server.get('/tiles/areas-village,proposals.json?year=2025&q=ruang%20kelas'),
    )
    expect(tiles[0]).toMatch(
      /^http.*\/tiles\/areas-village,proposals\/\{z\}\/\{x\}\/\{y\}\.mvt\?year=2025&q=ruang(\+|%20)kelas$/,
    )
  })
})

describe('tiles asked for some properties', () => {
  const near = `proposals/${tileAt(14, 111.05123, -2.16345)}.mvt`

  it('carry these only, whatever their order', async () => {
    for (const { properties } of await readTile(`/tiles/${near}?properties=status,code`))
      expect(Object.keys(properties).sort()).toEqual(['code', 'status'])
    const etag = async (list: string) =>
      (await server.get(`/tiles/${near}?properties=${list}`)).headers.get('etag')
    expect(await etag('code,status')).toBe(await etag('status,code'))
    expect(await etag('code,status')).not.toBe(await etag('code'))
    const response = await server.get(`/tiles/${near}?properties=code,status`, {
      headers: { 'If-None-Match': (await etag('status,code')) ?? '' },
    })
    expect(response.status).toBe(304)
  })

  it('are handed on and described by TileJSON', async () => {
    const { tiles, vector_layers } = await readJson<{
      tiles: string[]
      vector_layers: { fields: Record<string, string> }[]
    }>(await server.get('/tiles/proposals.json?properties=status,costRupiah&year=2025'))
    expect(decodeURIComponent(tiles[0] ?? '')).toMatch(/\.mvt\?properties=status,costRupiah&year=2025$/)
    expect(Object.keys(vector_layers[0]?.fields ?? {}).sort()).toEqual([
      'costRupiah',
      'cost_sum',
      'point_count',
      'status',
    ])
  })

  it.each([`/tiles/${near}`, '/tiles/proposals.json'])(
    'are refused at %s if no layer has one',
    async (path) => {
      const fault = await readParameterFault(
        await server.get(`${path}?properties=status,warna`),
        'properties',
      )
      expect(fault.received).toBe('warna')
      expect(fault.expected).toContain('locationQuality')
    },
  )
})

describe('tiles of proposals', () => {
  const FILTERS = [
    '',
    'year=2026',
    'status=submitted,planned',
    'stage=agency',
    'sector=public-works',
    'source=pokir,opd',
    'quality=conflict',
    'quality=none',
    'area=62.99.01',
    'area=62.99.01.2001',
    'q=rt+03',
    'q=siswa',
    'q=tidak-ada',
    'year=2025&area=62.99.01&q=ruang',
  ]

  it.each(FILTERS)('hold the proposals that the list has a place for, with ?%s', async (query) => {
    const { items } = await readJson<Page>(await server.get(`/api/proposals?limit=200&${query}`))
    const listed = items.filter(({ point }) => point !== null).map(({ code }) => code)
    expect(await codesInTiles(query)).toEqual(listed.sort())
  })

  it('say the same of a proposal as the API does', async () => {
    const { items } = await readJson<Page>(await server.get('/api/proposals?q=202500008'))
    const tile = await readTile(`/tiles/proposals/${tileAt(14, 111.05123, -2.16345)}.mvt`)
    const { properties } = tile.find((feature) => feature.properties.code === '202500008') ?? {
      properties: {},
    }
    const {
      code,
      year,
      source,
      title,
      sector,
      agency,
      costRupiah,
      status,
      stage,
      locationQuality,
      villageCode,
    } = items[0] ?? {}
    expect(properties).toMatchObject({
      code,
      year,
      source,
      title,
      sector,
      agency,
      costRupiah,
      status,
      stage,
      locationQuality,
      villageCode,
    })
  })
})

describe('heat pictures', () => {
  it.each(['count', 'cost', 'poor'])(
    'weighted by %s decode as PNG and show something where proposals are',
    async (weight) => {
      const response = await server.get(
        `/heat/proposals/${tileAt(10, 111.15, -2.1)}.png?weight=${weight}&radiusMetres=2000`,
      )
      expect(response.headers.get('content-type')).toBe('image/png')
      const { width, height, data } = PNG.sync.read(Buffer.from(await response.arrayBuffer()))
      expect([width, height]).toEqual([256, 256])
      expect(data.some((value, index) => index % 4 === 3 && value > 0)).toBe(true)
    },
  )

  it('are blank where no proposal is', async () => {
    const { data } = PNG.sync.read(
      Buffer.from(await (await server.get('/heat/proposals/10/0/0.png')).arrayBuffer()),
    )
    expect(data.some((value, index) => index % 4 === 3 && value > 0)).toBe(false)
  })
})
