import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InvitedAccount, OneTimeLink, OwnAccount } from '../../core/api/account.ts'
import type { AuditEntry } from '../../core/api/audit.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, cookieOf, type Headers, invite, openLink, sendLink, signInAs } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'

const [FIRST, SECOND, THIRD] = ['kapal layar biru', 'kapal layar hijau', 'kapal layar merah']
const HERE = '62.99.01'

let server: TestServer
let admin: Headers
beforeAll(async () => {
  server = await startTestServer({ settings: { TRUST_PROXY: 'loopback' } })
  admin = await accountWith(server, 'administrator')
})
afterAll(() => server.close())

const reset = async (by: Headers, id: number) =>
  await readJson<OneTimeLink>(await ask(server, by, `POST /api/accounts/${id}/link`))
const titleOf = async (answer: Response) => /<h1>([^<]*)<\/h1>/.exec(await answer.text())?.[1]

/** Somebody who has accepted an invitation, and is signed in. */
async function member(): Promise<{ invited: InvitedAccount; headers: Headers }> {
  const invited = await invite(server, admin, [{ role: 'verifier', area: HERE }])
  expect((await sendLink(server, invited.link.url, FIRST)).status).toBe(200)
  return { invited, headers: cookieOf(await signInAs(server, invited.account.login, FIRST)) }
}
const isIn = async (by: Headers) => (await ask(server, by, 'GET /api/account')).status === 200

describe('a one-time link', () => {
  it('changes nothing by being opened, however often, and sets a password by being sent', async () => {
    const { account, link } = await invite(server, admin)
    for (let opened = 0; opened < 3; opened += 1) {
      const answer = await openLink(server, link.url)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
      expect(await titleOf(answer)).toBe(`Selamat datang, ${account.name}`)
    }
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      const { pathname, search } = new URL(link.url)
      await (await server.get(pathname + search, { method })).arrayBuffer()
    }
    await readFault(await signInAs(server, account.login, FIRST), 401)
    const sent = await sendLink(server, link.url, FIRST)
    expect(sent.status).toBe(200)
    expect(sent.headers.getSetCookie()).toEqual([])
    expect(await titleOf(sent)).toBe('Sandi tersimpan')
    expect((await signInAs(server, account.login, FIRST)).status).toBe(201)
  })

  it('that was used is told plainly, and opens nothing again', async () => {
    const { account, link } = await invite(server, admin)
    await sendLink(server, link.url, FIRST)
    for (const again of [await openLink(server, link.url), await sendLink(server, link.url, SECOND)]) {
      expect(again.status).toBe(410)
      const text = await again.text()
      expect(text).toContain('Tautan ini sudah terpakai')
      expect(text).not.toContain('type="password"')
    }
    await readFault(await signInAs(server, account.login, SECOND), 401)
    expect((await signInAs(server, account.login, FIRST)).status).toBe(201)
  })

  it('that two send at once sets the password of one of them', async () => {
    const { account, link } = await invite(server, admin)
    const passwords = [FIRST, SECOND, THIRD, `${FIRST} dua`, `${SECOND} dua`]
    const answers = await Promise.all(passwords.map((password) => sendLink(server, link.url, password)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 410, 410, 410, 410])
    for (const [at, password] of passwords.entries())
      expect((await signInAs(server, account.login, password)).status).toBe(statuses[at] === 200 ? 201 : 401)
  })

  it('that has expired, was replaced, or belongs to a disabled account opens nothing and says why', async () => {
    const { write } = server.database
    const { account, link } = await invite(server, admin)
    const newer = await reset(admin, account.id)
    expect(newer.kind).toBe('invitation')
    expect(await titleOf(await sendLink(server, link.url, FIRST))).toBe('Tautan ini sudah diganti')
    await write('account_links')
      .where({ account_id: account.id })
      .update({ expires_at: write.raw(`now() - interval '1 second'`) })
    expect(await titleOf(await openLink(server, newer.url))).toBe('Tautan ini sudah kedaluwarsa')
    expect((await sendLink(server, newer.url, FIRST)).status).toBe(410)
    const last = await reset(admin, account.id)
    await ask(server, admin, `PUT /api/accounts/${account.id}/state`, { disabled: true })
    expect(await titleOf(await sendLink(server, last.url, FIRST))).toBe('Akun ini dinonaktifkan')
    await ask(server, admin, `PUT /api/accounts/${account.id}/state`, { disabled: false })
    expect((await sendLink(server, last.url, FIRST)).status).toBe(410)
    await readFault(await signInAs(server, account.login, FIRST), 401)
  })

  it('cannot be made up', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), 'a'.repeat(5000), "' OR 1=1 --", '%00', '<script>']) {
      const url = `${server.url}/akun/tautan?kunci=${encodeURIComponent(token)}`
      const opened = await openLink(server, url)
      expect([400, 404], token).toContain(opened.status)
      expect(await opened.text()).not.toContain('<script>')
      expect([400, 404, 410], token).toContain((await sendLink(server, url, FIRST)).status)
    }
  })

  it('takes no password that will not do, and keeps the link for the next try', async () => {
    const { account, link } = await invite(server, admin)
    for (const password of ['sempit-1', 'a'.repeat(12), `x${account.login}-2026`, 'x'.repeat(1001)]) {
      const refused = await sendLink(server, link.url, password)
      expect(refused.status).toBe(400)
      const text = await refused.text()
      expect(text).toContain('role="alert"')
      expect(text).toContain('aria-invalid="true"')
      expect(text).not.toContain(password)
    }
    expect((await sendLink(server, link.url, FIRST)).status).toBe(200)
  })

  it('is not taken from another site’s page with a cookie', async () => {
    const { link } = await invite(server, admin)
    const { pathname, searchParams } = new URL(link.url)
    const kunci = searchParams.get('kunci') ?? ''
    const answer = await server.get(pathname, {
      method: 'POST',
      headers: { Accept: 'text/html', Origin: 'https://penipu.example' },
      body: new URLSearchParams({ kunci, password: FIRST, again: FIRST }),
    })
    expect(answer.status).toBe(403)
    expect((await sendLink(server, link.url, FIRST)).status).toBe(200)
  })

  it('leaves its key in no record', async () => {
    const auditor = await accountWith(server, 'auditor')
    const { account, link } = await invite(server, admin)
    await openLink(server, link.url)
    await sendLink(server, link.url, FIRST)
    const { items } = await readJson<{ items: AuditEntry[] }>(
      await ask(server, auditor, `GET /api/audit?account=${account.id}`),
    )
    expect(items).toMatchObject([
      { action: 'account:use-link', path: '/akun/tautan', outcome: 'asked', params: {} },
    ])
    expect(JSON.stringify(items)).not.toContain(link.url.split('=')[1])
  })
})

