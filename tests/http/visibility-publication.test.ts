import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { downloadFormats } from '../../core/download/download-formats.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { authorization } from './import-client.ts'
import { signIn } from './sign-in.ts'

const AROUND = 'lon=111.15&lat=-2.05&radiusMetres=20000'

let server: TestServer
let signedIn: Record<string, string>
beforeAll(async () => {
  server = await startTestServer()
  signedIn = await signIn(server)
})
afterAll(() => server.close())

const turn = async (layer: string, state: 'published' | 'unpublished') =>
  readJson<{ layer: string; state: string; since: string | null; by: string | null }>(
    await server.get(`/api/layers/${layer}/publication`, {
      method: 'PUT',
      body: JSON.stringify({ state }),
      headers: { ...authorization, 'Content-Type': 'application/json' },
    }),
  )

async function withUnpublished(layer: string, work: () => Promise<void>): Promise<void> {
  await turn(layer, 'unpublished')
  try {
    await work()
  } finally {
    await turn(layer, 'published')
  }
}

const layerIds = async (headers: Record<string, string> = {}) =>
  (await readJson<{ items: { id: string }[] }>(await server.get('/api/layers', { headers }))).items.map(
    ({ id }) => id,
  )

/** Status and body, with the layer's id and lengths that depend on it taken out. */
async function answerOf(path: string, layer: string, headers: Record<string, string> = {}) {
  const answer = await server.get(path.replaceAll('LAYER', layer), { headers })
  const body = Buffer.from(await answer.arrayBuffer())
    .toString('latin1')
    .replaceAll(layer, 'LAYER')
  return { status: answer.status, type: answer.headers.get('content-type'), body }
}

const MAP = 'version=1.3.0&styles=&crs=CRS:84&bbox=110.9,-2.3,111.4,-1.8&width=80&height=50&format=image/png'

