import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { base64, NASTY } from '../fixtures/attacks/hostile-values.ts'
import { sampleOf, shareOf } from '../support/sample.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const FILTERS = ['year', 'stage', 'status', 'sector', 'source', 'quality', 'area', 'q']
/** One filter of each kind: routes that share the reader of the list need no more. */
const SOME = ['area', 'q']
/** Each route with a query that works, and the parameters that it takes. */
const ROUTES: [path: string, query: string, parameters: string[]][] = [
  ['/api/proposals', '', [...FILTERS, 'bbox', 'limit', 'cursor', 'sort']],
  ['/api/alternatives', '', [...SOME, 'bbox']],
  ['/api/proposals/202500001/score', '', ['model', 'method', 'budgetRupiah']],
  ['/api/indicators', '', SOME],
  ['/api/search', 'q=kota', ['limit', 'q']],
  [
    '/api/identify',
    'lon=111.05&lat=-2.05&layers=proposals',
    [...SOME, 'lon', 'lat', 'radiusMetres', 'layers'],
  ],
  ['/api/score-models/default', '', ['version']],
  ['/tiles/proposals/5/25/16.mvt', '', FILTERS],
  ['/tiles/proposals.json', '', SOME],
  ['/heat/proposals/5/25/16.png', '', [...SOME, 'weight', 'radiusMetres']],
  [
    '/ogc/collections/proposals/items',
    '',
    ['limit', 'bbox', 'datetime', 'crs', 'filter', 'cursor', 'f', 'lang', 'year', 'status', 'costRupiah'],
  ],
  [
    '/ogc/collections/roads/items',
    'bbox=111,-3,112,-1&filter=TRUE',
    ['bbox-crs', 'filter-lang', 'filter-crs', 'year'],
  ],
  ['/ogc/collections/poverty', '', ['year', 'f', 'lang']],
  ['/ogc/styles/poverty.standard', '', ['f', 'lang']],
  ['/ogc/collections/poverty/styles/poverty.standard', '', ['f', 'lang']],
  [
    '/ogc/collections/katalog/items',
    '',
    ['q', 'bbox', 'datetime', 'type', 'ids', 'externalIds', 'limit', 'cursor'],
  ],
  ['/ogc/collections/proposals/items/1', '', ['crs', 'year', 'f']],
  [
    '/data/proposals.geojson',
    '',
    [...SOME, 'bbox', 'bbox-crs', 'zone', 'clip', 'filter', 'filter-lang', 'filter-crs', 'crs', 'lang'],
  ],
  ['/data/proposals.csv', '', [...SOME, 'bbox', 'geometry']],
]

const AT_ONCE = 6
const VALUES = sampleOf(NASTY, 7)

async function expectDefined(path: string): Promise<void> {
  const answer = await server.get(path, { signal: AbortSignal.timeout(10_000) })
  const body = await answer.text()
  const what = `${path.slice(0, 200)} → ${answer.status} ${body.slice(0, 200)}`
  expect([200, 204, 400, 404, 431], what).toContain(answer.status)
  if (answer.status === 400 || answer.status === 404) {
    expect(answer.headers.get('content-type'), what).toContain('application/problem+json')
    expect(JSON.parse(body), what).toMatchObject({
      status: answer.status,
      title: expect.any(String),
      detail: expect.any(String),
    })
    expect(body.length, what).toBeLessThan(5000)
  }
}

describe.each(ROUTES)('%s', (path, query, parameters) => {
  const ask = (name: string, value: string) => {
    const search = new URLSearchParams(query)
    search.set(name, value)
    return `${path}?${search}`
  }

  it('answers any value of any parameter, or refuses it in words', async () => {
    // A few at once, so that the deadline is that of an answer and not of a crowd.
    for (const name of parameters)
      for (let at = 0; at < VALUES.length; at += AT_ONCE)
        await Promise.all(VALUES.slice(at, at + AT_ONCE).map((value) => expectDefined(ask(name, value))))
  })

  it('stands random text in every parameter', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...`0123456789.,-+eE%'"\\\0 `) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parameters), text, (name, value) =>
        expectDefined(ask(name, value)),
      ),
      { seed: 20250216, numRuns: shareOf(30, 5) },
    )
  })

  it('refuses what it does not know, and what is given twice', async () => {
    const join = query === '' ? '' : `${query}&`
    await readParameterFault(await server.get(`${path}?${join}tidak_dikenal=1`), 'tidak_dikenal')
    await readParameterFault(await server.get(`${path}?${join}__proto__=1`), '__proto__')
    for (const name of parameters.filter((known) => !query.includes(`${known}=`))) {
      await readParameterFault(await server.get(`${path}?${join}${name}=1&${name}=1`), name)
      await readParameterFault(await server.get(`${path}?${join}${name}=&${name}=1`), name)
    }
  })
})

