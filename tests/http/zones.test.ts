import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Zone, ZoneVersion } from '../../core/api/zone.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { box, KOTA_LAMA, OFFICE, PATIENT, zoneClient } from './zone-client.ts'

let server: TestServer
let client: ReturnType<typeof zoneClient>
beforeAll(async () => {
  server = await startTestServer()
  client = zoneClient(server)
})
afterAll(() => server.close())

const create = async (more: object = {}) =>
  readJson<Zone>(await client.create({ name: 'Zona uji', geometry: KOTA_LAMA, ...more }))
const read = (id: string, headers: Record<string, string> = {}) => server.get(`/api/zones/${id}`, { headers })
const put = (id: string, version: number | string, body: object) =>
  client.send('PUT', `/api/zones/${id}`, body, { 'If-Match': `"${version}"` })
const publicIds = async () =>
  (await readJson<{ items: Zone[] }>(await server.get('/api/zones'))).items.map(({ id }) => id)
const versions = async (id: string) =>
  (await readJson<{ items: ZoneVersion[] }>(await client.send('GET', `/api/zones/${id}/versions`))).items

/** Ids of the zones in the one tile that holds the whole district. */
async function tileIds(): Promise<unknown[]> {
  const response = await server.get('/tiles/zones/0/0/0.mvt')
  if (response.status === 204) return []
  return decodeTile(new Uint8Array(await response.arrayBuffer())).map(({ properties }) => properties.id)
}

