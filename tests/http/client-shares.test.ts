import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/database/database.ts'
import { OFFICE, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { signIn } from './sign-in.ts'

const SECONDS = 0.15
/** As many as a client has at once, on the settings below. */
const OWN = 2
const GREEDY = 50
const SEARCH = /^\s*WITH .*\basked AS MATERIALIZED/s

/** A search takes time in the database itself, and tells how many are at it. */
function slowSearches() {
  const searches = { running: 0, most: 0, done: 0 }
  const slow = async (knex: Database['read'], sql: string, bindings: never) => {
    searches.running += 1
    searches.most = Math.max(searches.most, searches.running)
    try {
      await knex.raw('SELECT pg_sleep(?)', [SECONDS])
      return await knex.raw(sql, bindings)
    } finally {
      searches.running -= 1
      searches.done += 1
    }
  }
  const read = (knex: Database['read']) =>
    new Proxy(knex, {
      get(target, name) {
        if (name !== 'raw') return Reflect.get(target, name) as unknown
        return (sql: string, bindings: never) => {
          if (SEARCH.test(sql)) {
            const answer = slow(target, sql, bindings)
            // The server asks it by a name, under which connections keep its plan.
            return Object.assign(answer, { options: () => answer })
          }
          return bindings === undefined ? target.raw(sql) : target.raw(sql, bindings)
        }
      },
    })
  return { searches, read }
}

const basic = OFFICE.Authorization
const from = (address: string, more: Record<string, string> = {}) => ({
  headers: { 'X-Forwarded-For': address, ...more },
})

describe('one client that asks for much', () => {
  const { searches, read } = slowSearches()
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({
      read,
      settings: { TRUST_PROXY: 'loopback', DATABASE_POOL: '4', CLIENT_REQUESTS: String(OWN) },
    })
  })
  afterAll(() => server.close())
  const search = (at: number, address: string, signal?: AbortSignal) =>
    server.get(`/api/search?q=jalan${at}`, { ...from(address), ...(signal ? { signal } : {}) })

  it('waits for itself, while others are answered between', async () => {
    // Counted once for all who ask.
    await (await server.get('/api/layers', from('198.51.100.2'))).arrayBuffer()
    searches.done = 0
    searches.most = 0
    const greedy = Promise.all(
      Array.from({ length: GREEDY }, async (_, at) => (await search(at, '198.51.100.1')).status),
    )
    await expect.poll(() => searches.running, { interval: 5 }).toBeGreaterThan(0)
    for (let at = 0; at < 3; at += 1) {
      const answer = await server.get('/api/layers', from('198.51.100.2'))
      expect(answer.status).toBe(200)
      await answer.arrayBuffer()
    }
    expect((await search(0, '198.51.100.3')).status).toBe(200)
    // They stood behind all fifty before.
    expect(searches.done).toBeLessThan(GREEDY / 2)
    expect(new Set(await greedy)).toEqual(new Set([200]))
    expect(searches.most).toBeLessThanOrEqual(OWN + 1)
  })

  it('gives a place back with the answer, also of what was read in a transaction', async () => {
    const began = performance.now()
    for (let at = 0; at < 3 * OWN; at += 1) {
      const path = '/api/criteria/distribution?source=proposals.costRupiah'
      const answer = await server.get(path, from('198.51.100.5', { authorization: basic }))
      expect(answer.status).toBe(200)
      await answer.arrayBuffer()
    }
    // Kept until their end was given up, places would hold the others up for 15 s each.
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  it('has no more at work by leaving: a place is held until the queries have ended', async () => {
    searches.most = 0
    for (let round = 0; round < 4; round += 1) {
      const leave = new AbortController()
      const left = Array.from({ length: 10 }, (_, at) =>
        search(at, '198.51.100.4', leave.signal).catch(() => undefined),
      )
      await expect.poll(() => searches.running, { interval: 5 }).toBeGreaterThan(0)
      leave.abort()
      await Promise.all(left)
    }
    expect(searches.most).toBeLessThanOrEqual(OWN)
    await expect.poll(() => searches.running, { timeout: 20_000 }).toBe(0)
    expect((await search(0, '198.51.100.4')).status).toBe(200)
  })
})

describe('a client that has used its budget', () => {
  const { read } = slowSearches()
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({
      read,
      settings: { TRUST_PROXY: 'loopback', CLIENT_REQUESTS: '1', CLIENT_BUDGET_SECONDS: '1' },
    })
  })
  afterAll(() => server.close())

  const spend = async (address: string, more: Record<string, string> = {}) => {
    for (let at = 0; at < 400; at += 1) {
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => server.get('/api/search?q=jalan', from(address, more))),
      )
      if (answers.some(({ status }) => status === 429)) return at
    }
    throw new Error('never refused')
  }

  /** What is told to a client with nothing left; half a second's work comes back in each. */
  const refusal = async (path: string, address: string, more: Record<string, string> = {}) => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await spend(address)
      const answer = await server.get(path, from(address, more))
      if (answer.status === 429) return answer
      await answer.arrayBuffer()
    }
    throw new Error(`${path} is never refused`)
  }

  it('is told when to come back, by each service in its own way, and nobody else is', async () => {
    const address = '198.51.100.11'
    const tile = '/tiles/proposals/9/413/259.mvt'
    expect((await server.get(tile, from(address))).status).toBe(200)
    const forms: [string, RegExp][] = [
      ['/api/layers', /problem\+json/],
      ['/ogc/collections', /problem\+json/],
      ['/data/roads.geojson', /problem\+json/],
      ['/wms?SERVICE=WMS&REQUEST=GetCapabilities', /xml/],
      ['/csw?service=CSW&request=GetCapabilities', /xml/],
      [`${tile}?q=jalan`, /problem\+json/],
      ['/heat/proposals/9/413/259.png', /problem\+json/],
    ]
    for (const [path, type] of forms) {
      const answer = await refusal(path, address)
      expect(Number(answer.headers.get('retry-after')), path).toBeGreaterThan(0)
      expect(answer.headers.get('content-type'), path).toMatch(type)
      await answer.arrayBuffer()
    }
    const page = await refusal('/usulan', address, { Accept: 'text/html' })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect((await server.get('/api/layers', from('198.51.100.12'))).status).toBe(200)
  })

  it('still has cached tiles, probes and its session', async () => {
    const address = '198.51.100.13'
    const tile = '/tiles/proposals/9/413/259.mvt?year=2025'
    expect((await server.get(tile, from(address))).status).toBe(200)
    await spend(address)
    for (const path of [tile, '/healthz', '/readyz', '/api/session', '/tiles/roads/9/413/259.mvt'])
      expect((await server.get(path, from(address))).status, path).toBe(200)
  })

  it('is not the office, which has one of its own', async () => {
    const office = await signIn(server)
    const address = '198.51.100.15'
    await spend(address)
    await (await refusal('/api/layers', address)).arrayBuffer()
    expect((await server.get('/api/layers', from(address, office))).status).toBe(200)
  })
})
