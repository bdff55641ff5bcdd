import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { routesOfApp } from './app-routes.ts'

let server: TestServer
beforeAll(async () => {
  // Each sign-in below comes from an address of its own, so that one lock-out does not reach the next test.
  server = await startTestServer({
    template: 'empty',
    settings: { SUBMISSIONS_PER_HOUR: '3', TRUST_PROXY: 'loopback' },
  })
})
afterAll(() => server.close())

let address = 0
function freshAddress(): Record<string, string> {
  address += 1
  return { 'X-Forwarded-For': `192.0.2.${address}` }
}

const signIn = (password: unknown, headers: Record<string, string> = freshAddress()) =>
  server.get('/api/session', {
    method: 'POST',
    body: JSON.stringify({ password }),
    headers: { 'Content-Type': 'application/json', ...headers },
  })

async function cookieOf(response: Response): Promise<string> {
  await readJson(response)
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const user = async (cookie: string) =>
  (await readJson<{ user: unknown }>(await server.get('/api/session', { headers: { Cookie: cookie } }))).user
const basic = (login: string, password: string) => ({
  Authorization: `Basic ${btoa(`${login}:${password}`)}`,
})

describe('signing in', () => {
  it('with the right password gives a cookie that scripts and other sites do not get', async () => {
    const response = await signIn(PASSWORD)
    expect(response.status).toBe(201)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^petausul_session=[\w-]{43}; /)
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200'])
      expect(cookie).toContain(flag)
    expect(cookie).not.toContain('Secure')
    expect(await readJson(response)).toEqual({
      user: { name: 'Administrator', role: 'administrator' },
      actor: {
        kind: 'account',
        id: expect.any(Number),
        name: 'Administrator',
        grants: [{ role: 'administrator' }, { role: 'planner' }, { role: 'publisher' }],
      },
    })
    const safe = await signIn(PASSWORD, { ...freshAddress(), 'X-Forwarded-Proto': 'https' })
    expect(safe.headers.get('set-cookie')).toContain('; Secure')
  })

  it('with a wrong one is a 401 without a cookie', async () => {
    for (const password of ['salah', '', `${PASSWORD} `, PASSWORD.toUpperCase(), "' OR 1=1 --", '\0']) {
      const response = await signIn(password)
      expect(response.headers.get('set-cookie')).toBeNull()
      expect((await readFault(response, 401)).parameter).toBe('password')
    }
  })

  it('with something that is no password is refused, and the password not repeated', async () => {
    for (const password of [null, 5, ['a'], { a: 1 }, 'x'.repeat(1001)])
      expect((await readParameterFault(await signIn(password), 'password')).received).toBe('(hidden)')
    const form = {
      method: 'POST',
      body: `password=${PASSWORD}`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }
    await readFault(await server.get('/api/session', form), 415)
  })

  it('is locked for an address after ten wrong passwords, even with the right one, and for no other', async () => {
    const from = freshAddress()
    for (let attempt = 0; attempt < 10; attempt += 1) await readFault(await signIn('salah', from), 401)
    const locked = await signIn(PASSWORD, from)
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(600)
    await readFault(locked, 429)
    expect((await signIn(PASSWORD)).status).toBe(201)
  })

  it('with the right password never locks', async () => {
    const from = freshAddress()
    for (let attempt = 0; attempt < 12; attempt += 1) expect((await signIn(PASSWORD, from)).status).toBe(201)
  })

  it('from a page of another site is refused', async () => {
    const foreign: [string, string][] = [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Site', 'same-site'],
      ['Origin', 'https://penipu.example'],
      ['Origin', 'null'],
    ]
    for (const [name, value] of foreign)
      await readFault(await signIn(PASSWORD, { ...freshAddress(), [name]: value }), 403)
    expect((await signIn(PASSWORD, { ...freshAddress(), Origin: server.url })).status).toBe(201)
  })
})

