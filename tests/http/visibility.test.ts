import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../support/open-store.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { type Item, type Page, readFault, readJson, readParameterFault } from './answers.ts'
import {
  DOUBTFUL,
  DOUBTFUL_PLACE,
  DRAFT,
  DRAFT_PLACE,
  EXACT,
  HOUSEHOLD,
  type Place,
  plantSecrets,
  SECRETS,
  VILLAGE,
} from './secret-rows.ts'

let server: TestServer
beforeAll(async () => {
  const store = await openStore()
  await plantSecrets(store.database)
  server = await startTestServer({ database: { ...store.database, close: () => store.close() } })
})
afterAll(() => server.close())

const at = ({ lon, lat }: Place) => `lon=${lon}&lat=${lat}`
const boxAround = ({ lon, lat }: Place) => [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001].join(',')
const list = async (query: string) => readJson<Page>(await server.get(`/api/proposals?${query}`))

/** Fractional column and row of a place at a zoom. */
function tilePosition(z: number, { lon, lat }: Place): [number, number] {
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [((lon + 180) / 360) * 2 ** z, y * 2 ** z]
}

async function tileAround(z: number, place: Place) {
  const [x, y] = tilePosition(z, place).map(Math.floor)
  const response = await server.get(`/tiles/proposals/${z}/${x}/${y}.mvt`)
  return response.status === 204 ? [] : decodeTile(new Uint8Array(await response.arrayBuffer()))
}

/** A map of 100 pixels around a place, 200 metres across, and what more is asked of it. */
const mapAround = ({ lon, lat }: Place, more: string) =>
  `/wms?version=1.3.0&crs=CRS:84&bbox=${boxAround({ lon, lat })}&width=100&height=100&layers=proposals&styles=&${more}`
const infoAt = (place: Place, format: string, more = '') =>
  mapAround(
    place,
    `request=GetFeatureInfo&query_layers=proposals&i=50&j=50&feature_count=100&info_format=${format}${more}`,
  )
const DRAFTS_ONLY = encodeURIComponent("status = 'draft' OR code LIKE '%'")

async function isBlank(path: string): Promise<boolean> {
  const { data } = PNG.sync.read(Buffer.from(await (await server.get(path)).arrayBuffer()))
  return !data.some((value, index) => index % 4 === 3 && value > 0)
}

describe('what is not public', () => {
  const ROUTES = [
    '/api/district',
    '/api/layers',
    '/api/indicators',
    '/api/indicators?status=draft',
    '/api/alternatives',
    '/api/alternatives?year=all&status=all',
    '/api/alternatives?status=draft',
    '/api/alternatives?year=2031',
    '/api/openapi.json',
    '/api/session',
    '/metrics',
    '/readyz',
    '/api/proposals?limit=200',
    '/api/proposals?status=draft',
    '/api/proposals?year=2031',
    '/api/proposals?sort=title',
    '/api/proposals?sort=cost',
    ...['draf', 'RAHASIA', '0812', 'RT 07', '15456', DRAFT, DRAFT.toLowerCase()].flatMap((q) => [
      `/api/search?q=${q}&limit=50`,
      `/api/proposals?q=${q}`,
      `/api/alternatives?q=${q}`,
      `/data/proposals.csv?q=${q}`,
    ]),
    ...[EXACT, DRAFT_PLACE].flatMap((place) => [
      `/api/identify?${at(place)}&radiusMetres=5000`,
      `/api/identify?${at(place)}&radiusMetres=5000&status=draft`,
      `/api/proposals?bbox=${boxAround(place)}`,
      `/data/proposals.geojson?bbox=${boxAround(place)}`,
      ...['text/plain', 'text/html', 'application/json', 'application/vnd.ogc.gml'].map((format) =>
        infoAt(place, format),
      ),
      infoAt(place, 'application/json', '&time=2031'),
      infoAt(place, 'application/json', `&cql_filter=${DRAFTS_ONLY}`),
    ]),
    `/wms?version=1.3.0&request=GetFeatureInfo&crs=CRS:84&bbox=101,-12,121,8&width=100&height=100&layers=proposals&query_layers=proposals&i=50&j=50&feature_count=100&info_format=application/json`,
    '/wms?service=WMS&request=GetCapabilities',
    '/wms?service=WMS&request=GetCapabilities&version=1.1.1',
    '/data/proposals.geojson',
    '/data/proposals.csv',
    '/data/proposals.kml',
    '/data/proposals.gpkg',
    '/data/proposals.fgb',
    '/data/proposals.geojson?status=draft',
    `/data/proposals.geojson?filter=${encodeURIComponent("status = 'draft' OR code LIKE '%'")}`,
    `/data/proposals.csv?bbox=${boxAround(EXACT)}&clip=true&geometry=wkt`,
    '/tiles/proposals.json',
    '/tiles/proposals.json?status=draft',
    `/api/proposals/${DRAFT}`,
    `/api/proposals/${DRAFT}/events`,
    `/api/proposals/${DRAFT}/decisions`,
    `/api/proposals/${DRAFT}/score`,
    `/usulan/${DRAFT}`,
    ...[HOUSEHOLD, DOUBTFUL, '202500001'].flatMap((code) => [
      `/api/proposals/${code}`,
      `/api/proposals/${code}/events`,
      `/api/proposals/${code}/decisions`,
      `/api/proposals/${code}/score`,
      `/usulan/${code}`,
    ]),
  ]

  it.each(ROUTES)('does not leave by %s', async (path) => {
    const body = await (await server.get(path)).text()
    // A search is repeated to the one who made it, in problems and addresses.
    const asked = decodeURIComponent(path)
    for (const secret of SECRETS) if (!asked.includes(secret)) expect(body, secret).not.toContain(secret)
  })

  it('does not leave by tiles, at any zoom, even to those who ask for drafts', async () => {
    for (let z = 0; z <= 22; z += 1)
      for (const place of [EXACT, DRAFT_PLACE, DOUBTFUL_PLACE]) {
        const [x, y] = tilePosition(z, place).map(Math.floor)
        for (const query of ['', '?status=draft', '?year=2031']) {
          const response = await server.get(`/tiles/proposals/${z}/${x}/${y}.mvt${query}`)
          const features =
            response.status === 204 ? [] : decodeTile(new Uint8Array(await response.arrayBuffer()))
          const text = JSON.stringify(features.map(({ properties }) => properties))
          for (const secret of SECRETS) expect(text, `zoom ${z}`).not.toContain(secret)
          if (query !== '') expect(features, `zoom ${z} ${query}`).toEqual([])
        }
      }
  })
})

