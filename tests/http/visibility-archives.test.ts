import type { FeatureCollection } from 'geojson'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'

const AT_LAST = { timeout: 20_000 }

interface Snapshot {
  id: string
  year: number
  version: number
  features: number
  unchanged?: boolean
}
interface Years {
  byRow: boolean
  years: number[]
  items: Snapshot[]
}

let server: TestServer
let before: string
beforeAll(async () => {
  server = await startTestServer()
  before = await text('/data/poverty.geojson')
  expect((await archive('poverty', 2024)).status).toBe(201)
  await setPoor('62.99.01.1003', 999)
})
afterAll(() => server.close())

const text = async (path: string) => (await server.get(path)).text()
const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = OFFICE) =>
  server.get(path, {
    method,
    headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const archive = (layer: string, year: unknown) => send('POST', `/api/layers/${layer}/archives`, { year })
const yearsOf = async (layer: string) => readJson<Years>(await server.get(`/api/layers/${layer}/archives`))
const turn = (layer: string, state: string) => send('PUT', `/api/layers/${layer}/publication`, { state })

/** As a later year's figures change a village. */
async function setPoor(code: string, poor: number): Promise<void> {
  await server.database.write.raw(
    'UPDATE area_figures SET poor_population = ?, poverty_rate = 100 * ? / population WHERE area_code = ?',
    [poor, poor, code],
  )
  await server.database.write.raw(`SELECT pg_notify('petausul_changes', '{"layer":"poverty","ids":null}')`)
}

const propertiesOf = (body: string) =>
  (JSON.parse(body) as FeatureCollection).features.map(({ properties }) => properties)

async function tile(path: string) {
  const response = await server.get(path)
  expect(response.status, path).toBe(200)
  return decodeTile(new Uint8Array(await response.arrayBuffer()))
}

describe('a year of a layer', () => {
  it('is what it was then, by files, whatever became of the layer', async () => {
    const now = propertiesOf(await text('/data/poverty.geojson'))
    expect(now).toContainEqual(expect.objectContaining({ code: '62.99.01.1003', poorPopulation: 999 }))
    expect(await text('/data/poverty.geojson?year=2024')).toBe(before)
    expect(await text('/data/poverty_2024_v1.geojson')).toBe(before)
    expect(await text('/data/poverty_2024_v1.csv')).toContain('62.99.01.1003')
    for (const path of ['poverty/items?year=2024&limit=100', 'poverty_2024_v1/items?limit=100'])
      expect(propertiesOf(await text(`/ogc/collections/${path}`)), path).toEqual(propertiesOf(before))
    expect(propertiesOf(await text('/ogc/collections/poverty/items?limit=100'))).toEqual(now)
  })

  it('is the same by tiles, TileJSON and the list of layers', async () => {
    await expect
      .poll(async () => JSON.stringify(await tile('/tiles/poverty/8/207/129.mvt')), AT_LAST)
      .toContain('999')
    const then = await tile('/tiles/poverty/8/207/129.mvt?year=2024')
    expect(JSON.stringify(then)).not.toContain('999')
    expect(then.map(({ properties }) => properties.poorPopulation).sort()).toEqual(
      propertiesOf(before)
        .flatMap((properties) => properties?.poorPopulation ?? [])
        .sort(),
    )
    const { tiles, vector_layers } = await readJson<{ tiles: string[]; vector_layers: { id: string }[] }>(
      await server.get('/tiles/poverty.json?year=2024'),
    )
    expect(vector_layers.map(({ id }) => id)).toEqual(['poverty_2024_v1'])
    expect(tiles[0]).toMatch(/\/tiles\/poverty_2024_v1\/\{z\}\/\{x\}\/\{y\}\.mvt$/)
    expect(await tile('/tiles/poverty_2024_v1/8/207/129.mvt')).toEqual(then)
    const { items } = await readJson<{
      items: { id: string; archiveOf?: string; year: number | null; count: number; legend: unknown }[]
    }>(await server.get('/api/layers?year=2024'))
    expect(items.find(({ archiveOf }) => archiveOf === 'poverty')).toMatchObject({
      id: 'poverty_2024_v1',
      year: 2024,
      count: propertiesOf(before).length,
      legend: { kind: 'classes', property: 'povertyRate' },
    })
    expect(items.map(({ id }) => id)).toContain('proposals')
    expect(items.map(({ id }) => id)).not.toContain('idm')
  })

  it('answers 304 to those who have it, and never again once it is deleted', async () => {
    expect((await archive('idm', 2019)).status).toBe(201)
    const path = '/tiles/idm/8/207/129.mvt?year=2019'
    const etag = (await server.get(path)).headers.get('etag') ?? ''
    const again = () => server.get(path, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })
    expect((await again()).status).toBe(304)
    expect((await send('DELETE', '/api/layers/idm/archives/idm_2019_v1')).status).toBe(204)
    await expect.poll(async () => (await again()).status, AT_LAST).toBe(404)
    expect((await server.get('/data/idm.csv?year=2019')).status).toBe(404)
    await expect.poll(async () => (await server.get('/tiles/idm_2019_v1.json')).status, AT_LAST).toBe(404)
    expect((await yearsOf('idm')).items).toEqual([])
  })

  it('that was never archived is a 404 that names those there are', async () => {
    for (const path of [
      '/data/poverty.csv?year=2023',
      '/ogc/collections/poverty?year=2023',
      '/ogc/collections/poverty/items?year=2023',
      '/ogc/collections/poverty/items/1?year=2023',
      '/ogc/collections/poverty/schema?year=2023',
      '/tiles/poverty/8/207/129.mvt?year=2023',
      '/tiles/poverty.json?year=2023',
      '/heat/poverty/8/207/129.png?year=2023',
    ]) {
      const fault = await readFault(await server.get(path), 404)
      expect(fault, path).toMatchObject({ parameter: 'year', received: '2023', expected: 'one of 2024' })
    }
    const none = await readFault(await server.get('/data/roads.csv?year=2023'), 404)
    expect(none.expected).toContain('none')
    await readParameterFault(await server.get('/tiles/poverty/8/207/129.mvt?year=2023,2024'), 'year')
    await readParameterFault(await server.get('/data/poverty.csv?year=abc'), 'year')
    await readFault(await server.get('/data/nonesuch.csv?year=2024'), 404)
  })

  it('selects rows where rows tell their year, and leaves the land below them as it is', async () => {
    const codes = (await tile('/tiles/proposals,poverty/8/207/129.mvt?year=2025')).map(
      ({ layer, properties }) => `${layer} ${properties.year ?? properties.poorPopulation}`,
    )
    expect(codes).toContain('proposals 2025')
    expect(codes).not.toContain('proposals 2026')
    expect(codes).toContain('poverty 999')
    expect(await yearsOf('proposals')).toMatchObject({ byRow: true })
  })
})

describe('archiving', () => {
  it('again writes nothing while all is the same, and the next version when it is not; both stay', async () => {
    const first = await readJson<Snapshot>(await archive('idm', 2021))
    expect(first).toMatchObject({ id: 'idm_2021_v1', version: 1, features: 6, unchanged: false })
    const same = await archive('idm', 2021)
    expect(same.status).toBe(200)
    expect(await readJson<Snapshot>(same)).toMatchObject({ id: 'idm_2021_v1', unchanged: true })
    const then = await text('/data/idm.geojson?year=2021')
    await server.database.write.raw(`UPDATE area_figures SET idm = 0.9999 WHERE area_code = '62.99.01.1003'`)
    expect(await readJson<Snapshot>(await archive('idm', 2021))).toMatchObject({ id: 'idm_2021_v2' })
    expect(await text('/data/idm.geojson?year=2021')).toContain('0.9999')
    expect(await text('/data/idm_2021_v1.geojson')).toBe(then)
    expect((await yearsOf('idm')).items.map(({ id }) => id)).toEqual(['idm_2021_v2', 'idm_2021_v1'])
    await expect(server.database.write('archive_features').update({ key: 1 })).rejects.toThrow(
      /never changed/,
    )
  })

  it('keeps columns with any name, shapes of any kind, and rows without a place', async () => {
    const odd = `Nama "lain"?`
    await server.database.write.raw(`UPDATE layers SET fields = fields || ?::jsonb WHERE id = 'roads'`, [
      JSON.stringify([odd]),
    ])
    await server.database.write.raw(
      `UPDATE features SET properties = properties || ?::jsonb WHERE layer_id = 'roads'`,
      [JSON.stringify({ [odd]: "O'Neil" })],
    )
    const live = await text('/data/roads.geojson')
    expect(live).toContain("O'Neil")
    expect((await archive('roads', 2022)).status).toBe(201)
    expect(await text('/data/roads.geojson?year=2022')).toBe(live)
    const proposals = await readJson<Snapshot>(await archive('proposals', 2025))
    expect(proposals.features).toBe(11)
    expect(await text(`/data/${proposals.id}.geojson`)).not.toContain('masih draf')
  })

  it('is for the administrator, of layers that are there, for a year', async () => {
    const path = '/api/layers/poverty/archives'
    expect((await send('POST', path, { year: 2020 }, {})).status).toBe(401)
    expect((await send('DELETE', `${path}/poverty_2024_v1`, undefined, {})).status).toBe(401)
    expect((await send('GET', `${path}/job`, undefined, {})).status).toBe(401)
    await readFault(await archive('nonesuch', 2020), 404)
    await readFault(await archive('poverty_2024_v1', 2020), 404)
    for (const year of [undefined, '2020', 20.5, 1, 99999, null])
      await readParameterFault(await archive('poverty', year), 'year')
    await readParameterFault(await send('POST', path, { year: 2020, force: 1 }), 'force')
    await readFault(await send('DELETE', '/api/layers/idm/archives/poverty_2024_v1'), 404)
    expect((await yearsOf('poverty')).years).toEqual([2024])
    expect(await readJson(await send('GET', `${path}/job`))).toMatchObject({ state: 'done', share: 1 })
  })
})

describe('who sees a snapshot', () => {
  it('is who sees its layer, and only the office once it is taken back alone', async () => {
    const routes = [
      '/data/poverty_2024_v1.csv',
      '/tiles/poverty_2024_v1/8/207/129.mvt',
      '/data/poverty.csv?year=2024',
    ]
    const statuses = async () => Promise.all(routes.map(async (route) => (await server.get(route)).status))
    expect(await statuses()).toEqual([200, 200, 200])
    for (const layer of ['poverty', 'poverty_2024_v1']) {
      await turn(layer, 'unpublished')
      expect(await statuses(), layer).toEqual([404, 404, 404])
      expect(await text('/api/layers'), layer).not.toContain('poverty_2024_v1')
      expect((await send('GET', routes[0] ?? '')).status).toBe(200)
      await turn(layer, 'published')
    }
    expect(await statuses()).toEqual([200, 200, 200])
  })

  it('stands for itself once its layer is gone', async () => {
    expect((await archive('roads', 2018)).status).toBe(201)
    await server.database.write.raw(`DELETE FROM layers WHERE id = 'roads'`)
    expect((await server.get('/data/roads.csv')).status).toBe(404)
    expect(await text('/data/roads_2018_v1.csv')).toContain('Jl. Poros')
    expect((await yearsOf('roads')).years).toContain(2018)
    expect((await send('DELETE', '/api/layers/roads/archives/roads_2018_v1')).status).toBe(204)
    expect((await server.get('/data/roads_2018_v1.csv')).status).toBe(404)
  })
})