describe('a session', () => {
  it('knows its user until it is closed, and is then worth nothing', async () => {
    const cookie = await cookieOf(await signIn(PASSWORD))
    expect(await user(cookie)).toEqual({ name: 'Administrator', role: 'administrator' })
    const closed = await server.get('/api/session', { method: 'DELETE', headers: { Cookie: cookie } })
    expect(closed.status).toBe(204)
    expect(closed.headers.get('set-cookie')).toMatch(/^petausul_session=;.*Expires=Thu, 01 Jan 1970/)
    expect(await user(cookie)).toBeNull()
    await readFault(await server.get('/api/imports', { headers: { Cookie: cookie } }), 401)
  })

  it('that has expired is worth nothing', async () => {
    const cookie = await cookieOf(await signIn(PASSWORD))
    expect((await server.get('/api/imports', { headers: { Cookie: cookie } })).status).toBe(200)
    await server.database.write.raw("UPDATE sessions SET expires_at = now() - interval '1 second'")
    expect(await user(cookie)).toBeNull()
    await readFault(await server.get('/api/imports', { headers: { Cookie: cookie } }), 401)
  })

  it('is a new one at every sign-in, whatever cookie came along, and stored only as a digest', async () => {
    const chosen = `petausul_session=${'a'.repeat(43)}`
    const first = await cookieOf(await signIn(PASSWORD, { ...freshAddress(), Cookie: chosen }))
    const second = await cookieOf(await signIn(PASSWORD))
    expect(new Set([chosen, first, second]).size).toBe(3)
    expect(await user(chosen)).toBeNull()
    const { rows } = await server.database.write.raw<{ rows: { token_sha256: string }[] }>(
      'SELECT token_sha256 FROM sessions',
    )
    for (const { token_sha256 } of rows)
      for (const cookie of [first, second]) expect(cookie).not.toContain(token_sha256)
  })

  it('cannot be made up', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), "' OR 1=1 --", 'a'.repeat(5000), '%00'.repeat(20)])
      expect(await user(`petausul_session=${token}`)).toBeNull()
    for (const authorization of [
      'Basic',
      'Basic !!!',
      'Basic Og==',
      `Bearer ${PASSWORD}`,
      basic('root', PASSWORD).Authorization,
      basic('admin', 'salah').Authorization,
      basic('admin', PASSWORD).Authorization,
      basic('admin', `pu_${'x'.repeat(43)}`).Authorization,
    ])
      await readFault(
        await server.get('/api/imports', { headers: { Authorization: authorization, ...freshAddress() } }),
        401,
      )
  })
})

describe('writing', () => {
  /** What anyone may send, or whoever has a one-time link; to the last two, questions that are too long for an address. */
  const PUBLIC = [
    ...['POST /api/proposals', 'POST /api/session', 'DELETE /api/session', 'POST /akun/tautan'],
    ...['POST /csw', 'POST /wms'],
  ]

  it('needs the administrator at every route but the public submission', async () => {
    const writes = (await routesOfApp(server.database)).filter(
      (route) => !/^(GET|HEAD) /.test(route) && !PUBLIC.includes(route),
    )
    expect(writes).toContain('POST /api/imports')
    for (const route of [
      ...writes,
      'GET /api/imports',
      'GET /api/imports/{id}',
      'GET /api/imports/{id}/rejects',
    ]) {
      const [method = '', path = ''] = route.split(' ')
      const response = await server.get(path.replaceAll(/\{\w+\}/g, '1'), { method })
      expect(response.headers.get('www-authenticate'), route).toContain('Basic')
      await readFault(response, 401)
    }
  })

  it('with the cookie from a page of another site is refused', async () => {
    const cookie = await cookieOf(await signIn(PASSWORD))
    const write = (headers: Record<string, string>) =>
      server.get('/api/imports', { method: 'POST', headers: { Cookie: cookie, ...headers } })
    await readFault(await write({ 'Sec-Fetch-Site': 'cross-site' }), 403)
    await readFault(await write({ Origin: 'https://penipu.example' }), 403)
    await readFault(await write({ 'Sec-Fetch-Site': 'same-origin' }), 415)
  })

  it('proposals is limited by address, with the time to wait', async () => {
    const from = freshAddress()
    const submit = () =>
      server.get('/api/proposals', {
        method: 'POST',
        body: '{}',
        headers: { 'Content-Type': 'application/json', ...from },
      })
    for (let attempt = 0; attempt < 3; attempt += 1) await readFault(await submit(), 400)
    const refused = await submit()
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
    await readFault(refused, 429)
  })
})

describe('an empty store', () => {
  it('says that it is empty, and every list is an empty list', async () => {
    await readFault(await server.get('/api/district'), 404)
    expect(await readJson(await server.get('/api/layers'))).toEqual({ items: [] })
    expect(await readJson(await server.get('/api/proposals'))).toEqual({
      items: [],
      next: null,
      total: { count: 0, withLocation: 0, withoutLocation: 0, conflict: 0, costRupiah: 0 },
    })
    expect(await readJson(await server.get('/api/indicators'))).toMatchObject({
      count: 0,
      realisedShare: 0,
      byStatus: [],
    })
    expect(await readJson(await server.get('/api/search?q=kota'))).toEqual({ items: [] })
    expect(await readJson(await server.get('/api/identify?lon=111&lat=-2'))).toEqual({ items: [] })
    expect((await server.get('/tiles/proposals/0/0/0.mvt')).status).toBe(204)
    expect(await readJson(await server.get('/data/proposals.geojson'))).toEqual({
      type: 'FeatureCollection',
      features: [],
    })
  })

  it('refuses a proposal, since there is no village yet', async () => {
    const body = JSON.stringify({ title: 'Jembatan rusak', villageCode: '62.99.01.1003' })
    await readParameterFault(
      await server.get('/api/proposals', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', ...freshAddress() },
      }),
      'villageCode',
    )
  })
})
