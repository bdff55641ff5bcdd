import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BegunSecondStep, OwnSession, RecoveryCodes, SecondFactor } from '../../core/api/account.ts'
import type { AuditEntry } from '../../core/api/audit.ts'
import type { Session } from '../../core/api/session.ts'
import { answerAccount } from '../../server/programs/account-command.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, type Headers, sendLink } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { bytesOf, codeOf } from './app-code.ts'

const PASSWORD = 'kapal layar biru'
const PATH = '/api/account/second-step'

let server: TestServer
let made = 0
let addresses = 0
beforeAll(async () => {
  server = await startTestServer({ settings: { TRUST_PROXY: 'loopback' } })
})
afterAll(() => server.close())

/** From an address of its own, so that what is wrong here is not counted there. */
const fresh = (): Headers => {
  addresses += 1
  return { 'X-Forwarded-For': `198.51.${addresses >> 8}.${addresses & 255}` }
}

interface Person {
  id: number
  login: string
  headers: Headers
}

async function person(role?: 'administrator' | 'planner' | 'verifier', on = server): Promise<Person> {
  made += 1
  const login = `langkah-${made}`
  const [row] = await on.database
    .write('accounts')
    .insert({ login, name: login, password_hash: await hash(PASSWORD) })
    .returning<{ id: number }[]>('id')
  if (role) await on.database.write('grants').insert({ account_id: row!.id, role })
  return { id: row!.id, login, headers: { ...cookieOf(await enter({ login }, {}, on)), ...fresh() } }
}

const enter = (
  { login }: Pick<Person, 'login'>,
  { code, password = PASSWORD, from = fresh() }: { code?: string; password?: string; from?: Headers } = {},
  on = server,
) => ask(on, from, 'POST /api/session', { login, password, ...(code === undefined ? {} : { code }) })

/** No code was taken yet. */
const forget = (on = server) => on.database.write('second_factors').update({ last_step: 0 })

const begin = async ({ headers }: Person, on = server) =>
  await readJson<BegunSecondStep>(await ask(on, headers, `POST ${PATH}`, { current: PASSWORD }))

/** Somebody whose account has a second step. */
async function withSecondStep(role?: 'administrator' | 'planner' | 'verifier', on = server) {
  const one = await person(role, on)
  const { secret, uri } = await begin(one, on)
  const answer = await ask(on, one.headers, `PUT ${PATH}`, { code: codeOf(secret) })
  const { recoveryCodes } = await readJson<RecoveryCodes>(answer)
  const headers = { ...one.headers, ...cookieOf(await ask(on, one.headers, 'GET /api/account')) }
  await forget(on)
  return { ...one, headers: headers.Cookie ? headers : one.headers, secret, uri, recoveryCodes }
}

const kept = async ({ headers }: Person) =>
  await readJson<SecondFactor>(await ask(server, headers, `GET ${PATH}`))

describe('setting the second step up', () => {
  it('takes the password and a first code, and gives ten recovery codes, once', async () => {
    const one = await person()
    expect(await kept(one)).toEqual({ state: 'none', since: null, recoveryCodesLeft: 0 })
    await readParameterFault(await ask(server, one.headers, `POST ${PATH}`, { current: 'salah' }), 'current')
    const { secret, uri } = await begin(one)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(uri).toContain(`secret=${secret}`)
    expect(uri).toContain(`:${one.login}?`)
    // Until a code was shown nothing is asked for: whoever stops here is not locked out.
    expect((await enter(one)).status).toBe(201)
    await readParameterFault(await ask(server, one.headers, `PUT ${PATH}`, { code: '000000' }), 'code')
    const answer = await ask(server, one.headers, `PUT ${PATH}`, { code: codeOf(secret) })
    const { recoveryCodes } = await readJson<RecoveryCodes>(answer)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await kept(one)).toMatchObject({ state: 'on', recoveryCodesLeft: 10 })
    await readFault(await ask(server, one.headers, `POST ${PATH}`, { current: PASSWORD }), 409)
    const { write } = server.database
    const { rows } = await write.raw<{ rows: object[] }>('SELECT * FROM second_factors, recovery_codes')
    const text = JSON.stringify(rows)
    for (const told of [secret, ...recoveryCodes]) expect(text).not.toContain(told)
    expect(text).not.toContain(bytesOf(secret).toString('base64url'))
  })

  it('begun again forgets the secret before', async () => {
    const one = await person()
    const first = await begin(one)
    const second = await begin(one)
    await readParameterFault(
      await ask(server, one.headers, `PUT ${PATH}`, { code: codeOf(first.secret) }),
      'code',
    )
    expect((await ask(server, one.headers, `PUT ${PATH}`, { code: codeOf(second.secret) })).status).toBe(200)
  })

  it('is not for programs, nor for the public', async () => {
    const one = await person('planner')
    const { items } = await readJson<{ items: OwnSession[] }>(
      await ask(server, one.headers, 'GET /api/account/sessions'),
    )
    expect(items).toHaveLength(1)
    for (const question of [
      `GET ${PATH}`,
      `POST ${PATH}`,
      `PUT ${PATH}`,
      `POST ${PATH}/recovery-codes`,
      `POST ${PATH}/removal`,
    ])
      expect((await ask(server, {}, question)).status).toBe(401)
  })
})