describe('a layer that is not published', () => {
  const ROUTES = [
    '/tiles/LAYER/0/0/0.mvt',
    '/tiles/LAYER/8/207/129.mvt?year=2025',
    '/tiles/LAYER/8/207/129.mvt?properties=code',
    '/tiles/proposals,LAYER/0/0/0.mvt',
    '/tiles/LAYER,proposals/0/0/0.mvt',
    '/tiles/nonesuch,LAYER/0/0/0.mvt',
    '/tiles/LAYER.json',
    '/tiles/proposals,LAYER.json',
    '/heat/LAYER/0/0/0.png',
    ...downloadFormats.map(({ extension }) => `/data/LAYER.${extension}`),
    '/data/LAYER.geojson?tidak=dikenal',
    '/data/LAYER.csv?year=2025',
    '/api/layers/LAYER/metadata',
    '/ogc/collections/LAYER',
    '/ogc/collections/LAYER?year=2025',
    '/ogc/collections/LAYER/schema',
    '/ogc/collections/LAYER/queryables',
    '/ogc/collections/LAYER/items',
    '/ogc/collections/LAYER/items?tidak=dikenal',
    '/ogc/collections/LAYER/items/1',
    '/ogc/collections/LAYER/styles',
    '/ogc/styles/LAYER.standard',
    '/ogc/collections/LAYER/styles/LAYER.standard',
    '/ogc/styles/LAYER.standard/metadata',
    '/ogc/collections/LAYER/tiles',
    '/ogc/collections/LAYER/tiles/WebMercatorQuad/8/129/207',
    '/ogc/collections/LAYER/tiles/WebMercatorQuad/8/129/207?year=2025',
    '/ogc/collections/LAYER/map/tiles',
    '/ogc/collections/LAYER/map/tiles/WorldCRS84Quad/7/65/207',
    '/api/layers/LAYER/publication',
    `/wms?${MAP}&request=GetMap&layers=LAYER`,
    `/wms?${MAP}&request=GetMap&layers=idm,LAYER&time=2025`,
    `/wms?${MAP}&request=GetMap&layers=LAYER&exceptions=INIMAGE`,
    `/wms?${MAP}&request=GetMap&layers=LAYER&cql_filter=tidak%3D1`,
    `/wms?${MAP}&request=GetFeatureInfo&layers=LAYER&query_layers=LAYER&i=1&j=1&info_format=text/html`,
    `/wms?${MAP}&request=GetFeatureInfo&layers=idm&query_layers=LAYER&i=1&j=1`,
    '/wms?version=1.3.0&request=GetLegendGraphic&layer=LAYER&style=tidak',
    '/wms?version=1.3.0&request=DescribeLayer&layers=LAYER',
    '/wms?version=1.1.1&request=GetStyles&layers=LAYER',
  ]

  it.each(['roads', 'poverty', 'facilities', 'zones', 'proposals'])(
    'is to the public as a layer that never was: %s',
    async (layer) => {
      const shown =
        layer === 'proposals' ? ROUTES.map((route) => route.replaceAll('proposals', 'idm')) : ROUTES
      await withUnpublished(layer, async () => {
        for (const route of shown) {
          const hidden = await answerOf(route, layer)
          expect(hidden, route).toEqual(await answerOf(route, 'nonesuch2'))
          const refusal = route.includes('publication') ? 401 : route.startsWith('/wms') ? 400 : 404
          expect(hidden.status, route).toBe(route.includes('INIMAGE') ? 200 : refusal)
        }
        expect(await layerIds()).not.toContain(layer)
        const listed = await readFault(await server.get(`/api/identify?${AROUND}&layers=${layer}`), 400)
        expect(listed.expected?.split(/[ ,]+/)).not.toContain(layer)
        const capabilities = await server.get('/wms?service=WMS&request=GetCapabilities')
        expect(await capabilities.text()).not.toContain(`<Name>${layer}</Name>`)
        for (const path of [
          '/ogc/collections',
          '/ogc/api',
          '/ogc/styles',
          '/ogc/collections/katalog/items?limit=100',
          '/katalog.jsonld',
        ])
          expect(
            new RegExp(`/(collections|styles)/${layer}[/?".]`).test(await (await server.get(path)).text()),
            path,
          ).toBe(false)
      })
      expect((await server.get(`/data/${layer}.geojson`)).status).toBe(200)
    },
  )

  it.each([
    ['cookie', () => signedIn],
    ['HTTP Basic', () => authorization],
  ])('is there for the office, by %s, and its answers are not for shared caches', async (kind, headers) => {
    await withUnpublished('poverty', async () => {
      expect(await layerIds(headers())).toContain('poverty')
      const routes = [
        '/data/poverty.geojson',
        '/api/layers',
        '/ogc/collections',
        '/ogc/collections/poverty/items',
      ]
      if (kind === 'cookie') routes.push('/tiles/poverty/0/0/0.mvt', '/tiles/idm,poverty.json')
      for (const route of routes) {
        const answer = await server.get(route, { headers: headers() })
        expect(answer.status, route).toBe(200)
        expect(await answer.text(), route).toContain('overty')
        expect(answer.headers.get('cache-control'), route).toContain('private')
        expect(answer.headers.get('vary')?.toLowerCase(), route).toContain('cookie')
      }
    })
    expect((await server.get('/tiles/poverty/0/0/0.mvt')).headers.get('cache-control')).toContain('public')
  })

  it('is marked in the list of the office', async () => {
    await withUnpublished('poverty', async () => {
      const { items } = await readJson<{ items: { id: string; published?: boolean }[] }>(
        await server.get('/api/layers', { headers: signedIn }),
      )
      expect(items.filter(({ published }) => published === false).map(({ id }) => id)).toEqual(['poverty'])
    })
  })

  it('is gone for those who ask whether their old answer still holds', async () => {
    const paths = [
      '/tiles/poverty/0/0/0.mvt',
      '/heat/proposals/0/0/0.png',
      '/data/poverty.geojson',
      '/api/layers',
      '/ogc/collections/poverty/items',
    ]
    const tags = await Promise.all(
      paths.map(async (path) => (await server.get(path)).headers.get('etag') ?? ''),
    )
    const ask = (index: number) =>
      server.get(paths[index] ?? '', {
        headers: { 'If-None-Match': tags[index] ?? '', 'Cache-Control': 'max-age=0' },
      })
    expect((await ask(0)).status).toBe(304)
    expect((await ask(1)).status).toBe(304)
    await withUnpublished('poverty', async () => {
      await withUnpublished('proposals', async () => {
        expect((await ask(0)).status).toBe(404)
        expect((await ask(1)).status).toBe(404)
        expect((await ask(2)).status).toBe(404)
        const layers = await ask(3)
        expect(layers.status).toBe(200)
        expect(await layers.text()).not.toContain('"poverty"')
        const again = await server.get('/tiles/poverty/0/0/0.mvt', {
          headers: { Cookie: 'petausul_session=x' },
        })
        expect(again.status).toBe(404)
      })
    })
  })

  it('takes along the routes that show nothing else', async () => {
    await withUnpublished('proposals', async () => {
      for (const path of [
        '/api/proposals',
        '/api/proposals/202500001',
        '/api/proposals/202500001/score',
        '/api/proposals/202500001/events',
        '/api/indicators',
        '/api/alternatives',
        '/usulan',
        '/usulan/202500001',
      ]) {
        expect((await server.get(path)).status, path).toBe(404)
        expect((await server.get(path, { headers: signedIn })).status, path).toBe(200)
      }
      const page = await server.get('/usulan', { headers: { Accept: 'text/html' } })
      expect(page.status).toBe(404)
      expect(page.headers.get('content-type')).toContain('text/html')
      const district = await readJson<{ counts: { proposals: number }; years: number[] }>(
        await server.get('/api/district'),
      )
      expect(district).toMatchObject({ years: [], counts: { proposals: 0 } })
    })
    await withUnpublished('zones', async () => {
      expect((await server.get('/api/zones')).status).toBe(404)
      expect((await server.get('/api/zones', { headers: signedIn })).status).toBe(200)
    })
  })

  it('is found by no search, unless the office searches', async () => {
    const hits = async (q: string, headers: Record<string, string> = {}) =>
      (
        await readJson<{ items: { kind: string }[] }>(
          await server.get(`/api/search?q=${q}&limit=50`, { headers }),
        )
      ).items.map(({ kind }) => kind)
    for (const [layer, q, kind] of [
      ['roads', 'poros', 'road'],
      ['facilities', 'sd', 'facility'],
      ['areas-village', 'kota', 'village'],
      ['proposals', '2025000', 'proposal'],
    ] as const) {
      expect(await hits(q), layer).toContain(kind)
      await withUnpublished(layer, async () => {
        expect(await hits(q), layer).not.toContain(kind)
        expect(await hits(q, signedIn), layer).toContain(kind)
      })
    }
  })

  it('is named neither in metrics nor as a source', async () => {
    const lines = async () => (await (await server.get('/metrics')).text()).split('\n')
    const names = (layer: string) => (line: string) => line.includes(`layer="${layer}"`)
    expect((await lines()).some(names('roads'))).toBe(true)
    const attribution = async () =>
      (await readJson<{ attribution: string[] }>(await server.get('/api/district'))).attribution.join()
    expect(await attribution()).toContain('Jalan')
    await withUnpublished('roads', async () => {
      expect((await lines()).some(names('roads'))).toBe(false)
      expect(await attribution()).not.toContain('Jalan')
    })
  })
})

