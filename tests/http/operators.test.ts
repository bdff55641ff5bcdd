import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson } from './answers.ts'
import { signIn } from './sign-in.ts'

const TOKEN = 'rahasia-untuk-uji'
const VERSION = /PGlite|PostgreSQL|PostGIS/

/** Asked on its own port, whatever address it is known under. */
async function start(settings: Record<string, string>): Promise<TestServer> {
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve))
  const { port } = free.address() as AddressInfo
  await new Promise((resolve) => free.close(resolve))
  const server = await startTestServer({ template: 'empty', settings: { PORT: String(port), ...settings } })
  return { ...server, get: (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init) }
}
const sees = async (server: TestServer, headers: Record<string, string> = {}) => {
  const ready = await server.get('/readyz', { headers })
  expect(ready.status).toBe(200)
  const versions = VERSION.test(await ready.text())
  const metrics = await server.get('/metrics', { headers })
  await metrics.arrayBuffer()
  expect([200, 401]).toContain(metrics.status)
  expect(versions).toBe(metrics.status === 200)
  return versions
}

describe('figures and versions', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await start({ PUBLIC_URL: 'https://peta.example.go.id', METRICS_TOKEN: TOKEN })
  })
  afterAll(() => server.close())

  it('are not for the public of a server with an address, though it seems to ask from this machine', async () => {
    expect(await sees(server)).toBe(false)
    const fault = await readFault(await server.get('/metrics'), 401)
    expect(fault.detail).toContain('METRICS')
    const reported = await readJson(await server.get('/readyz'))
    expect(reported).toMatchObject({ status: 'ready', database: 'reachable' })
    expect(reported).not.toHaveProperty('engine')
  })

  it('are for the office, and for who has the token', async () => {
    expect(await sees(server, await signIn(server))).toBe(true)
    expect(await sees(server, { Authorization: `Bearer ${TOKEN}` })).toBe(true)
    for (const wrong of ['x', `${TOKEN}x`, TOKEN.slice(1)])
      expect(await sees(server, { Authorization: `Bearer ${wrong}` }), wrong).toBe(false)
  })

  it('of a trial are for who sits at it, and not for who comes through a proxy', async () => {
    const trial = await start({})
    expect(await sees(trial)).toBe(true)
    for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via'])
      expect(await sees(trial, { [name]: '198.51.100.1' }), name).toBe(false)
    const { warning } = await readJson<{ warning: string }>(await trial.get('/readyz'))
    expect(warning).toContain('TRUST_PROXY')
    await trial.close()
  })

  it('are for all where the setting says so', async () => {
    const open = await start({ METRICS: 'public', PUBLIC_URL: 'https://peta.example.go.id' })
    expect(await sees(open, { 'X-Forwarded-For': '198.51.100.1' })).toBe(true)
    await open.close()
    expect(() => readConfig({ METRICS: 'all' })).toThrow(/METRICS: expected office or public/)
    expect(() => readConfig({ METRICS_TOKEN: 'pendek' })).toThrow(/METRICS_TOKEN: .*received \(hidden\)/)
  })
})

describe('Strict-Transport-Security', () => {
  it('is said by a server whose address is https, and by no other', async () => {
    for (const [address, said] of [
      ['https://peta.example.go.id', 'max-age=31536000'],
      ['http://peta.example.go.id', null],
      ['', null],
    ] as const) {
      const server = await start({ PUBLIC_URL: address })
      for (const path of ['/api/session', '/masuk', '/nothing']) {
        const answer = await server.get(path)
        await answer.arrayBuffer()
        expect(answer.headers.get('strict-transport-security'), path).toBe(said)
      }
      await server.close()
    }
  })
})