describe('a draft', () => {
  it('is a 404 at every address of its own', async () => {
    for (const route of ['', '/events', '/decisions', '/score'])
      await readFault(await server.get(`/api/proposals/${DRAFT}${route}`), 404)
  })

  it('counts nowhere: not in lists, indicators, layers, the district, nor in joined points', async () => {
    expect((await list('')).total.count).toBe(12)
    expect((await list('status=draft')).total.count).toBe(0)
    const indicators = await readJson<{
      count: number
      byStatus: { status: string }[]
      byYear: { year: number }[]
    }>(await server.get('/api/indicators'))
    expect(indicators.count).toBe(12)
    expect(indicators.byStatus.map(({ status }) => status)).not.toContain('draft')
    expect(indicators.byYear.map(({ year }) => year)).not.toContain(2031)
    expect(await readJson(await server.get('/api/district'))).toMatchObject({
      years: [2026, 2025],
      counts: { proposals: 12 },
    })
    const layers = await readJson<{ items: { id: string; count: number; extent: number[] }[] }>(
      await server.get('/api/layers'),
    )
    const layer = layers.items.find(({ id }) => id === 'proposals')
    expect(layer?.count).toBe(12)
    expect(layer?.extent[2]).toBeLessThan(111.26)
    const whole = await tileAround(0, VILLAGE)
    const points = whole.filter(({ type }) => type === 'point')
    const stoodFor = points.reduce((sum, { properties }) => sum + Number(properties.point_count ?? 1), 0)
    expect(stoodFor).toBeLessThanOrEqual(11)
  })

  it('stretches no bounds and warms no heat picture', async () => {
    const { bounds } = await readJson<{ bounds: number[] }>(await server.get('/tiles/proposals.json'))
    expect(bounds[1]).toBeCloseTo(-2.19, 4)
    expect(bounds[2]).toBeCloseTo(111.25211, 4)
    const [x, y] = tilePosition(14, DRAFT_PLACE).map(Math.floor)
    expect(await isBlank(`/heat/proposals/14/${x}/${y}.png?radiusMetres=500`)).toBe(true)
  })

  it('is drawn on no map, as a household is not at its place', async () => {
    const draw = 'request=GetMap&format=image/png&transparent=TRUE'
    for (const more of ['', '&time=2031', `&cql_filter=${DRAFTS_ONLY}`])
      for (const place of [DRAFT_PLACE, EXACT, DOUBTFUL_PLACE])
        expect(await isBlank(mapAround(place, draw + more)), JSON.stringify(place) + more).toBe(true)
    // What is public is drawn there, so that a blank says something.
    expect(await isBlank(mapAround({ lon: 111.25211, lat: -2.15234 }, draw))).toBe(false)
  })
})

describe('a draft among alternatives', () => {
  const SIGNED_IN = {
    ...OFFICE,
    'Content-Type': 'application/json',
  }

  it('is ranked, decided and studied by nobody, not even the administrator who asks for drafts', async () => {
    for (const filter of [
      {},
      { year: 'all', status: 'all' },
      { status: 'draft' },
      { year: 2031 },
      { q: DRAFT },
      { bbox: [111.29, -2.2, 111.3, -2.19] },
    ])
      for (const route of ['/api/rankings', '/api/rankings/decision']) {
        const answer = await server.get(route, {
          method: 'POST',
          headers: SIGNED_IN,
          body: JSON.stringify({ filter, ...(route === '/api/rankings' && { limit: 500 }) }),
        })
        const body = (await answer.text()).replaceAll(`"q":"${DRAFT}"`, '')
        expect(answer.status, body.slice(0, 300)).toBe(200)
        for (const secret of SECRETS) expect(body, `${route} ${JSON.stringify(filter)}`).not.toContain(secret)
      }
  })
})

