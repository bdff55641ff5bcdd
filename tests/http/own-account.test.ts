import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnAccount, OwnSession } from '../../core/api/account.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, type Headers, signInAs } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'

const [OLD, NEW] = ['sandi yang lama', 'sandi yang baru']
const PHONE =
  'Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

let server: TestServer
let made = 0
beforeAll(async () => {
  server = await startTestServer({ template: 'empty', settings: { TRUST_PROXY: 'loopback' } })
})
afterAll(() => server.close())

/** Somebody with a password, who is signed in. */
async function person(): Promise<{ login: string; headers: Headers }> {
  made += 1
  const login = `orang-${made}`
  await server.database.write('accounts').insert({ login, name: login, password_hash: await hash(OLD) })
  return { login, headers: cookieOf(await signInAs(server, login, OLD)) }
}
const readOwn = async (by: Headers) => await readJson<OwnAccount>(await ask(server, by, 'GET /api/account'))
const sessionsOf = async (by: Headers) =>
  (await readJson<{ items: OwnSession[] }>(await ask(server, by, 'GET /api/account/sessions'))).items
const isIn = async (by: Headers) => (await ask(server, by, 'GET /api/account')).status === 200

describe('one’s own account', () => {
  it('is told and changed, in what it is called and in nothing else', async () => {
    const { login, headers } = await person()
    expect(await readOwn(headers)).toMatchObject({ login, name: login, grants: [], resetAt: null })
    const changed = { name: 'Siti Aminah', email: 'siti@uji.example' }
    expect(await readJson<OwnAccount>(await ask(server, headers, 'PUT /api/account', changed))).toMatchObject(
      changed,
    )
    expect((await readOwn(headers)).name).toBe('Siti Aminah')
    for (const [name, value] of Object.entries({
      ...{ role: 'administrator', grants: [{ role: 'administrator' }], login: 'admin', id: 1 },
      ...{ password_hash: '-', disabled_at: null, __proto__x: 1 },
    }))
      await readParameterFault(
        await ask(server, headers, 'PUT /api/account', { name: 'X', [name]: value }),
        name,
      )
    await readParameterFault(await ask(server, headers, 'PUT /api/account', { name: ' ' }), 'name')
    expect(await readOwn(headers)).toMatchObject({ ...changed, login, grants: [] })
  })
})

