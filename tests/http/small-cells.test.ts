import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { refreshDerived } from '../../server/join/refresh.ts'
import { openStore } from '../support/open-store.ts'
import { sampleOf, shareOf } from '../support/sample.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { EVERY_ONE } from './ranking-store.ts'
import { box, OFFICE, PATIENT, zoneClient } from './zone-client.ts'

/** The village whose count is attacked, and its district, which states a figure of its own that includes it. */
const VILLAGE = '62.99.01.2001'
const DISTRICT = '62.99.01'
const SIBLINGS = { '62.99.01.2002': 100, '62.99.01.1003': 150 }
const watch = { signal: new AbortController().signal, onProgress: () => {} }

/** The fixture district, where so many people of the village are poor. */
async function startWith(poor: number): Promise<TestServer> {
  const store = await openStore('district')
  const { write } = store.database
  await write('statistics').where({ area_code: VILLAGE, key: 'poorPopulation' }).update({ value: poor })
  const [row] = await write('statistics')
    .where({ area_code: VILLAGE, key: 'poorPopulation' })
    .select<{ dataset_id: number; year: number }[]>('dataset_id', 'year')
  const sum = poor + Object.values(SIBLINGS).reduce((a, b) => a + b, 0)
  await write('statistics').insert({ ...row, area_code: DISTRICT, key: 'poorPopulation', value: sum })
  await refreshDerived(store.database, watch)
  const server = await startTestServer({ database: { ...store.database, close: () => store.close() } })
  await addCriteria(server)
  const started = await zoneClient(server).send('POST', '/api/statistics/refresh', { all: true })
  expect(started.status).toBe(202)
  for (;;) {
    const { state, failure } = await readJson<{ state: string; failure: string | null }>(
      await server.get('/api/statistics/refresh'),
    )
    if (state === 'running') await new Promise((resolve) => setTimeout(resolve, 100))
    else {
      expect(failure).toBeNull()
      return server
    }
  }
}

/** Criteria of every kind that counts of poor people are behind, estimates for the need grid's cells among them. */
const criteria = {
  poorPeople: 'statistic:poorPopulation',
  poorBeyond: 'coverage:SD.poorBeyond',
  peopleBeyond: 'coverage:SD.peopleBeyond',
}

/** Returns once tiles of proposals and cells carry them: layers are read anew after the answer. */
async function addCriteria(server: TestServer): Promise<void> {
  for (const [key, source] of Object.entries(criteria)) {
    const words = { title: { id: key, en: key }, unit: { id: 'orang', en: 'people' } }
    const rule = { direction: 'maximise', missing: 'zero', normalisation: { kind: 'min-max' } }
    await readJson(await zoneClient(server).send('POST', '/api/criteria', { key, source, ...words, ...rule }))
  }
  for (const layer of ['proposals', 'need'])
    await vi.waitFor(async () => {
      expect(await (await server.get(`/tiles/${layer}/8/206/129.mvt`)).text()).toContain('c_peopleBeyond')
    }, PATIENT)
}

/** Of a sample's routes. */
const EVERY = 5
const MAP = 'crs=EPSG:4326&bbox=-2.2,111,-2,111.3&width=300&height=200'

