import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writePublication } from '../../server/layers/publication.ts'
import { holdQueries } from '../support/hold-queries.ts'
import { openStore, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { signIn } from './sign-in.ts'

/** The reading of one layer's rows for its tiles. */
const rowsOfRoads = /ST_AsBinary\(ST_Transform.*features f WHERE \(?f\.layer_id/s
const rowsOfProposals = /ST_AsBinary\(ST_Transform.*proposals p/s
const roadTile = '/tiles/roads/9/414/258.mvt'

interface Readiness {
  status: string
  loading?: { share: number; layers: string[] }
}

/** Whether it comes about within a moment. */
const isSettled = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 300, false))])

describe('while a layer is being loaded', () => {
  let server: TestServer
  const held = holdQueries(rowsOfRoads)
  beforeAll(async () => {
    server = await startTestServer({ read: held.read, early: true })
    await held.came
  })
  afterAll(async () => {
    held.release()
    await server.close()
  })

  test('the server is alive, says that it is not ready, and of what', async () => {
    expect((await server.get('/healthz')).status).toBe(200)
    const readiness = async () => {
      const answer = await server.get('/readyz')
      return { code: answer.status, ...((await answer.json()) as Readiness) }
    }
    await expect.poll(async () => (await readiness()).loading?.layers).toEqual(['roads'])
    const { code, status, loading } = await readiness()
    expect([code, status]).toEqual([503, 'not ready'])
    expect(loading?.share).toBeGreaterThan(0)
    expect(loading?.share).toBeLessThan(1)
  })

  test('what needs it waits, all else does not, and it is not told as too large', async () => {
    const waiting = [roadTile, '/tiles/roads,proposals/9/414/258.mvt', '/tiles/roads.json'].map((path) =>
      server.get(path),
    )
    expect((await server.get('/tiles/proposals/9/414/258.mvt')).status).toBe(200)
    expect((await server.get('/tiles/areas-village.json')).status).toBe(200)
    expect((await server.get('/tiles/nothing/9/414/258.mvt')).status).toBe(404)
    expect((await server.get('/')).status).not.toBe(503)
    const { items } = (await (await server.get('/api/layers')).json()) as { items: { id: string }[] }
    const roads = items.find(({ id }) => id === 'roads')
    expect(roads).toBeDefined()
    expect(roads).not.toHaveProperty('unavailable')
    for (const answer of waiting) expect(await isSettled(answer)).toBe(false)
    held.release()
    for (const answer of await Promise.all(waiting)) expect(answer.status).toBe(200)
    await expect.poll(async () => (await server.get('/readyz')).status).toBe(200)
  })
})

describe('a layer that is not published', () => {
  let store: TestStore
  let server: TestServer
  const held = holdQueries(rowsOfRoads)
  beforeAll(async () => {
    store = await openStore()
    await writePublication(store.database.write, 'roads', { state: 'unpublished', byAccount: null })
    const database = { ...store.database, close: async () => {} }
    server = await startTestServer({ database, read: held.read, early: true })
    await held.came
  })
  afterAll(async () => {
    held.release()
    await server.close()
    await store.close()
  })

  test('is not named to the public while it is being loaded, and is unknown to it at once', async () => {
    const { loading } = (await (await server.get('/readyz')).json()) as Readiness
    expect(loading?.layers).not.toContain('roads')
    const hidden = await server.get(roadTile)
    const unknown = await server.get('/tiles/roadz/9/414/258.mvt')
    expect([hidden.status, unknown.status]).toEqual([404, 404])
    expect((await hidden.text()).replaceAll('roads', 'roadz')).toBe(await unknown.text())
  })

  test('comes to the office once it is there', async () => {
    const headers = await signIn(server)
    const waiting = server.get(roadTile, { headers })
    expect(await isSettled(waiting)).toBe(false)
    held.release()
    expect((await waiting).status).toBe(200)
  })
})

test('what is handed in while proposals are being read is on the map afterwards', async () => {
  const held = holdQueries(rowsOfProposals)
  const server = await startTestServer({ read: held.read, early: true })
  await held.came
  const answer = await server.get('/api/proposals', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Jembatan baru', lon: 111.25, lat: -2.15 }),
  })
  expect(answer.status).toBe(201)
  const { code } = (await answer.json()) as { code: string }
  held.release()
  await expect
    .poll(async () => await (await server.get('/tiles/proposals/14/13255/8289.mvt')).text(), {
      timeout: 20_000,
    })
    .toContain(code)
  await server.close()
})

test('a server that is closed while it loads ends in order, and tells those who wait', async () => {
  const held = holdQueries(rowsOfRoads)
  const server = await startTestServer({ read: held.read, early: true })
  await held.came
  const waiting = server.get(roadTile)
  expect(await isSettled(waiting)).toBe(false)
  const closing = server.close()
  const answer = await waiting
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
  held.release()
  await closing
})