describe('changes of a layer that is not published', () => {
  /** Layers that a viewer is notified of, from when it is open until the change of the marker layer comes. */
  async function listen(headers: Record<string, string>, work: () => Promise<void>): Promise<string[]> {
    const stop = new AbortController()
    const response = await server.get('/api/changes', { headers, signal: stop.signal })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    await work()
    while (!text.includes('"layer":"idm"')) {
      const { value, done } = await reader.read()
      if (done) break
      text += value
    }
    stop.abort()
    return [...text.matchAll(/"layer":"([^"]+)"/g)].map(([, id]) => id ?? '')
  }
  const change = (layer: string) =>
    server.database.write.raw(`SELECT pg_notify('petausul_changes', ?)`, [
      JSON.stringify({ layer, ids: null }),
    ])

  it('are told to the office alone; everyone is told that it went and came', async () => {
    await withUnpublished('poverty', async () => {
      const work = async () => {
        await change('poverty')
        await new Promise((resolve) => setTimeout(resolve, 300))
        await change('idm')
      }
      expect(await listen({}, work)).not.toContain('poverty')
      expect(await listen(signedIn, work)).toContain('poverty')
    })
    const reported = await listen({}, async () => {
      await withUnpublished('poverty', async () => {})
      await change('idm')
    })
    expect(reported.filter((id) => id === 'poverty').length).toBe(2)
  })
})

describe('publishing', () => {
  const put = (layer: string, body: unknown, headers: Record<string, string> = authorization) =>
    server.get(`/api/layers/${layer}/publication`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    })

  it('is for the administrator, of layers that are there, in words that are known', async () => {
    expect((await put('poverty', { state: 'unpublished' }, {})).status).toBe(401)
    await readFault(await put('nonesuch', { state: 'unpublished' }), 404)
    for (const body of [{}, { state: 'hidden' }, { state: 'published', force: true }, [], null, 'published'])
      await readFault(await put('poverty', body), 400)
    expect(
      (await put('poverty', { state: 'unpublished' }, { ...signedIn, Origin: 'https://jahat.example' }))
        .status,
    ).toBe(403)
    expect(await layerIds()).toContain('poverty')
  })

  it('says since when and by whom, and is remembered', async () => {
    const before = await readJson(await server.get('/api/layers/idm/publication', { headers: authorization }))
    expect(before).toMatchObject({ layer: 'idm', state: 'published', since: null, by: null })
    const hidden = await turn('idm', 'unpublished')
    expect(hidden).toMatchObject({
      state: 'unpublished',
      by: 'Administrator',
      since: expect.stringMatching(/^\d{4}-/),
    })
    expect(await turn('idm', 'unpublished')).toEqual(hidden)
    await turn('idm', 'published')
    const rows = await server.database
      .read('publications')
      .where({ layer_id: 'idm' })
      .orderBy('id')
      .pluck('state')
    expect(rows).toEqual(['unpublished', 'published'])
    await expect(server.database.write('publications').delete()).rejects.toThrow(/append-only/)
  })
})
