import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApplicationToken, MadeToken, OwnAccount } from '../../core/api/account.ts'
import type { AuditEntry } from '../../core/api/audit.ts'
import type { GrantRequest } from '../../server/accounts/account-request.ts'
import { answerAccount } from '../../server/programs/account-command.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, type Headers, invite, sendLink, signInAs } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'

const PASSWORD = 'kapal layar biru'

let server: TestServer
let admin: Headers
let made = 0
beforeAll(async () => {
  server = await startTestServer()
  admin = await accountWith(server, 'administrator')
})
afterAll(() => server.close())

interface Person {
  id: number
  login: string
  headers: Headers
  grants: readonly number[]
}

/** Somebody with these grants and a password, who is signed in. */
async function person(...given: GrantRequest[]): Promise<Person> {
  made += 1
  const login = `pemegang-${made}`
  const { account } = await invite(server, admin, given, { login, name: login })
  const password_hash = await hash(PASSWORD)
  await server.database.write('accounts').where({ login }).update({ password_hash })
  const headers = cookieOf(await signInAs(server, login, PASSWORD))
  return { id: account.id, login, headers, grants: account.grants.map(({ id }) => id) }
}

const basic = (login: string, token: string): Headers => ({
  Authorization: `Basic ${btoa(`${login}:${token}`)}`,
})
const tokenOf = async ({ headers, grants }: Person, more: object = {}) =>
  await readJson<MadeToken>(
    await ask(server, headers, 'POST /api/account/tokens', { name: 'QGIS', grants, ...more }),
  )
const tokensOf = async ({ headers }: Person) =>
  (await readJson<{ items: ApplicationToken[] }>(await ask(server, headers, 'GET /api/account/tokens'))).items
const status = async (by: Headers, question: string, body?: unknown) =>
  (await ask(server, by, question, body)).status
const entries = async () =>
  (
    await readJson<{ items: AuditEntry[] }>(
      await ask(server, await accountWith(server, 'auditor'), 'GET /api/audit?limit=100'),
    )
  ).items

