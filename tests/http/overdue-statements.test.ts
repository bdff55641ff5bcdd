import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatabaseCondition } from '../../server/database/database.ts'
import { openFolderStore } from '../support/open-folder-store.ts'
import { engine, type TestStore } from '../support/open-store.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

const SOON = { timeout: 50_000, interval: 100 }

/** GEOS heeds no interrupt while it mends this, for minutes. */
const scribble = (vertices: number) => {
  let state = 7
  const next = () => {
    state = (state * 16807) % 2147483647
    return state / 2147483647
  }
  const points = Array.from({ length: vertices }, () => `${next()} ${next()}`)
  return `POLYGON((${[...points, points[0]].join(',')}))`
}

// A backend of PostgreSQL that computes on would hold up others of the cluster: lost-backends.test.ts has one of its own.
describe.skipIf(engine !== 'embedded')('a statement that runs beyond its time on the embedded engine', () => {
  let store: TestStore
  let server: TestServer
  beforeAll(async () => {
    store = await openFolderStore()
    server = await startTestServer({ database: store.database })
  })
  afterAll(() => server?.close().then(() => store.close()))

  const readiness = async () => {
    const response = await server.get('/readyz')
    return { code: response.status, ...((await response.json()) as DatabaseCondition) }
  }
  const submit = () =>
    server.get('/api/proposals', {
      method: 'POST',
      body: JSON.stringify({ title: 'Perbaikan talud sungai', lon: 111.25, lat: -2.15 }),
      headers: { 'Content-Type': 'application/json' },
    })

  /** Declares a short time, so that the test does not wait for the whole of a request's. Resolves with its error. */
  async function hostile(): Promise<unknown> {
    let failure: unknown
    const done = store.database.read.transaction(async (transaction) => {
      await transaction.raw(`SET LOCAL statement_timeout = '1s'`)
      const ask = transaction.raw('SELECT ST_Area(ST_MakeValid(?::geometry))', [scribble(2_000)])
      await ask.catch((error: unknown) => {
        failure = error
        throw error
      })
    })
    await expect(done).rejects.toThrow()
    return failure
  }

  test('is ended, others go on, and nothing acknowledged is lost', async () => {
    const { code } = await readJson<{ code: string }>(await submit())
    expect(await hostile()).toMatchObject({ code: '57014' })
    await expect.poll(async () => (await readiness()).code, SOON).toBe(200)
    expect((await server.get(`/api/proposals/${code}`)).status).toBe(200)
    const condition = await readiness()
    expect(condition).toMatchObject({ state: 'running', restarts: 1, lostBackends: 0 })
    expect(condition.fault).toMatch(/ran for \d+ s/)
    expect((await submit()).status).toBe(201)
  }, 120_000)

  test('has other requests answered meanwhile: 503 and when to come back, if not 200', async () => {
    const ended = hostile()
    let over = false
    void ended.then(() => {
      over = true
    })
    const seen = new Set<number>()
    while (!over) {
      const response = await server.get('/api/indicators', { signal: AbortSignal.timeout(30_000) })
      await response.arrayBuffer()
      seen.add(response.status)
      if (response.status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect(await ended).toMatchObject({ code: '57014' })
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([])
    await expect.poll(async () => (await readiness()).code, SOON).toBe(200)
  }, 120_000)

  test('is let be when it is no read of a request', async () => {
    const ask = store.database.write.raw(
      'SELECT count(*) FROM generate_series(1, 3000) AS a, generate_series(1, 3000) AS b',
    )
    await expect(ask).resolves.toBeTruthy()
  }, 120_000)
})
