import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringUpToDate } from '../../server/database/bring-up-to-date.ts'
import { openPostgis } from '../../server/database/open-postgis.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { makeLog } from '../../server/log.ts'
import { engine } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { decodeTile } from '../unit/tiles/decode-tile.ts'
import { type Page, readFault, readJson } from './answers.ts'
import { type Cluster, canStartCluster, makeCluster } from './throwaway-cluster.ts'

describe.skipIf(engine !== 'postgis' || !canStartCluster)('a server whose database goes away', () => {
  let cluster: Cluster
  let server: TestServer
  const leave = new AbortController()

  beforeAll(async () => {
    cluster = await makeCluster()
    const database = await openPostgis({ url: cluster.url, pool: 4, log: makeLog('silent') })
    await bringUpToDate(database)
    await runImport(database, FIXTURE_DISTRICT, { signal: leave.signal, onProgress: () => {} })
    server = await startTestServer({ database })
  })
  afterAll(async () => {
    leave.abort()
    await server?.close()
    cluster?.remove()
  })

  /** Asked for before the database goes away: whole, narrowed, and narrowed by a search. */
  const seenTiles = ['', '?year=2025', '?area=62.99.01&year=2025', '?q=jalan', '?q=jalan&year=2025'].map(
    (query) => `/tiles/proposals,areas-village/7/103/64.mvt${query}`,
  )
  const seenPictures = ['', '?weight=cost&year=2025', '?q=jalan'].map(
    (query) => `/heat/proposals/7/103/64.png${query}`,
  )
  const etags = new Map<string, string>()

  const submit = (place: { lon: number; lat: number }) =>
    server.get('/api/proposals', {
      method: 'POST',
      body: JSON.stringify({ title: 'Perbaikan talud sungai', ...place }),
      headers: { 'Content-Type': 'application/json' },
    })

  it('says so in words while it is away, and serves what needs no database', async () => {
    await readJson<Page>(await server.get('/api/proposals'))
    for (const path of [...seenTiles, ...seenPictures]) {
      const response = await server.get(path)
      expect(response.status, path).toBe(200)
      etags.set(path, response.headers.get('etag') ?? '')
    }
    cluster.crash()
    for (const path of [
      '/api/proposals',
      '/api/proposals/202500001',
      '/api/indicators',
      '/api/layers',
      '/api/search?q=kota',
      '/data/proposals.geojson',
      '/data/roads.csv',
    ]) {
      const response = await server.get(path)
      await readFault(response, 503)
      expect(Number(response.headers.get('retry-after')), path).toBeGreaterThan(0)
    }
    await readFault(await submit({ lon: 111.25, lat: -2.15 }), 503)
    expect((await server.get('/readyz')).status).toBe(503)
    expect((await server.get('/healthz')).status).toBe(200)
    expect((await server.get('/tiles/proposals,areas-village/0/0/0.mvt')).status).toBe(200)
    expect((await server.get('/api/openapi.json')).status).toBe(200)
  })

  it.each([...seenTiles, ...seenPictures])('meanwhile still tells that %s has not changed', async (path) => {
    expect((await server.get('/readyz')).status).toBe(503)
    const again = await server.get(path, { headers: { 'If-None-Match': etags.get(path) ?? '' } })
    expect(again.status).toBe(304)
    expect(again.headers.get('etag')).toBe(etags.get(path))
    const otherwise = await server.get(path, { headers: { 'If-None-Match': '"another"' } })
    expect(otherwise.status).toBe(200)
  })

  it('makes tiles that nobody asked for before, unless they need a search', async () => {
    const tile = await server.get('/tiles/proposals/6/51/32.mvt?year=2025&area=62.99')
    expect(tile.status).toBe(200)
    expect(decodeTile(new Uint8Array(await tile.arrayBuffer())).length).toBeGreaterThan(0)
    for (const path of [
      '/tiles/proposals/6/51/32.mvt?q=jembatan',
      '/heat/proposals/6/51/32.png?q=jembatan',
    ]) {
      const response = await server.get(path)
      await readFault(response, 503)
      expect(Number(response.headers.get('retry-after')), path).toBeGreaterThan(0)
    }
  })

  it('works again as soon as it is back: reading, writing, and telling open viewers', async () => {
    const stream = await server.get('/api/changes', { signal: leave.signal })
    cluster.start()
    await expect.poll(async () => (await server.get('/readyz')).status, { timeout: 20_000 }).toBe(200)
    expect((await readJson<Page>(await server.get('/api/proposals'))).total.count).toBe(11)
    let reported = ''
    const listening = (async () => {
      for await (const chunk of stream.body ?? []) {
        reported += Buffer.from(chunk).toString()
        if (reported.includes('"deepest":22') || /"tiles":\["0\/0\/0",/.test(reported)) return
      }
    })()
    // The connection that listens comes back by itself; the whole of each layer is reported then.
    await expect.poll(() => reported, { timeout: 20_000 }).toContain('"layer":"proposals"')
    const { code } = await readJson<{ code: string }>(await submit({ lon: 111.2612, lat: -2.1312 }))
    await listening
    const tile = await server.get('/tiles/proposals/14/13255/8289.mvt')
    const features = tile.status === 200 ? decodeTile(new Uint8Array(await tile.arrayBuffer())) : []
    expect(features.map(({ properties }) => properties.code)).toContain(code)
  })
})