describe('signing in with it', () => {
  it('asks for a code after a right password alone, and takes a right one', async () => {
    const one = await withSecondStep()
    const wrong = await readFault(await enter(one, { password: 'salah sekali' }), 401)
    expect(wrong.parameter).toBe('password')
    const asked = await enter(one)
    expect(asked.headers.get('set-cookie')).toBeNull()
    expect((await readFault(asked, 401)).parameter).toBe('code')
    expect((await readFault(await enter(one, { code: '123456' }), 401)).parameter).toBe('code')
    expect((await readFault(await enter(one, { code: '' }), 401)).parameter).toBe('code')
    // The code of somebody else.
    const other = await withSecondStep()
    expect((await enter(one, { code: codeOf(other.secret) })).status).toBe(401)
    expect((await enter(one, { code: codeOf(one.secret) })).status).toBe(201)
    const wide = codeOf(one.secret, 1)
    expect((await enter(one, { code: `${wide.slice(0, 3)} ${wide.slice(3)}` })).status).toBe(201)
  })

  it('takes a code once, also of many at once, and none from before it', async () => {
    const one = await withSecondStep()
    const code = codeOf(one.secret)
    const earlier = codeOf(one.secret, -1)
    const raced = await Promise.all(Array.from({ length: 12 }, () => enter(one, { code })))
    expect(raced.filter(({ status }) => status === 201)).toHaveLength(1)
    expect((await enter(one, { code, from: fresh() })).status).toBe(401)
    expect((await enter(one, { code: earlier, from: fresh() })).status).toBe(401)
  })

  it('takes each recovery code once, however it is typed', async () => {
    const one = await withSecondStep()
    const [first = '', second = ''] = one.recoveryCodes
    const raced = await Promise.all(Array.from({ length: 6 }, () => enter(one, { code: first })))
    expect(raced.filter(({ status }) => status === 201)).toHaveLength(1)
    expect((await enter(one, { code: second.toLowerCase().replaceAll('-', ' ') })).status).toBe(201)
    expect((await enter(one, { code: second })).status).toBe(401)
    expect((await kept(one)).recoveryCodesLeft).toBe(8)
    const other = await withSecondStep()
    expect((await enter(one, { code: other.recoveryCodes[0]! })).status).toBe(401)
  })

  it('lets few codes be tried, and records who had the password', async () => {
    const one = await withSecondStep()
    const from = fresh()
    const statuses: number[] = []
    for (let at = 0; at < 8; at += 1) statuses.push((await enter(one, { code: `00000${at}`, from })).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expect((await enter(one, { code: codeOf(one.secret), from })).status).toBe(429)
    expect((await enter(one, { code: codeOf(one.secret), from: fresh() })).status).toBe(201)
    const auditor = await accountWith(server, 'auditor')
    const { items } = await readJson<{ items: AuditEntry[] }>(
      await ask(server, auditor, 'GET /api/audit?limit=100'),
    )
    const refused = items.filter(({ account, outcome }) => account === one.id && outcome === 'refused')
    expect(refused).toHaveLength(5)
    expect(refused[0]).toMatchObject({ action: 'session:open', status: 401 })
  })

  it('from everywhere together, too; a device that it is known from stays open', async () => {
    const one = await withSecondStep()
    const known = await enter(one, { code: codeOf(one.secret) })
    const device =
      known.headers
        .getSetCookie()
        .find((text) => text.startsWith('petausul_device='))
        ?.split(';')[0] ?? ''
    let refused = 0
    for (let at = 0; at < 30 && refused === 0; at += 1)
      if ((await enter(one, { code: '000000' })).status === 429) refused = at
    expect(refused).toBe(20)
    await forget()
    const code = codeOf(one.secret)
    expect((await enter(one, { code })).status).toBe(429)
    expect((await enter(one, { code, from: { ...fresh(), Cookie: device } })).status).toBe(201)
  })

  it('is kept by a reset', async () => {
    const one = await withSecondStep('verifier')
    const admin = await accountWith(server, 'administrator')
    const link = await readJson<{ url: string }>(
      await ask(server, admin, `POST /api/accounts/${one.id}/link`),
    )
    expect((await sendLink(server, link.url, 'perahu kayu merah')).status).toBe(200)
    expect((await readFault(await enter(one, { password: 'perahu kayu merah' }), 401)).parameter).toBe('code')
    expect((await enter(one, { password: 'perahu kayu merah', code: codeOf(one.secret) })).status).toBe(201)
  })

  it.each([[5], [['1']], ['x'.repeat(41)]])('refuses what can be no code: %j', async (code) => {
    const one = await withSecondStep()
    const answer = await ask(server, fresh(), 'POST /api/session', {
      login: one.login,
      password: PASSWORD,
      code,
    })
    expect((await readParameterFault(answer, 'code')).received).toBe('(hidden)')
  })
})

describe('looking after it', () => {
  it('other recovery codes take a code, and end those before', async () => {
    const one = await withSecondStep()
    await readParameterFault(
      await ask(server, one.headers, `POST ${PATH}/recovery-codes`, { code: '000000' }),
      'code',
    )
    const answer = await ask(server, one.headers, `POST ${PATH}/recovery-codes`, { code: codeOf(one.secret) })
    const { recoveryCodes } = await readJson<RecoveryCodes>(answer)
    expect((await enter(one, { code: one.recoveryCodes[0]! })).status).toBe(401)
    expect((await enter(one, { code: recoveryCodes[0]! })).status).toBe(201)
  })

  it('is taken off by its owner with password and code, by nobody else but the terminal, which is recorded', async () => {
    const one = await withSecondStep()
    const remove = (body: object) => ask(server, one.headers, `POST ${PATH}/removal`, body)
    await readParameterFault(await remove({ current: 'salah', code: codeOf(one.secret) }), 'current')
    await readParameterFault(await remove({ current: PASSWORD, code: '000000' }), 'code')
    expect((await enter(one)).status).toBe(401)
    expect((await remove({ current: PASSWORD, code: one.recoveryCodes[3]! })).status).toBe(204)
    expect((await enter(one)).status).toBe(201)
    const lost = await withSecondStep()
    const terminal = () => answerAccount(server.database, server.url, ['second-step-off', lost.login])
    expect(await terminal()).toEqual({ text: 'Taken off.', code: 0 })
    expect((await terminal()).text).toBe('There was none.')
    expect((await enter(lost)).status).toBe(201)
    const auditor = await accountWith(server, 'auditor')
    const { items } = await readJson<{ items: AuditEntry[] }>(
      await ask(server, auditor, 'GET /api/audit?limit=50'),
    )
    expect(items.map(({ path }) => path)).toContain('account second-step-off')
    expect(JSON.stringify(items)).not.toContain(lost.secret)
  })

  it('another AUDIT_KEY is told, and lets nobody in', async () => {
    const one = await withSecondStep()
    await server.database
      .write('second_factors')
      .where({ account_id: one.id })
      .update({ secret: 'A'.repeat(64) })
    const fault = await readFault(await enter(one, { code: codeOf(one.secret) }), 503)
    expect(fault.detail).toContain('AUDIT_KEY')
  })
})

describe('a server that requires it of administrators and planners', () => {
  let strict: TestServer
  beforeAll(async () => {
    strict = await startTestServer({
      template: 'empty',
      settings: { TRUST_PROXY: 'loopback', SECOND_STEP: 'required' },
    })
  })
  afterAll(() => strict.close())
  const status = async (by: Headers, question: string) => (await ask(strict, by, question)).status

  it('keeps their rights waiting until it is set up, by token too, and nobody else’s', async () => {
    const planner = await person('planner', strict)
    const session = await readJson<Session>(await enter(planner, {}, strict))
    expect(session).toMatchObject({ waits: true, actor: { grants: [] } })
    expect(await status(planner.headers, 'GET /api/portfolios')).toBe(403)
    const grants = await strict.database
      .write('grants')
      .where({ account_id: planner.id })
      .pluck<number[]>('id')
    const made = await readJson<{ token: string }>(
      await ask(strict, planner.headers, 'POST /api/account/tokens', { name: 'QGIS', grants }),
    )
    const token = { Authorization: `Basic ${btoa(`${planner.login}:${made.token}`)}` }
    expect(await status(token, 'GET /api/portfolios')).toBe(403)
    const page = await strict.get('/akun/saya', { headers: { ...planner.headers, Accept: 'text/html' } })
    expect(await page.text()).toContain('memerlukan langkah kedua')
    const { secret } = await begin(planner, strict)
    expect((await ask(strict, planner.headers, `PUT ${PATH}`, { code: codeOf(secret) })).status).toBe(200)
    expect(await status(planner.headers, 'GET /api/portfolios')).toBe(200)
    expect(await status(token, 'GET /api/portfolios')).toBe(200)
    const verifier = await person('verifier', strict)
    expect(await readJson<Session>(await enter(verifier, {}, strict))).not.toHaveProperty('waits')
    expect(await status(verifier.headers, 'GET /api/queue')).toBe(200)
  })

  it('gives nothing by them meanwhile: neither rights nor links', async () => {
    const chief = await person('administrator', strict)
    const other = await person(undefined, strict)
    for (const [question, body] of [
      ['POST /api/accounts', { login: 'baru-sekali', name: 'X' }],
      [`POST /api/accounts/${other.id}/grants`, { role: 'planner' }],
      [`POST /api/accounts/${other.id}/link`, undefined],
    ] as const)
      expect((await ask(strict, chief.headers, question, body)).status).toBe(403)
  })
})

describe('its page', () => {
  const page = async (path: string, { headers }: Person, fields?: Record<string, string>) => {
    const answer = await server.get(path, {
      method: fields ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { Accept: 'text/html', Origin: server.url, ...headers },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    })
    return { status: answer.status, text: await answer.text(), cache: answer.headers.get('cache-control') }
  }
  const at = '/akun/saya/langkah-kedua'

  it('sets it up, tells recovery codes once, and takes it off, without a script', async () => {
    const one = await person()
    expect((await page('/akun/saya', one)).text).toContain(`href="${at}"`)
    expect((await page(at, one, { current: 'salah' })).status).toBe(400)
    const begun = await page(at, one, { current: PASSWORD })
    expect(begun.cache).toBe('no-store')
    expect(begun.text).toContain('<svg class="qr"')
    const secret = (/>([A-Z2-7 ]{39})<\/textarea>/.exec(begun.text)?.[1] ?? '').replaceAll(' ', '')
    const wrong = await page(`${at}/aktif`, one, { code: '000000' })
    expect([wrong.status, wrong.text.includes('Kode ini tidak cocok'), wrong.text.includes(secret)]).toEqual([
      400,
      true,
      false,
    ])
    const on = await page(`${at}/aktif`, one, { code: codeOf(secret) })
    const codes = [...on.text.matchAll(/<code>([A-Z2-7-]{19})<\/code>/g)].map(([, code]) => code)
    expect(codes).toHaveLength(10)
    const later = await page(`${at}?lang=en`, one)
    expect(later.text).toContain('Recovery codes left: 10')
    expect(later.text).not.toContain(codes[0]!)
    const off = { current: PASSWORD, code: codes[0]! }
    const refused = await page(`${at}/mati`, one, { ...off, current: 'salah sekali' })
    expect(refused.status).toBe(400)
    expect(refused.text).not.toContain('salah sekali')
    expect((await page(`${at}/mati`, one, off)).status).toBe(303)
    expect((await enter(one)).status).toBe(201)
  })
})
