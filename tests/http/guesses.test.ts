import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changePassword } from '../../server/accounts/administrator.ts'
import { openStore } from '../support/open-store.ts'
import { OFFICE, PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault } from './answers.ts'
import { routesOfApp } from './app-routes.ts'

let server: TestServer
/** What the store says when it is asked for an account, while it is away. */
let away: Error | undefined
beforeAll(async () => {
  const store = await openStore('empty')
  const write = new Proxy(store.database.write, {
    apply(target, self, given) {
      if (away && given[0] === 'accounts') throw away
      return Reflect.apply(target, self, given) as unknown
    },
  }) as Knex
  server = await startTestServer({
    database: { ...store.database, write, close: () => store.close() },
    settings: { TRUST_PROXY: 'loopback' },
  })
})
afterAll(() => server.close())

let networks = 0
function freshAddress(): string {
  networks += 1
  return `198.51.100.${networks}`
}

type Headers = Record<string, string>
const signIn = (address: string, password: string, headers: Headers = {}) =>
  server.get('/api/session', {
    method: 'POST',
    body: JSON.stringify({ password }),
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address, ...headers },
  })
const basic = (address: string, password: string, login = 'admin'): Headers => ({
  Authorization: `Basic ${btoa(`${login}:${password}`)}`,
  'X-Forwarded-For': address,
})
const askWith = async (path: string, headers: Headers, method = 'GET') => {
  const response = await server.get(path, { method, headers })
  await response.arrayBuffer()
  return response.status
}
const isOpen = async (address: string) => (await signIn(address, PASSWORD)).status === 201

describe('wrong passwords', () => {
  it('are counted, and with ten no more are taken', async () => {
    const address = freshAddress()
    const statuses: number[] = []
    for (let at = 0; at < 15; at += 1) statuses.push((await signIn(address, `salah ${at}`)).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), ...Array<number>(5).fill(429)])
    expect(await isOpen(address)).toBe(false)
  })

  it('that come at once are no more than one after another, and right ones at once are all let in', async () => {
    const address = freshAddress()
    const wrong = await Promise.all(Array.from({ length: 50 }, (_, at) => signIn(address, `salah ${at}`)))
    const statuses = wrong.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(40)
    const other = freshAddress()
    const right = await Promise.all(Array.from({ length: 30 }, () => isOpen(other)))
    expect(new Set(right)).toEqual(new Set([true]))
  })

  it('count for all of an IPv6 /64, and for an IPv4 address however it is written', async () => {
    const guesses = (address: (at: number) => string) =>
      Promise.all(Array.from({ length: 10 }, (_, at) => signIn(address(at), 'salah')))
    await guesses((at) => `2001:db8:7:7:${at}::1`)
    expect(await isOpen('2001:db8:7:7:ffff::9')).toBe(false)
    expect(await isOpen('2001:db8:7:8::1')).toBe(true)
    await guesses((at) => (at % 2 ? '203.0.113.77' : '::ffff:203.0.113.77'))
    expect(await isOpen('203.0.113.77')).toBe(false)
    expect(await isOpen('::ffff:cb00:714d')).toBe(false)
    expect(await isOpen('203.0.113.78')).toBe(true)
  })

  it('that could not be checked do not count', async () => {
    const address = freshAddress()
    const faults = [
      new Error('a fault of our own'),
      Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }),
    ]
    for (const fault of faults) {
      away = fault
      const status = 'code' in fault ? 503 : 500
      for (let at = 0; at < 12; at += 1) {
        await readFault(await signIn(address, PASSWORD), status)
      }
      away = undefined
    }
    expect(await isOpen(address)).toBe(true)
  })
})

describe('by HTTP Basic', () => {
  const unknown = (at: number) => `pu_${String(at).padStart(43, 'x')}`

  it('wrong tokens are counted together, whichever route they are shown at, and keep nobody from signing in', async () => {
    const routes = (await routesOfApp(server.database)).filter(
      (route) => !/\/api\/(session|changes)$/.test(route),
    )
    const guarded: string[] = []
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      if (!/^(GET|POST) \/(api|impor|rencana)/.test(route)) continue
      const filled = path.replaceAll(/\{\w+\}/g, '1')
      if ((await askWith(filled, {}, method)) === 401) guarded.push(`${method} ${filled}`)
    }
    expect(guarded.length).toBeGreaterThan(15)
    const address = freshAddress()
    const statuses: number[] = []
    for (const [at, route] of guarded.entries()) {
      const [method = '', path = ''] = route.split(' ')
      statuses.push(await askWith(path, basic(address, unknown(at)), method))
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]))
    expect(await isOpen(address)).toBe(true)
    // A right one needs no guessing.
    expect(await askWith('/api/withheld', { ...OFFICE, 'X-Forwarded-For': address })).toBe(200)
  })

  it('a token in one request counts once, wherever it is asked who it is', async () => {
    const address = freshAddress()
    for (let at = 0; at < 9; at += 1)
      expect(await askWith('/api/withheld', basic(address, unknown(at)))).toBe(401)
    expect(await askWith('/api/withheld', basic(address, unknown(9)))).toBe(401)
    expect(await askWith('/api/withheld', basic(address, unknown(10)))).toBe(429)
  })

  it('a password is looked at by nobody, right or wrong: it cannot be guessed there, and bars nobody', async () => {
    const address = freshAddress()
    for (let at = 0; at < 12; at += 1)
      for (const password of [PASSWORD, `salah ${at}`])
        expect(await askWith('/api/withheld', basic(address, password))).toBe(401)
    const answer = await server.get('/api/withheld', { headers: basic(address, PASSWORD) })
    expect((await readFault(answer, 401)).detail).toContain('/akun/saya')
    expect(await isOpen(address)).toBe(true)
  })
})

describe('a device on which somebody signed in', () => {
  const deviceOf = (response: Response) => {
    const cookie = response.headers.getSetCookie().find((text) => text.startsWith('petausul_device='))
    return cookie ?? ''
  }

  it('is let in while its network is not, and has ten guesses of its own', async () => {
    const address = freshAddress()
    const cookie = deviceOf(await signIn(address, PASSWORD))
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/api/session']) expect(cookie).toContain(flag)
    const device = { Cookie: cookie.split(';')[0] ?? '' }
    for (let at = 0; at < 10; at += 1) await readFault(await signIn(address, 'salah'), 401)
    expect(await isOpen(address)).toBe(false)
    expect((await signIn(address, PASSWORD, device)).status).toBe(201)
    for (let at = 0; at < 10; at += 1) await readFault(await signIn(freshAddress(), 'salah', device), 401)
    await readFault(await signIn(freshAddress(), PASSWORD, device), 429)
  })

  it('cannot be made up, and is forgotten with the password', async () => {
    const address = freshAddress()
    const cookie = deviceOf(await signIn(freshAddress(), PASSWORD)).split(';')[0] ?? ''
    for (let at = 0; at < 10; at += 1) await signIn(address, 'salah')
    const others = [`${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'E' : 'A'}`, 'petausul_device=x', '']
    for (const made of others) await readFault(await signIn(address, PASSWORD, { Cookie: made }), 429)
    await changePassword(server.database.write, PASSWORD)
    await readFault(await signIn(address, PASSWORD, { Cookie: cookie }), 429)
  })
})