/** What one can ask for about a store, whose answers must not depend on a withheld count. */
async function routesToAsk(server: TestServer): Promise<string[]> {
  const { items } = await readJson<{ items: { id: string }[] }>(await server.get('/api/layers'))
  const { items: statistics } = await readJson<{ items: { id: string }[] }>(
    await server.get('/api/statistics'),
  )
  const { items: proposals } = await readJson<{ items: { code: string }[] }>(
    await server.get('/api/proposals?limit=200'),
  )
  const ids = items.map(({ id }) => id)
  return [
    ...['/api/layers', '/api/district', '/api/proposals', '/api/indicators'],
    ...['/api/alternatives', '/api/alternatives?year=all&status=all'],
    ...['/api/criteria', '/api/score-models', '/api/statistics', '/api/openapi.json', '/api/search?q=sungai'],
    ...['/usulan', '/katalog', '/katalog.jsonld', '/metrics'],
    ...['/csw?service=CSW&version=2.0.2&request=GetCapabilities', '/wms?service=WMS&request=GetCapabilities'],
    ...['/ogc', '/ogc/collections', '/heat/proposals/0/0/0.png?weight=cost', '/heat/proposals/8/206/129.png'],
    '/heat/need/8/206/129.png?weight=poor',
    `/wms?service=WMS&version=1.3.0&request=GetFeatureInfo&layers=poverty&query_layers=poverty&styles=&${MAP}&i=10&j=60&info_format=application/json`,
    `/wms?service=WMS&version=1.3.0&request=GetMap&layers=poverty&styles=&${MAP}&format=image/png`,
    `/wms?service=WMS&version=1.3.0&request=GetLegendGraphic&layer=poverty&format=image/png`,
    '/csw?service=CSW&version=2.0.2&request=GetRecords&typeNames=csw:Record&elementSetName=full&resultType=results&maxRecords=100',
    `/api/identify?lon=111.05&lat=-2.15&layers=${ids.slice(0, 20).join(',')}`,
    `/api/identify?lon=111.15&lat=-2.15&layers=poverty,areas-district,need`,
    ...ids.flatMap((id) => [
      ...['geojson', 'csv', 'gpkg', 'fgb'].map((ending) => `/data/${id}.${ending}`),
      ...['0/0/0', '8/206/129', '11/1655/1036'].map((tile) => `/tiles/${id}/${tile}.mvt`),
      ...[`/tiles/${id}.json`, `/api/layers/${id}/metadata`, `/katalog/${id}`],
      ...[`/ogc/collections/${id}`, `/ogc/collections/${id}/items?f=json&limit=100`],
    ]),
    ...statistics.flatMap(({ id }) => [`/api/statistics/${id}`, `/api/statistics/${id}.csv`]),
    ...proposals.flatMap(({ code }) => [
      ...[`/api/proposals/${code}`, `/api/proposals/${code}/score`, `/api/proposals/${code}/events`],
      `/usulan/${code}`,
    ]),
  ]
}

/** Moments and durations differ between any two runs; nothing else may. */
function settled(text: string, host: string): string {
  return text
    .replaceAll(host, 'HOST')
    .replaceAll(encodeURIComponent(host), 'HOST')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z?|\d{4}-\d{2}-\d{2} [\d:.]+(\+\d\d(:?\d\d)?)?/g, 'MOMENT')
    .replaceAll(/"(milliseconds|version|since)":\s*"?[\d.]+"?/g, 'RUN')
    .replaceAll(/updateSequence="\d+"/g, 'RUN')
    .replaceAll(/^petausul_(?!layer_features).*$|^(process|nodejs)_.*$|^#.*$/gm, '')
}

/**
 * Zones as near to each other as one likes: with the village, without it, and with ever more of it; and smaller than a
 * cell, within it, across its border and in its neighbour.
 */
const zones = [
  ...[111.1, 111.1001, 111.05, 111.0501, 111.001].map((east) => box(111, -2.2, east, -2.1)),
  ...[111.05, 111.0975, 111.15].map((west) => box(west, -2.151, west + 0.005, -2.149)),
]

/** What only the office asks, by POST. */
const questions: readonly [route: string, body: object][] = [
  ...zones.map((geometry): [string, object] => ['/api/zones/statistics', { geometry }]),
  ...Object.keys(criteria).flatMap((key): [string, object][] => [
    ['/api/rankings', { filter: EVERY_ONE, weights: { [key]: 1 }, limit: 100 }],
    [
      '/api/rankings',
      { filter: EVERY_ONE, weights: { [key]: 3, cost: 1, areaPoverty: 2 }, method: 'topsis', limit: 100 },
    ],
  ]),
  ['/api/rankings/weights', { entropy: { filter: EVERY_ONE } }],
]