describe('a zone', () => {
  it('is saved with its figures as version 1, at an address made of its name', async () => {
    const response = await client.create({
      name: 'Pesisir Selatan (ujicoba)',
      note: 'Rapat 3',
      geometry: KOTA_LAMA,
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('etag')).toBe('"1"')
    const zone = await readJson<Zone>(response)
    expect(response.headers.get('location')).toBe(`/api/zones/${zone.id}`)
    expect(zone.id).toMatch(/^pesisir-selatan-ujicoba-[a-z0-9]{4}$/)
    expect(zone).toMatchObject({
      name: 'Pesisir Selatan (ujicoba)',
      note: 'Rapat 3',
      version: 1,
      published: false,
      portfolioId: null,
      geometry: { type: 'MultiPolygon' },
      statistics: { population: { value: 5000 }, poorPopulation: { value: 150 } },
    })
    expect(await readJson(await read(zone.id, OFFICE))).toEqual(zone)
  })

  it('changes by versions that keep their shape and figures', async () => {
    const { id } = await create({ note: 'pertama' })
    const smaller = box(111.2, -2.2, 111.25, -2.1)
    const response = await put(id, 1, { name: 'Zona baru', geometry: smaller })
    expect(response.headers.get('etag')).toBe('"2"')
    const second = await readJson<Zone>(response)
    expect(second).toMatchObject({ id, version: 2, name: 'Zona baru', note: '' })
    expect(second.statistics.population.value).toBeLessThan(5000)
    const all = await versions(id)
    expect(all.map(({ version, name, note }) => [version, name, note])).toEqual([
      [2, 'Zona baru', ''],
      [1, 'Zona uji', 'pertama'],
    ])
    expect(all[1]?.statistics.population.value).toBe(5000)
    expect(all[0]?.geometry).not.toEqual(all[1]?.geometry)
    const renamed = await readJson<Zone>(await put(id, 2, { name: 'Hanya nama' }))
    expect(renamed).toMatchObject({ version: 3, name: 'Hanya nama', geometry: second.geometry })
  })

  it('is not overwritten by one who has not seen the last version', async () => {
    const { id } = await create()
    await readJson(await put(id, 1, { name: 'A' }))
    const fault = await readFault(await put(id, 1, { name: 'B' }), 412)
    expect(fault).toMatchObject({ parameter: 'If-Match', received: '"1"', expected: '"2"' })
    await readFault(await client.send('PUT', `/api/zones/${id}`, { name: 'B' }), 428)
    await readParameterFault(await put(id, 'x', { name: 'B' }), 'If-Match')
    expect(await readJson(await read(id, OFFICE))).toMatchObject({ name: 'A', version: 2 })
    const both = await Promise.all([put(id, 2, { name: 'C' }), put(id, 2, { name: 'D' })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    const anyVersion = { 'If-Match': '*' }
    expect((await client.send('PUT', `/api/zones/${id}`, { name: 'E' }, anyVersion)).status).toBe(200)
  })

  it('goes when it is deleted, and comes back as it was when that is undone', async () => {
    const { id } = await create({ published: true })
    await readFault(await client.send('DELETE', `/api/zones/${id}`, undefined, { 'If-Match': '"7"' }), 412)
    expect((await client.send('DELETE', `/api/zones/${id}`)).status).toBe(204)
    await readFault(await read(id, OFFICE), 404)
    await readFault(await client.send('DELETE', `/api/zones/${id}`), 404)
    await readFault(await put(id, 1, { name: 'A' }), 404)
    expect(await publicIds()).not.toContain(id)
    expect(await versions(id)).toHaveLength(1)
    expect(await readJson(await client.send('POST', `/api/zones/${id}/restore`))).toMatchObject({
      id,
      version: 1,
    })
    expect(await readJson(await client.send('POST', `/api/zones/${id}/restore`))).toMatchObject({
      id,
      version: 1,
    })
    expect(await publicIds()).toContain(id)
  })

  it('keeps its versions even from a hand in the database', async () => {
    const { id } = await create()
    const { write } = server.database
    for (const sql of [
      'UPDATE zone_versions SET name = ? WHERE zone_id = ?',
      'DELETE FROM zone_versions WHERE zone_id = ?',
    ])
      await expect(write.raw(sql, sql.includes('SET') ? ['x', id] : [id])).rejects.toThrow(/append-only/)
  })
})

describe('a draft', () => {
  it('leaves by no public route, and is shown to the office', async () => {
    const { id } = await create({ name: 'ZONA-RAHASIA' })
    for (const path of [
      '/api/zones',
      '/data/zones.geojson',
      '/data/zones.csv',
      '/api/identify?lon=111.25&lat=-2.15',
      '/api/identify?lon=111.25&lat=-2.15&layers=zones',
      '/api/layers',
      '/tiles/zones.json',
    ]) {
      const text = await (await server.get(path)).text()
      expect(text, path).not.toMatch(/rahasia/i)
    }
    expect(await tileIds()).not.toContain(id)
    await readFault(await read(id), 404)
    await readFault(await server.get(`/api/zones/${id}/versions`), 401)
    const { items } = await readJson<{ items: Zone[] }>(await client.send('GET', '/api/zones'))
    expect(items.map((zone) => zone.id)).toContain(id)
    const answer = await client.send('GET', '/api/zones')
    expect(answer.headers.get('cache-control')).toContain('private')
    expect(answer.headers.get('vary')).toMatch(/cookie/i)
  })
})

describe('a published zone', () => {
  it('is a layer like any other, and follows every change of it', async () => {
    const { id } = await create({ name: 'Zona terbit', published: true })
    await expect.poll(tileIds, PATIENT).toContain(id)
    const { features } = await readJson<{ features: { properties: Record<string, unknown> }[] }>(
      await server.get('/data/zones.geojson'),
    )
    expect(features.find(({ properties }) => properties.id === id)?.properties).toMatchObject({
      name: 'Zona terbit',
      version: 1,
      population: 5000,
      populationLow: 5000,
      populationHigh: 5000,
      populationCoverage: 100,
      poorPopulation: 150,
      poorPopulationLow: 150,
      poorPopulationHigh: 150,
      poorPopulationCoverage: 100,
    })
    const { items } = await readJson<{ items: { layer: string; properties: { id?: string } }[] }>(
      await server.get('/api/identify?lon=111.25&lat=-2.15&layers=zones'),
    )
    expect(items.map(({ properties }) => properties.id)).toContain(id)
    expect((await server.get('/data/zones.csv')).status).toBe(200)
    expect(await publicIds()).toContain(id)
    await readJson(await put(id, 1, { name: 'Zona ditarik' }))
    await expect.poll(tileIds, PATIENT).not.toContain(id)
    await readJson(await put(id, 2, { name: 'Zona terbit lagi', published: true }))
    await expect.poll(tileIds, PATIENT).toContain(id)
    await client.send('DELETE', `/api/zones/${id}`)
    await expect.poll(tileIds, PATIENT).not.toContain(id)
  })

  it('carries the bounds and the coverage of every interpolated figure into the files, per service too', async () => {
    // Across villages, one of which has no population on record.
    const zone = await create({ geometry: box(111.05, -2.15, 111.25, -1.95), published: true })
    const { statistics } = zone
    const { features } = await readJson<{ features: { properties: Record<string, unknown> }[] }>(
      await server.get('/data/zones.geojson'),
    )
    const { properties } = features.find(({ properties: { id } }) => id === zone.id) ?? { properties: {} }
    const figures = [
      ['population', '', statistics.population],
      ['poorPopulation', '', statistics.poorPopulation],
      ...statistics.services.map(({ service, beyond }) => ['beyond', `_${service}`, beyond] as const),
    ] as const
    expect(figures.length).toBeGreaterThan(3)
    for (const [name, suffix, { value, low, high, coveragePercent }] of figures) {
      const found = ['', 'Low', 'High', 'Coverage'].map((part) => properties[`${name}${part}${suffix}`])
      expect(found, name + suffix).toEqual([value, low, high, coveragePercent])
    }
    expect(statistics.population.coveragePercent).toBeLessThan(100)
    expect(properties.populationHigh).toBeNull()
    const [head = ''] = (await (await server.get('/data/zones.csv')).text()).split('\n')
    for (const { service } of statistics.services) expect(head).toContain(`beyondHigh_${service}`)
  })

  it('tells everyone its figures, and the office alone its note, its writer and its package', async () => {
    const portfolioId = '0b0a5f1e-2222-4222-8333-444455556666'
    await server.database.write.raw(
      `INSERT INTO portfolios (id, title, state, request, result) VALUES (?, 'Paket rahasia', 'done', '{}', '{"chosen":[{"code":"202500001"}]}')`,
      [portfolioId],
    )
    const { id } = await create({ name: 'Zona umum', note: 'catatan rapat', published: true, portfolioId })
    const own = await readJson<Zone>(await read(id, OFFICE))
    expect(own).toMatchObject({ note: 'catatan rapat', portfolioId })
    expect(own.statistics.portfolio).toMatchObject({ id: portfolioId, title: 'Paket rahasia' })
    for (const path of ['/api/zones', `/api/zones/${id}`, '/data/zones.geojson']) {
      const text = await (await server.get(path)).text()
      expect(text, path).toContain('Zona umum')
      expect(text, path).not.toMatch(/catatan rapat|rahasia|newlyServed|"by":"admin"/)
      expect(text, path).not.toContain(portfolioId)
    }
    const seen = await readJson<Zone>(await read(id))
    expect(seen.statistics.population).toEqual(own.statistics.population)
  })

  it('without enough poor people to show has none in the layer', async () => {
    const { id } = await create({ geometry: box(111.21, -2.19, 111.22, -2.18), published: true })
    const { features } = await readJson<{ features: { properties: Record<string, unknown> }[] }>(
      await server.get('/data/zones.geojson'),
    )
    expect(features.find(({ properties }) => properties.id === id)?.properties).toMatchObject({
      poorPopulation: null,
      poorPopulationLow: null,
      poorPopulationHigh: null,
    })
  })
})

describe('what is sent for a zone', () => {
  it('is refused by the name of the field that is wrong', async () => {
    for (const [body, parameter] of [
      [{ geometry: KOTA_LAMA }, 'name'],
      [{ name: '', geometry: KOTA_LAMA }, 'name'],
      [{ name: '   ', geometry: KOTA_LAMA }, 'name'],
      [{ name: 'x'.repeat(121), geometry: KOTA_LAMA }, 'name'],
      [{ name: 'a\0b', geometry: KOTA_LAMA }, 'name'],
      [{ name: 'A' }, 'geometry'],
      [{ name: 'A', geometry: KOTA_LAMA, published: 'yes' }, 'published'],
      [{ name: 'A', geometry: KOTA_LAMA, owner: 'x' }, 'owner'],
      [{ name: 'A', geometry: KOTA_LAMA, portfolioId: 'x' }, 'portfolioId'],
      [[], 'body'],
      ['"text"', 'body'],
      ['null', 'body'],
    ] as const)
      await readParameterFault(await client.create(body), parameter)
    await readFault(await client.create('{'), 400)
  })

  it('may not come with parameters that no route of zones takes', async () => {
    for (const path of ['/api/zones', '/api/zones/tidak-ada', '/api/zones/tidak-ada/versions'])
      await readParameterFault(await client.send('GET', `${path}?tidak_dikenal=1`), 'tidak_dikenal')
    for (const path of [
      '/api/zones',
      '/api/zones/statistics',
      '/api/zones/snap',
      '/api/zones/tidak-ada/restore',
    ])
      await readParameterFault(
        await client.send('POST', `${path}?tidak_dikenal=1`, { name: 'A', geometry: KOTA_LAMA }),
        'tidak_dikenal',
      )
  })

  it('at an address that is no zone is a 404', async () => {
    for (const id of ['tidak-ada', 'A', 'a%00b', '%27', 'x'.repeat(61)]) {
      await readFault(await read(id), 404)
      await readFault(await put(id, 1, { name: 'A' }), 404)
      await readFault(await client.send('DELETE', `/api/zones/${id}`), 404)
      await readFault(await client.send('POST', `/api/zones/${id}/restore`), 404)
      await readFault(await client.send('GET', `/api/zones/${id}/versions`), 404)
    }
  })
})

describe('snapping', () => {
  interface Snapped {
    geometry: { coordinates: [number, number][][][] }
    vertices?: number
    onBorder?: number
  }
  const positions = ({ geometry }: Snapped) => new Set(geometry.coordinates[0]?.[0]?.map(String))

  it('puts a sloppily drawn village on its borders exactly, so that its figures are the village', async () => {
    const drawn = box(111.2013, -2.1985, 111.2991, -2.1012)
    const snapped = await readJson<Snapped>(await client.snap({ geometry: drawn, toleranceMetres: 300 }))
    expect(snapped).toMatchObject({ vertices: 4, onBorder: 4 })
    expect(positions(snapped)).toEqual(new Set(KOTA_LAMA.coordinates[0]?.map(String)))
    const { statistics } = await create({ geometry: snapped.geometry })
    expect(statistics.population).toMatchObject({ value: 5000, low: 5000, high: 5000 })
  })

  it('makes one zone of whole villages, without their inner borders', async () => {
    const villages = ['62.99.01.1003', '62.99.01.2002', '62.99.01.2001']
    const { geometry } = await readJson<Snapped>(await client.snap({ villages }))
    const { statistics } = await create({ geometry })
    expect(statistics.population).toMatchObject({ value: 8000, low: 8000, high: 8000 })
    expect(statistics.villages).toMatchObject({ touched: 3, whole: 3 })
    expect(geometry.coordinates).toHaveLength(1)
    expect(geometry.coordinates[0]).toHaveLength(1)
  })

  it('refuses what it cannot do in words', async () => {
    await readParameterFault(await client.snap({ villages: ['62.99.01.1003', 'tidak-ada'] }), 'villages')
    await readParameterFault(await client.snap({ villages: [] }), 'villages')
    await readParameterFault(await client.snap({}), 'geometry')
    await readParameterFault(await client.snap({ geometry: KOTA_LAMA, villages: ['a'] }), 'geometry')
    await readParameterFault(
      await client.snap({ geometry: KOTA_LAMA, toleranceMetres: 0 }),
      'toleranceMetres',
    )
    await readParameterFault(
      await client.snap({ geometry: KOTA_LAMA, toleranceMetres: 1e9 }),
      'toleranceMetres',
    )
  })
})