describe('a parameter that makes no sense', () => {
  it.each([
    ['/api/proposals?bbox=abc', 'bbox'],
    ['/api/proposals?bbox=NaN,NaN,NaN,NaN', 'bbox'],
    ['/api/proposals?bbox=111,-2,110,-1', 'bbox'],
    ['/api/proposals?bbox=111,-2,112', 'bbox'],
    ['/api/proposals?bbox=0x1,0,2,2', 'bbox'],
    ['/api/proposals?limit=-1', 'limit'],
    ['/api/proposals?limit=0', 'limit'],
    ['/api/proposals?limit=201', 'limit'],
    ['/api/proposals?limit=1.5', 'limit'],
    ['/api/proposals?limit=ten', 'limit'],
    ['/api/proposals?cursor=garbage', 'cursor'],
    [`/api/proposals?cursor=${base64(['cost', 1, 1])}`, 'cursor'],
    [`/api/proposals?cursor=${base64(['newest', 1, 2 ** 31])}`, 'cursor'],
    [`/api/proposals?sort=title&cursor=${base64(['title', 'a\0', 1])}`, 'cursor'],
    ['/api/proposals?sort=p.id', 'sort'],
    ['/api/proposals?year=20x5', 'year'],
    ['/api/proposals?q=a%00b', 'q'],
    ['/api/search?q=a', 'q'],
    ['/api/search', 'q'],
    ['/api/identify?lat=1', 'lon'],
    ['/api/identify?lon=111&lat=91', 'lat'],
    ['/api/identify?lon=NaN&lat=1', 'lon'],
    ['/api/identify?lon=111&lat=1&radiusMetres=1e9', 'radiusMetres'],
    ['/api/identify?lon=111&lat=1&layers=contacts', 'layers'],
    ['/heat/proposals/0/0/0.png?weight=contacts', 'weight'],
    ['/heat/proposals/0/0/0.png?radiusMetres=1', 'radiusMetres'],
    ['/tiles/proposals/x/0/0.mvt', 'z'],
    ['/tiles/proposals/0/-1/0.mvt', 'x'],
    ['/tiles/proposals/0/0/1.5.mvt', 'y'],
  ])('%s is refused by its name', async (path, parameter) => {
    const fault = await readParameterFault(await server.get(path), parameter)
    expect(fault.detail).toContain(fault.expected)
  })

  it('is repeated to the sender no longer than a line', async () => {
    const fault = await readParameterFault(
      await server.get(`/api/proposals?sort=${'x'.repeat(8000)}`),
      'sort',
    )
    expect(fault.received?.length).toBeLessThan(150)
  })

  it('of a megabyte is refused before it is read', async () => {
    await readFault(await server.get(`/api/proposals?q=${'x'.repeat(1_000_000)}`), 431)
    expect((await server.get('/healthz')).status).toBe(200)
  })
})

describe('a path that makes no sense', () => {
  it('is a refusal wherever a code, layer or file is named', async () => {
    for (const value of NASTY.filter((text) => text.length < 2000)) {
      const segment = value === '\uD800' ? '%ED%A0%80' : encodeURIComponent(value)
      for (const path of [
        `/api/proposals/${segment}`,
        `/api/proposals/${segment}/events`,
        `/api/proposals/${segment}/decisions`,
        `/api/proposals/${segment}/score`,
        `/data/${segment}.csv`,
        `/tiles/${segment}.json`,
        `/tiles/${segment}/0/0/0.mvt`,
        `/heat/${segment}/0/0/0.png`,
        `/ogc/collections/${segment}`,
        `/ogc/collections/${segment}/items`,
        `/ogc/collections/proposals/items/${segment}`,
        `/ogc/collections/${segment}/queryables`,
        `/ogc/collections/${segment}/tiles/WebMercatorQuad/0/0/0`,
        `/ogc/collections/poverty/tiles/${segment}/0/0/0`,
        `/ogc/collections/poverty/tiles/WebMercatorQuad/0/${segment}/0`,
        `/ogc/collections/katalog/items/${segment}`,
        `/ogc/styles/${segment}`,
        `/ogc/styles/roads.${segment}/metadata`,
        `/ogc/collections/${segment}/styles/roads.standard`,
        `/ogc/collections/roads/styles/${segment}`,
        `/ogc/tileMatrixSets/${segment}`,
      ])
        await expectDefined(path)
    }
  })

  it('at the edge of the tile matrix is a tile, and past it a 404', async () => {
    const deepest = 22
    const last = (z: number) => 2 ** z - 1
    for (const z of [0, 1, 10, 18, deepest])
      for (const [x, y] of [
        [0, 0],
        [last(z), last(z)],
        [0, last(z)],
      ])
        expect([200, 204]).toContain((await server.get(`/tiles/proposals/${z}/${x}/${y}.mvt`)).status)
    for (const path of [
      '0/1/0',
      '0/0/1',
      '10/1024/0',
      `${deepest}/${2 ** deepest}/0`,
      '31/0/0',
      '99999999/0/0',
      '999999999/0/0',
      '0/1000000000/0',
      `22/0/${'9'.repeat(400)}`,
      `${'9'.repeat(400)}/0/0`,
    ])
      for (const route of [`/tiles/proposals/${path}.mvt`, `/heat/proposals/${path}.png`])
        expect((await server.get(route)).status, route).toBe(404)
    for (const path of ['1e1/0/0', '0/0/٠', '0/0/-1000000000', '0/0/1000000000.5'])
      expect((await server.get(`/tiles/proposals/${path}.mvt`)).status, path).toBe(400)
  })

  it('leaves the store as it was', async () => {
    const { total } = await readJson<{ total: { count: number } }>(await server.get('/api/proposals'))
    expect(total.count).toBe(11)
  })
})