async function outputsOf(server: TestServer): Promise<Map<string, string>> {
  const { host } = new URL(server.url)
  const outputs = new Map<string, string>()
  for (const route of sampleOf(await routesToAsk(server), EVERY)) {
    const answer = await server.get(route, { headers: { 'Accept-Encoding': 'identity' } })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const text = settled(bytes.toString('latin1'), host)
    // Layers stand in the order in which they were loaded, which is a matter of time.
    const kept = route === '/metrics' ? text.split('\n').filter(Boolean).sort().join('\n') : text
    outputs.set(route, `${answer.status} ${kept}`)
  }
  for (const [route, body] of questions) {
    const answer = await zoneClient(server).send('POST', route, body)
    const text = settled(await answer.text(), host)
    outputs.set(`${route} ${JSON.stringify(body)}`, `${answer.status} ${text}`)
  }
  for (const source of Object.values(criteria)) {
    const route = `/api/criteria/distribution?source=${source}`
    const answer = await server.get(route, { headers: OFFICE })
    outputs.set(route, `${answer.status} ${settled(await answer.text(), host)}`)
  }
  return outputs
}

let one: Map<string, string>
let four: Map<string, string>
let server: TestServer
beforeAll(async () => {
  const first = await startWith(1)
  one = await outputsOf(first)
  await first.close()
  server = await startWith(4)
  four = await outputsOf(server)
}, 400_000)
afterAll(() => server.close())

const rows = async (from: TestServer, layer: string) =>
  (await readJson<FeatureCollection>(await from.get(`/data/${layer}.geojson`))).features.map(
    ({ properties }) => properties ?? {},
  )