describe('a household', () => {
  it('stands at its village in tiles of every zoom', async () => {
    let seen = 0
    for (let z = 0; z <= 18; z += 1) {
      const [column, row] = tilePosition(z, VILLAGE)
      for (const feature of [...(await tileAround(z, VILLAGE)), ...(await tileAround(z, EXACT))]) {
        if (feature.properties.code !== HOUSEHOLD) continue
        seen += 1
        const [x = Number.NaN, y = Number.NaN] = feature.parts[0]?.[0] ?? []
        const near = (position: number, units: number) =>
          Math.abs((position - Math.floor(position)) * 4096 - units) <= 1
        // The place's own tile or a neighbour's buffer: a whole tile off at most.
        const fits = (position: number, units: number) =>
          [-4096, 0, 4096].some((off) => near(position, units + off))
        expect(fits(column, x) && fits(row, y), `zoom ${z}: ${x} ${y}`).toBe(true)
      }
    }
    expect(seen).toBeGreaterThan(3)
  })

  it('warms no heat picture at its house', async () => {
    const [x, y] = tilePosition(16, EXACT).map(Math.floor)
    expect(await isBlank(`/heat/proposals/16/${x}/${y}.png?radiusMetres=50`)).toBe(true)
    const [column, row] = tilePosition(16, VILLAGE).map(Math.floor)
    expect(await isBlank(`/heat/proposals/16/${column}/${row}.png?radiusMetres=50`)).toBe(false)
  })

  it('is found by a box, a click or its quality only as at its village', async () => {
    const codes = async (query: string) => (await list(query)).items.map(({ code }) => code)
    expect(await codes(`bbox=${boxAround(EXACT)}`)).not.toContain(HOUSEHOLD)
    expect(await codes(`bbox=${boxAround(VILLAGE)}`)).toContain(HOUSEHOLD)
    expect(await codes('quality=point')).not.toContain(HOUSEHOLD)
    expect(await codes('quality=area')).toContain(HOUSEHOLD)
    const under = await readJson<{ items: { code?: string }[] }>(
      await server.get(`/api/identify?${at(EXACT)}&radiusMetres=100&layers=proposals`),
    )
    expect(under.items).toEqual([])
  })

  it('tells no raw value that is measured from its house, even where a criterion asks for it', async () => {
    const headers = {
      ...OFFICE,
      'Content-Type': 'application/json',
    }
    const criterion = {
      key: 'distance',
      title: { id: 'Jarak', en: 'Distance' },
      direction: 'maximise',
      unit: { id: 'm', en: 'm' },
      source: 'proposals.nearestMetres',
      normalisation: { kind: 'min-max' },
      missing: 'zero',
    }
    await readJson(
      await server.get('/api/criteria', { method: 'POST', headers, body: JSON.stringify(criterion) }),
    )
    const { contributions } = await readJson<{
      contributions: { key: string; raw: number | null; withheld: boolean }[]
    }>(await server.get(`/api/proposals/${HOUSEHOLD}/score`))
    expect(contributions.find(({ key }) => key === 'distance')).toMatchObject({ raw: null, withheld: true })
    const decide = (weights: object) =>
      server.get('/api/rankings/decision', {
        method: 'POST',
        headers,
        body: JSON.stringify({
          filter: { year: 'all', status: 'all' },
          ...{ method: 'topsis', scale: 'raw', weights },
        }),
      })
    await readParameterFault(await decide({ urgency: 20, distance: 1 }), 'scale')
    // Of what weighs nothing the order says nothing.
    expect(await (await decide({ urgency: 20 })).text()).toContain('"withheld"')
    const gone = await server.get('/api/criteria/distance', { method: 'DELETE', headers })
    expect(gone.status).toBe(204)
  })

  it('shows no address, no suggested place, and no distance that would circle its house', async () => {
    for (const code of [HOUSEHOLD, DOUBTFUL]) {
      const detail = await readJson<Item & Record<string, unknown>>(
        await server.get(`/api/proposals/${code}`),
      )
      expect(detail).toMatchObject({
        address: null,
        suggestion: null,
        nearestFacilityMetres: null,
        nearestFacilityName: null,
        beyondStandard: null,
      })
      expect(detail.point?.[0]).toBeCloseTo(VILLAGE.lon, 6)
      expect(detail).not.toHaveProperty('contact')
    }
  })
})

describe('a public address', () => {
  it('is shown for what concerns everybody', async () => {
    expect(await readJson(await server.get('/api/proposals/202500001'))).toMatchObject({
      address: 'RT 01 Kota Lama -2.15234, 111.25211',
    })
  })
})