describe('a reset', () => {
  it('ends all sessions and known devices, and its owner is told at the next sign-in until they say so', async () => {
    const { invited, headers } = await member()
    const { id, login } = invited.account
    const link = await reset(admin, id)
    expect(link.kind).toBe('reset')
    expect(await isIn(headers)).toBe(true)
    expect((await sendLink(server, link.url, SECOND)).status).toBe(200)
    expect(await isIn(headers)).toBe(false)
    await readFault(await signInAs(server, login, FIRST), 401)
    const signedIn = await signInAs(server, login, SECOND)
    const next = cookieOf(signedIn)
    expect(await readJson(signedIn)).toMatchObject({ resetAt: expect.any(String) })
    const own = async () => await readJson<OwnAccount>(await ask(server, next, 'GET /api/account'))
    expect((await own()).resetAt).toEqual(expect.any(String))
    expect((await ask(server, next, 'DELETE /api/account/reset-notice')).status).toBe(204)
    expect((await own()).resetAt).toBeNull()
    expect(await readJson(await signInAs(server, login, SECOND))).not.toHaveProperty('resetAt')
  })

  it('is worth what its maker may when it is used: not above it, not after the rights have gone', async () => {
    const ofDistrict = await accountWith(server, [{ role: 'administrator', area: HERE }])
    const { invited } = await member()
    const { id, login } = invited.account
    const early = await reset(ofDistrict, id)
    // The account comes to more than the maker of the link could give.
    await readJson(await ask(server, admin, `POST /api/accounts/${id}/grants`, { role: 'administrator' }))
    await readFault(await ask(server, ofDistrict, `POST /api/accounts/${id}/link`), 403)
    const used = await sendLink(server, early.url, SECOND)
    expect(used.status).toBe(410)
    expect(await titleOf(used)).toBe('Tautan ini tidak berlaku lagi')
    expect((await signInAs(server, login, FIRST)).status).toBe(201)
    const other = await member()
    const late = await reset(ofDistrict, other.invited.account.id)
    const { id: maker } = await readJson<OwnAccount>(await ask(server, ofDistrict, 'GET /api/account'))
    await ask(server, admin, `PUT /api/accounts/${maker}/state`, { disabled: true })
    expect((await sendLink(server, late.url, SECOND)).status).toBe(410)
  })
})