describe('an application token', () => {
  it('stands for its account in HTTP Basic, is told once, and is kept as a digest alone', async () => {
    const planner = await person({ role: 'planner' })
    const token = await tokenOf(planner)
    expect(token).toMatchObject({ name: 'QGIS', login: planner.login, state: 'active', readsOnly: true })
    expect(token.token).toMatch(/^pu_[\w-]{43}$/)
    expect(token.grants.map(({ id }) => id)).toEqual(planner.grants)
    expect(await status(basic(planner.login, token.token), 'GET /api/portfolios')).toBe(200)
    expect(await status(basic(planner.login.toUpperCase(), token.token), 'GET /api/portfolios')).toBe(200)
    expect(JSON.stringify(await tokensOf(planner))).not.toContain(token.token)
    const { rows } = await server.database.write.raw<{ rows: object[] }>('SELECT * FROM application_tokens')
    expect(JSON.stringify(rows)).not.toContain(token.token.slice(3))
  })

  it('is of no use with another login, changed, or as a password', async () => {
    const [planner, other] = [await person({ role: 'planner' }), await person({ role: 'planner' })]
    const { token } = await tokenOf(planner)
    const foreign = [
      basic(other.login, token),
      basic('admin', token),
      basic('tidak.ada', token),
      basic('', token),
      basic(planner.login, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`),
      basic(planner.login, token.slice(3)),
      basic(planner.login, `${token} `),
    ]
    for (const headers of foreign) expect(await status(headers, 'GET /api/portfolios')).toBe(401)
    expect((await signInAs(server, planner.login, token)).status).toBe(401)
  })

  it('carries what was chosen and no more, also when its account is given more or loses it', async () => {
    const both = await person({ role: 'planner' }, { role: 'auditor' })
    const [planner] = both.grants
    const { token } = await tokenOf(both, { grants: [planner] })
    const headers = basic(both.login, token)
    expect(await status(both.headers, 'GET /api/audit')).toBe(200)
    expect(await status(headers, 'GET /api/audit')).toBe(403)
    expect(await status(headers, 'GET /api/portfolios')).toBe(200)
    expect(await status(admin, `POST /api/accounts/${both.id}/grants`, { role: 'publisher' })).toBe(201)
    expect(await status(headers, 'GET /api/audit')).toBe(403)
    expect(await status(admin, `DELETE /api/accounts/${both.id}/grants/${planner}`)).toBe(204)
    expect(await status(headers, 'GET /api/portfolios')).toBe(403)
    expect((await tokensOf(both))[0]?.grants).toEqual([])
  })

  it('carries no grant of another account, whatever its rows say, and none that has ended', async () => {
    const [planner, auditor] = [await person({ role: 'planner' }), await person({ role: 'auditor' })]
    for (const grants of [auditor.grants, [...planner.grants, ...auditor.grants], [999_999]])
      await readParameterFault(
        await ask(server, planner.headers, 'POST /api/account/tokens', { name: 'X', grants }),
        'grants',
      )
    const { id, token } = await tokenOf(planner)
    const { write } = server.database
    await write('application_token_grants').insert({ token_id: id, grant_id: auditor.grants[0] })
    expect(await status(basic(planner.login, token), 'GET /api/audit')).toBe(403)
    await write('grants')
      .where({ id: planner.grants[0] })
      .update({ expires_at: write.raw(`now() - interval '1 s'`) })
    expect(await status(basic(planner.login, token), 'GET /api/portfolios')).toBe(403)
  })

  it.each(['expired', 'revoked', 'disabled'])('that is %s says so, and it is recorded', async (how) => {
    const planner = await person({ role: 'planner' })
    const { id, token } = await tokenOf(planner)
    const { write } = server.database
    if (how === 'expired')
      await write.raw(
        `UPDATE application_tokens SET made_at = now() - interval '2 days', expires_at = now() - interval '1 second' WHERE id = ${id}`,
      )
    else if (how === 'revoked')
      expect(await status(planner.headers, `DELETE /api/account/tokens/${id}`)).toBe(204)
    else expect(await status(admin, `PUT /api/accounts/${planner.id}/state`, { disabled: true })).toBe(200)
    const answer = await ask(server, basic(planner.login, token), 'GET /api/portfolios')
    expect(answer.headers.get('www-authenticate')).toContain('Basic')
    expect((await readFault(answer, 401)).detail).toContain(how === 'disabled' ? 'disabled' : how)
    expect(await entries()).toContainEqual(
      expect.objectContaining({
        account: planner.id,
        outcome: 'refused',
        status: 401,
        path: '/api/portfolios',
      }),
    )
    // Enabled again, an account does not find its programs there.
    if (how !== 'disabled') return
    expect(await status(admin, `PUT /api/accounts/${planner.id}/state`, { disabled: false })).toBe(200)
    expect(await status(basic(planner.login, token), 'GET /api/portfolios')).toBe(401)
  })

  it('that only reads changes nothing; one that may change is named in the record', async () => {
    const planner = await person({ role: 'planner' })
    const [reads, writes] = [await tokenOf(planner), await tokenOf(planner, { readsOnly: false })]
    const end = (token: string) => ask(server, basic(planner.login, token), 'DELETE /api/zones/tidak-ada')
    expect((await readFault(await end(reads.token), 403)).title).toBe('Token only reads')
    await readFault(await end(writes.token), 404)
    expect(await entries()).toContainEqual(
      expect.objectContaining({
        ...{ account: planner.id, outcome: 'asked', method: 'DELETE' },
        params: expect.objectContaining({ 'by-token': String(writes.id) }),
      }),
    )
  })

  it('gives nobody more: accounts, rights, passwords and tokens are looked after by people', async () => {
    const chief = await person({ role: 'administrator' }, { role: 'planner' })
    const { token } = await tokenOf(chief, { grants: chief.grants.slice(0, 1), readsOnly: false })
    const headers = basic(chief.login, token)
    const other = await person()
    const asked: [string, unknown?][] = [
      ['POST /api/account/tokens', { name: 'Lebih', grants: chief.grants }],
      ['GET /api/account/tokens'],
      ['GET /api/account'],
      ['PUT /api/account', { name: 'Lain' }],
      ['PUT /api/account/password', { current: PASSWORD, password: `${PASSWORD} dua` }],
      ['DELETE /api/account/sessions'],
      ['POST /api/accounts', { login: 'dari-token', name: 'X', grants: [{ role: 'planner' }] }],
      [`POST /api/accounts/${other.id}/grants`, { role: 'planner' }],
      [`POST /api/accounts/${other.id}/link`],
      [`PUT /api/accounts/${other.id}/state`, { disabled: true }],
    ]
    for (const [question, body] of asked)
      expect((await readFault(await ask(server, headers, question, body), 403)).title, question).toBe(
        'Not by a token',
      )
    expect(await status(headers, 'GET /api/accounts')).toBe(200)
  })

  it('opens what is not published, tiles too, and its streams end when it is revoked', async () => {
    const publisher = await person({ role: 'publisher' })
    const state = (value: string) =>
      status(publisher.headers, 'PUT /api/layers/roads/publication', { state: value })
    expect(await state('unpublished')).toBeLessThan(300)
    const { id, token } = await tokenOf(publisher)
    const headers = basic(publisher.login, token)
    for (const path of ['/tiles/roads/0/0/0.mvt', '/ogc/collections/roads'])
      expect([await status({}, `GET ${path}`), (await server.get(path, { headers })).ok], path).toEqual([
        404,
        true,
      ])
    const stream = await server.get('/api/changes', { headers })
    const ended = stream.text()
    expect(await status(publisher.headers, `DELETE /api/account/tokens/${id}`)).toBe(204)
    await ended
    expect(await status(headers, 'GET /tiles/roads/0/0/0.mvt')).toBe(404)
    expect(await state('published')).toBeLessThan(300)
  })

  it('notes when it was last used, to some minutes', async () => {
    const planner = await person({ role: 'planner' })
    const { token } = await tokenOf(planner)
    expect((await tokensOf(planner))[0]?.lastUsedAt).toBeNull()
    await Promise.all(
      Array.from({ length: 4 }, () => status(basic(planner.login, token), 'GET /api/portfolios')),
    )
    const [used] = await tokensOf(planner)
    expect(Date.now() - Date.parse(used?.lastUsedAt ?? '')).toBeLessThan(60_000)
  })
})

describe('making one', () => {
  it.each([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(81) }],
    ['name', { name: 'a\0b' }],
    ['days', { days: 0 }],
    ['days', { days: 367 }],
    ['days', { days: 1.5 }],
    ['days', { days: 'seminggu' }],
    ['grants', { grants: [] }],
    ['grants', { grants: 'semua' }],
    ['grants[0]', { grants: [-1] }],
    ['readsOnly', { readsOnly: 'ya' }],
    ['token', { token: 'pu_pilihanku' }],
    ['expiresAt', { expiresAt: '2099-01-01T00:00:00Z' }],
  ])('refuses %s that will not do: %j', async (parameter, more) => {
    const planner = await person({ role: 'planner' })
    const body = { name: 'X', grants: planner.grants, ...more }
    await readParameterFault(await ask(server, planner.headers, 'POST /api/account/tokens', body), parameter)
    expect(await tokensOf(planner)).toEqual([])
  })

  it('ends with twenty that hold, also when they are asked for at once', async () => {
    const planner = await person({ role: 'planner' })
    const asked = { name: 'X', grants: planner.grants }
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => status(planner.headers, 'POST /api/account/tokens', asked)),
    )
    expect(answers.filter((one) => one === 201)).toHaveLength(20)
    expect(answers.filter((one) => one === 409)).toHaveLength(4)
    const [first] = await tokensOf(planner)
    expect(await status(planner.headers, `DELETE /api/account/tokens/${first?.id}`)).toBe(204)
    expect(await status(planner.headers, 'POST /api/account/tokens', asked)).toBe(201)
  })
})

describe('revoking', () => {
  it('is the owner’s and who looks after the account, within bounds; others find nothing', async () => {
    const here = await person({ role: 'operator', area: '62.99.01' })
    const { id, token } = await tokenOf(here)
    const stranger = await person({ role: 'planner' })
    expect(await status(stranger.headers, `DELETE /api/account/tokens/${id}`)).toBe(404)
    expect(await status(stranger.headers, `DELETE /api/accounts/${here.id}/tokens/${id}`)).toBe(403)
    const elsewhere = await accountWith(server, [{ role: 'administrator', area: '62.99.02' }])
    for (const method of ['GET', 'DELETE'])
      expect(
        await status(
          elsewhere,
          `${method} /api/accounts/${here.id}/tokens${method === 'GET' ? '' : `/${id}`}`,
        ),
      ).toBe(404)
    const bounded = await accountWith(server, [{ role: 'administrator', area: '62.99.01' }])
    const { items } = await readJson<{ items: ApplicationToken[] }>(
      await ask(server, bounded, `GET /api/accounts/${here.id}/tokens`),
    )
    expect(items).toMatchObject([{ id, name: 'QGIS' }])
    const wide = await person({ role: 'operator', area: '62.99.01' }, { role: 'planner' })
    const beyond = await tokenOf(wide)
    expect(await status(bounded, `DELETE /api/accounts/${wide.id}/tokens/${beyond.id}`)).toBe(403)
    // A number of another account's.
    expect(await status(bounded, `DELETE /api/accounts/${here.id}/tokens/${beyond.id}`)).toBe(404)
    expect(await status(bounded, `DELETE /api/accounts/${here.id}/tokens/${id}`)).toBe(204)
    expect(await status(bounded, `DELETE /api/accounts/${here.id}/tokens/${id}`)).toBe(204)
    expect(await status(basic(here.login, token), 'GET /api/session')).toBe(200)
    expect(await status(basic(here.login, token), 'GET /api/queue')).toBe(401)
  })

  it('comes with a reset; a new password of one’s own leaves programs at work', async () => {
    const planner = await person({ role: 'planner' })
    const { token } = await tokenOf(planner)
    const headers = basic(planner.login, token)
    const change = { current: PASSWORD, password: 'perahu kayu merah' }
    expect(await status(planner.headers, 'PUT /api/account/password', change)).toBe(204)
    expect(await status(headers, 'GET /api/portfolios')).toBe(200)
    const link = await readJson<{ url: string }>(
      await ask(server, admin, `POST /api/accounts/${planner.id}/link`),
    )
    expect((await sendLink(server, link.url, PASSWORD)).status).toBe(200)
    expect(await status(headers, 'GET /api/portfolios')).toBe(401)
  })
})

describe('its pages', () => {
  const page = async (path: string, by: Headers, fields?: Record<string, string>) => {
    const answer = await server.get(path, {
      method: fields ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { Accept: 'text/html', Origin: server.url, ...by },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    })
    return { status: answer.status, text: await answer.text() }
  }

  it('make, show once, list and revoke without a script, in both languages', async () => {
    const planner = await person({ role: 'planner' }, { role: 'auditor' })
    expect((await page('/akun/saya', planner.headers)).text).toContain('href="/akun/saya/token"')
    expect((await page('/akun/saya/token', {})).status).toBe(303)
    const fields = { name: 'QGIS <kantor>', days: '30', [`hak-${planner.grants[0]}`]: 'on' }
    const made = await page('/akun/saya/token', planner.headers, fields)
    expect(made.status).toBe(201)
    const token = /value="(pu_[\w-]{43})"/.exec(made.text)?.[1] ?? ''
    expect(await status(basic(planner.login, token), 'GET /api/portfolios')).toBe(200)
    expect(await status(basic(planner.login, token), 'GET /api/audit')).toBe(403)
    const listed = await page('/akun/saya/token?lang=en', planner.headers)
    expect(listed.text).toContain('QGIS &#60;kantor&#62;')
    expect(listed.text).toContain('only reads')
    expect(listed.text).not.toContain(token)
    const seen = await page(`/akun/${planner.id}`, admin)
    expect(seen.text).toContain('QGIS &#60;kantor&#62;')
    const [{ id }] = (await tokensOf(planner)) as [ApplicationToken]
    expect((await page(`/akun/${planner.id}/token/${id}/cabut`, admin, {})).status).toBe(303)
    expect((await page('/akun/saya/token', planner.headers)).text).toContain('dicabut')
  })

  it('keep what was typed where something is wrong, and it is recorded', async () => {
    const planner = await person({ role: 'planner' }, { role: 'auditor' })
    const refused = await page('/akun/saya/token', planner.headers, {
      name: 'Laptop kantor',
      days: '7',
      writes: 'on',
    })
    expect(refused.status).toBe(400)
    for (const words of [
      'value="Laptop kantor"',
      'value="7" selected',
      'name="writes" checked',
      'paling sedikit satu hak',
    ])
      expect(refused.text).toContain(words)
    expect(await entries()).toContainEqual(
      expect.objectContaining({ account: planner.id, status: 400, path: '/akun/saya/token' }),
    )
    const own = await readJson<OwnAccount>(await ask(server, planner.headers, 'GET /api/account'))
    expect(own.grants).toHaveLength(2)
  })
})

describe('at the terminal', () => {
  const terminal = (line: string) => answerAccount(server.database, server.url, line.split(' '))

  it('one is made, listed and revoked, and it is recorded', async () => {
    const planner = await person({ role: 'planner' }, { role: 'auditor' })
    const answer = await terminal(
      `token ${planner.login} --name curl --days 2 --grants ${planner.grants[0]} --writes yes`,
    )
    expect(answer.code).toBe(0)
    const token = answer.text.split('\n')[0] ?? ''
    expect(await status(basic(planner.login, token), 'GET /api/portfolios')).toBe(200)
    expect(await status(basic(planner.login, token), 'GET /api/audit')).toBe(403)
    const { text } = await terminal(`tokens ${planner.login}`)
    expect(text).toMatch(/^\d+: curl {2}active, may change, until /)
    expect(text).not.toContain(token)
    expect(await terminal(`revoke ${planner.login} ${text.split(':')[0]}`)).toEqual({
      text: 'Revoked.',
      code: 0,
    })
    expect(await status(basic(planner.login, token), 'GET /api/portfolios')).toBe(401)
    expect((await entries()).filter(({ method }) => method === 'TERMINAL').map(({ path }) => path)).toEqual(
      expect.arrayContaining(['account token', 'account revoke']),
    )
    for (const [line, code] of [
      [`token ${planner.login}`, 1],
      [`token ${planner.login} --name x --grants 999999`, 1],
      [`token ${planner.login} --name x --grants semua`, 1],
      [`token ${planner.login} --name x --days 400`, 1],
      [`revoke ${planner.login} x`, 2],
      [`revoke ${planner.login} 999999`, 1],
      ['tokens tidak.ada', 1],
    ] as const)
      expect((await terminal(line)).code, line).toBe(code)
  })
})