describe('a small count of poor people', () => {
  it('changes nothing that anyone can ask for: no output, nor any difference of outputs, depends on it', () => {
    expect([...four.keys()]).toEqual([...one.keys()])
    expect(one.size).toBeGreaterThan(shareOf(200, EVERY))
    // Files and pages of every layer that a server need not have.
    const optional = /^\/katalog/
    const refused = [...one].filter(([route, text]) => !/^20[04] /.test(text) && !optional.test(route))
    expect(refused.map(([route]) => route)).toEqual([])
    const differing = [...one].filter(([route, text]) => four.get(route) !== text).map(([route]) => route)
    expect(differing).toEqual([])
  })

  it('is null with the reason beside it, as is its rate', async () => {
    for (const layer of ['poverty', 'areas-village']) {
      const row = (await rows(server, layer)).find(({ code }) => code === VILLAGE)
      expect(row, layer).toMatchObject({
        poorPopulation: null,
        povertyRate: null,
        poorWithheld: 'ditahan (kurang dari 5)',
      })
      expect(row?.population, layer).toBe(1000)
    }
    const perPoor = (await rows(server, 'rupiah-per-poor')).find(({ code }) => code === VILLAGE)
    expect(perPoor).toMatchObject({ withheld: 'small', poorPopulation: null, askedRupiah: null })
    const { items } = await readJson<{ items: { code: string; villageCode: string }[] }>(
      await server.get('/api/proposals?limit=200'),
    )
    const code = items.find(({ villageCode }) => villageCode === VILLAGE)?.code
    const detail = await readJson<{ village: object }>(await server.get(`/api/proposals/${code}`))
    expect(detail.village).toMatchObject({ poorPopulation: null, poorWithheld: 'ditahan (kurang dari 5)' })
    for (const path of [`/usulan/${code}`, `/desa/${VILLAGE}`])
      expect(await (await server.get(path)).text(), path).toContain('ditahan (kurang dari 5)')
    const english = await (await server.get(`/desa/${VILLAGE}?lang=en`)).text()
    expect(english).toContain('withheld, too few to be told')
    expect(english).not.toContain('ditahan')
  })

  it('is in no sum above it, even where the sum was delivered as a figure of its own', async () => {
    const siblings = Object.values(SIBLINGS).reduce((a, b) => a + b, 0)
    const district = (await rows(server, 'areas-district')).find(({ code }) => code === DISTRICT)
    expect(district).toMatchObject({
      poorPopulation: siblings,
      poorWithheld: 'tanpa desa yang ditahan (kurang dari 5)',
    })
    expect(district?.povertyRate).toBeCloseTo((100 * siblings) / 7000, 2)
    const other = (await rows(server, 'areas-district')).find(({ code }) => code === '62.99.02')
    expect(other).toMatchObject({ poorPopulation: 260, poorWithheld: null })
  })

  it('is in no cell of the need grid: of its own village there is none, and others have their share of what is told', async () => {
    const { rows: pieces } = await server.database.read.raw<{ rows: { cell: string; villages: string[] }[] }>(
      `SELECT c.cell, array_agg(p.village_code) AS villages FROM need_cells c JOIN need_pieces p ON p.cell_id = c.id GROUP BY c.cell`,
    )
    const villagesOf = new Map(pieces.map(({ cell, villages }) => [cell, villages]))
    const reported = new Map((await rows(server, 'poverty')).map(({ code, ...figures }) => [code, figures]))
    const cells = (await rows(server, 'need')).map(({ cell, population, poorPopulation }) => ({
      villages: villagesOf.get(cell) ?? [],
      population: population as number | null,
      poor: poorPopulation as number | null,
    }))
    const within = cells.filter(({ villages }) => villages.length === 1)
    const ofVillage = within.filter(({ villages }) => villages[0] === VILLAGE)
    expect(ofVillage.length).toBeGreaterThan(10)
    expect(new Set(ofVillage.map(({ poor }) => poor))).toEqual(new Set([null]))
    const small = within.filter(({ population, poor }) => population !== null && poor !== null && poor < 5)
    expect(small.length, 'small estimates, which are told').toBeGreaterThan(10)
    for (const { villages, population, poor } of small) {
      const { poorPopulation, population: people } = reported.get(villages[0]) as Record<string, number>
      // What anyone can work out of the village's figures: people and poor people lie alike in it.
      expect(Math.abs(poor! - (population! * poorPopulation!) / people!)).toBeLessThan(0.02)
    }
  })

  it('is told to the office alone', async () => {
    await readFault(await server.get('/api/withheld'), 401)
    const answer = await server.get('/api/withheld', { headers: OFFICE })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { items } = await readJson<{ items: object[] }>(answer)
    expect(items).toEqual([
      {
        code: VILLAGE,
        name: expect.any(String),
        level: 'village',
        poorPopulation: 4,
        year: expect.any(Number),
        below: 5,
      },
    ])
  })

  it('of no small number is told as it is, and without a limit so is a small one', async () => {
    const whole = await startWith(5)
    try {
      const row = (await rows(whole, 'poverty')).find(({ code }) => code === VILLAGE)
      expect(row).toMatchObject({ poorPopulation: 5, poorWithheld: null, povertyRate: 0.5 })
      const outputs = await outputsOf(whole)
      const differing = [...outputs].filter(([route, text]) => four.get(route) !== text)
      expect(differing.length, 'the comparison above can tell').toBeGreaterThan(shareOf(20, EVERY))
      await refreshDerived(whole.database, { ...watch, smallCell: 6 })
      const read = async () =>
        (
          await whole.database.write('area_figures').where({ area_code: VILLAGE }).select('poor_population')
        )[0]
      expect(await read()).toEqual({ poor_population: null })
      await refreshDerived(whole.database, { ...watch, smallCell: 0 })
      expect(await read()).toEqual({ poor_population: 5 })
    } finally {
      await whole.close()
    }
  }, 200_000)
})