describe('sessions', () => {
  it('are listed with where they were opened, no address among it', async () => {
    const { login, headers } = await person()
    const opened = await server.get('/api/session', {
      method: 'POST',
      body: JSON.stringify({ login, password: OLD }),
      headers: { 'Content-Type': 'application/json', 'User-Agent': PHONE, 'X-Forwarded-For': '203.0.113.77' },
    })
    const sessions = await sessionsOf(headers)
    expect(sessions).toHaveLength(2)
    expect(sessions.find(({ current }) => !current)).toMatchObject({
      device: 'Chrome, Android',
      network: '203.0.113.x',
    })
    expect(sessions.filter(({ current }) => current)).toHaveLength(1)
    expect(await sessionsOf(cookieOf(opened))).toMatchObject([{ current: true }, { current: false }])
  })

  it('end one by one or all others at once, and nobody else’s', async () => {
    const { login, headers } = await person()
    const second = cookieOf(await signInAs(server, login, OLD))
    const third = cookieOf(await signInAs(server, login, OLD))
    const foreign = await person()
    const [theirs] = await sessionsOf(foreign.headers)
    const end = (id: number | string) => ask(server, headers, `DELETE /api/account/sessions/${id}`)
    for (const id of [theirs!.id, 999_999, 'x', '1%20OR%201=1']) await readFault(await end(id), 404)
    expect(await isIn(foreign.headers)).toBe(true)
    const own = (await sessionsOf(headers)).find(({ current }) => current)
    await readFault(await end(own!.id), 409)
    const of = (await sessionsOf(second)).find(({ current }) => current)
    expect((await end(of!.id)).status).toBe(204)
    expect([await isIn(headers), await isIn(second), await isIn(third)]).toEqual([true, false, true])
    expect((await ask(server, headers, 'DELETE /api/account/sessions')).status).toBe(204)
    expect([await isIn(headers), await isIn(third), await isIn(foreign.headers)]).toEqual([true, false, true])
  })

  it('get another token at sign-in, and the one of the browser before ends', async () => {
    const { login, headers } = await person()
    const again = await server.get('/api/session', {
      method: 'POST',
      body: JSON.stringify({ login, password: OLD }),
      headers: { 'Content-Type': 'application/json', ...headers },
    })
    expect(cookieOf(again)).not.toEqual(headers)
    expect([await isIn(headers), await isIn(cookieOf(again))]).toEqual([false, true])
  })

  it('get another token when rights change; the one before holds for what was asked at the same time', async () => {
    const { login, headers } = await person()
    const admin = await accountWith(server, 'administrator')
    const { id } = await readOwn(headers)
    expect(cookieOf(await ask(server, headers, 'GET /api/account')).Cookie).toBe('')
    await readJson(await ask(server, admin, `POST /api/accounts/${id}/grants`, { role: 'auditor' }))
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(server, headers, 'GET /api/audit')))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    const given = answers.filter((answer) => cookieOf(answer).Cookie !== '')
    expect(given).toHaveLength(1)
    expect(given[0]?.headers.get('cache-control')).toMatch(/private|no-store/)
    const next = cookieOf(given[0]!)
    expect([await isIn(next), await isIn(headers)]).toEqual([true, true])
    expect(await sessionsOf(next)).toHaveLength(1)
    await server.database.write.raw(`UPDATE sessions SET former_until = now() - interval '1 second'`)
    expect([await isIn(next), await isIn(headers)]).toEqual([true, false])
    expect((await signInAs(server, login, OLD)).status).toBe(201)
  })
})

describe('the own password', () => {
  const change = (by: Headers, body: object) => ask(server, by, 'PUT /api/account/password', body)

  it('is changed by who knows it; other sessions end, and this one gets another token', async () => {
    const { login, headers } = await person()
    const other = cookieOf(await signInAs(server, login, OLD))
    const answer = await change(headers, { current: OLD, password: NEW })
    expect(answer.status).toBe(204)
    const next = cookieOf(answer)
    expect(next.Cookie).not.toBe('')
    expect([await isIn(next), await isIn(other)]).toEqual([true, false])
    await readFault(await signInAs(server, login, OLD), 401)
    expect((await signInAs(server, login, NEW)).status).toBe(201)
    expect((await readOwn(next)).passwordChangedAt).toEqual(expect.any(String))
  })

  it('is not changed without it, nor to one that will not do, and is repeated in no answer', async () => {
    const { login, headers } = await person()
    const bad: [object, string][] = [
      [{ current: 'salah sekali', password: NEW }, 'current'],
      [{ current: OLD, password: 'pendek' }, 'password'],
      [{ current: OLD, password: 'a'.repeat(20) }, 'password'],
      [{ current: OLD, password: `xx${login}xx-2026` }, 'password'],
      [{ current: OLD, password: ['x'] }, 'password'],
      [{ current: OLD, password: 'x'.repeat(1001) }, 'password'],
      [{ password: NEW }, 'current'],
    ]
    for (const [body, parameter] of bad) {
      const fault = await readParameterFault(await change(headers, body), parameter)
      expect(fault.received).toBe('(hidden)')
    }
    await readParameterFault(
      await change(headers, { current: OLD, password: NEW, role: 'administrator' }),
      'role',
    )
    expect((await signInAs(server, login, OLD)).status).toBe(201)
  })

  it('is guessed at no more often than at sign-in', async () => {
    const { headers } = await person()
    const from = { ...headers, 'X-Forwarded-For': '198.51.100.9' }
    const statuses: number[] = []
    for (let at = 0; at < 12; at += 1)
      statuses.push((await change(from, { current: `salah ${at}`, password: NEW })).status)
    expect(statuses).toEqual([...Array(10).fill(400), 429, 429])
  })
})
