import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountList, HeldGrant, ListedAccount } from '../../core/api/account.ts'
import type { AuditEntry } from '../../core/api/audit.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { ask, type Headers, invite, readAccount } from './account-client.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'

/** Districts of the fixture, and a village in the first. */
const [HERE, THERE, VILLAGE] = ['62.99.01', '62.99.02', '62.99.01.1003']
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

let server: TestServer
let admin: Headers
let ofDistrict: Headers
beforeAll(async () => {
  server = await startTestServer()
  admin = await accountWith(server, 'administrator')
  ofDistrict = await accountWith(server, [{ role: 'administrator', area: HERE }])
})
afterAll(() => server.close())

const list = async (by: Headers, query = '') =>
  await readJson<AccountList>(await ask(server, by, `GET /api/accounts${query}`))
const loginsIn = async (by: Headers, query = '') => (await list(by, query)).items.map(({ login }) => login)
const idOf = async (by: Headers) =>
  (await readJson<{ id: number }>(await ask(server, by, 'GET /api/account'))).id
const give = (by: Headers, account: number, grant: object) =>
  ask(server, by, `POST /api/accounts/${account}/grants`, grant)
const grantsOf = async (id: number) =>
  (await readAccount(server, admin, id)).grants.map(({ role, area }) => ({ role, ...(area ? { area } : {}) }))

describe('an invitation', () => {
  it('makes an account with its grants and a link that is told once', async () => {
    const { account, link } = await invite(
      server,
      admin,
      [{ role: 'verifier', area: HERE, stages: ['district'], years: [2026], expiresAt: inDays(30) }],
      { workplace: 'Kecamatan Uji', email: 'camat@uji.example' },
    )
    expect(account).toMatchObject({ state: 'invited', workplace: 'Kecamatan Uji', signedInAt: null })
    expect(account.grants).toMatchObject([
      { role: 'verifier', area: HERE, stages: ['district'], years: [2026], givenBy: expect.any(String) },
    ])
    expect(link.kind).toBe('invitation')
    expect(link.url).toMatch(/\/akun\/tautan\?kunci=[\w-]{43}$/)
    const token = link.url.split('=')[1]
    const { rows } = await server.database.write.raw<{ rows: object[] }>('SELECT * FROM account_links')
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(await list(admin))).not.toContain(token)
  })

  it('with a login that somebody has, or with what no body has, is refused and makes nothing', async () => {
    const before = (await list(admin, '?limit=200')).items.length
    const fault = await readFault(
      await ask(server, admin, 'POST /api/accounts', { login: 'ADMIN', name: 'Dua' }),
      409,
    )
    expect(fault.parameter).toBe('login')
    const bad: [object, string][] = [
      [{ login: 'a b', name: 'X' }, 'login'],
      [{ login: 'baru', name: '' }, 'name'],
      [{ login: 'baru', name: 'X', email: 'x' }, 'email'],
      [{ login: 'baru', name: 'X', role: 'administrator' }, 'role'],
      [{ login: 'baru', name: 'X', password_hash: '-' }, 'password_hash'],
      [{ login: 'baru', name: 'X', createdBy: 1 }, 'createdBy'],
      [{ login: 'baru', name: 'X', grants: [{ role: 'raja' }] }, 'grants[0].role'],
      [{ login: 'baru', name: 'X', grants: [{ role: 'verifier', givenBy: 1 }] }, 'grants[0].givenBy'],
      [{ login: 'baru', name: 'X', grants: [{ role: 'verifier', area: '62.77' }] }, 'area'],
      [{ login: 'baru', name: 'X', grants: [{ role: 'verifier', expiresAt: inDays(-1) }] }, 'expiresAt'],
      [{ login: 'baru', name: 'X', grants: [{ role: 'auditor', office: 'agency' }] }, 'office'],
    ]
    for (const [body, parameter] of bad)
      await readParameterFault(await ask(server, admin, 'POST /api/accounts', body), parameter)
    expect((await list(admin, '?limit=200')).items).toHaveLength(before)
  })

  it('is recorded by the audit', async () => {
    const auditor = await accountWith(server, 'auditor')
    await invite(server, admin)
    const { items } = await readJson<{ items: AuditEntry[] }>(
      await ask(server, auditor, 'GET /api/audit?limit=1'),
    )
    expect(items[0]).toMatchObject({
      ...{ account: await idOf(admin), action: 'account:grant', method: 'POST' },
      ...{ path: '/api/accounts', outcome: 'asked' },
    })
  })
})

describe('the list', () => {
  it('is searched by words, role, area and state, and paged by name', async () => {
    await invite(server, admin, [{ role: 'operator', area: VILLAGE }], { name: 'Zulaikha 100%_' })
    await invite(server, admin, [{ role: 'operator', area: THERE }], { name: 'Zulaikha Lain' })
    expect((await list(admin, '?q=zulaikha')).items).toHaveLength(2)
    expect((await list(admin, '?q=lain+zul')).items).toHaveLength(1)
    for (const [wildcard, found] of [
      ['100%25_', 1],
      ['100_%25', 0],
      ['%25', 1],
    ] as const)
      expect((await list(admin, `?q=zulaikha+${wildcard}`)).items, wildcard).toHaveLength(found)
    expect((await list(admin, `?q=zulaikha&area=${HERE}`)).items).toHaveLength(1)
    expect((await list(admin, '?q=zulaikha&role=verifier')).items).toHaveLength(0)
    expect((await list(admin, '?q=zulaikha&role=operator&state=invited')).items).toHaveLength(2)
    expect((await list(admin, '?q=zulaikha&state=active')).items).toHaveLength(0)
    const all = await loginsIn(admin, '?limit=200')
    const paged: string[] = []
    for (let after: number | null | undefined; after !== null; ) {
      const page: AccountList = await list(admin, `?limit=3${after ? `&after=${after}` : ''}`)
      paged.push(...page.items.map(({ login }) => login))
      after = page.next
    }
    expect(paged).toEqual(all)
    await readFault(await ask(server, admin, 'GET /api/accounts?role=raja'), 400)
    await readFault(await ask(server, admin, 'GET /api/accounts?limit=201'), 400)
  })

  it('is that of the own bounds: others are not there', async () => {
    const mine = await invite(server, admin, [{ role: 'operator', area: VILLAGE }])
    const others = await invite(server, admin, [{ role: 'operator', area: THERE }])
    const whole = await invite(server, admin, [{ role: 'verifier' }])
    const made = await invite(server, ofDistrict)
    const seen = await loginsIn(ofDistrict, '?limit=200')
    expect(seen).toEqual(expect.arrayContaining([mine.account.login, made.account.login]))
    for (const hidden of [others, whole]) {
      expect(seen).not.toContain(hidden.account.login)
      for (const question of [
        `GET /api/accounts/${hidden.account.id}`,
        `POST /api/accounts/${hidden.account.id}/link`,
        `DELETE /api/accounts/${hidden.account.id}/grants/${hidden.account.grants[0]?.id}`,
      ])
        await readFault(await ask(server, ofDistrict, question), 404)
      const grant = { role: 'resident', area: HERE }
      await readFault(await give(ofDistrict, hidden.account.id, grant), 404)
      const state = `PUT /api/accounts/${hidden.account.id}/state`
      await readFault(await ask(server, ofDistrict, state, { disabled: true }), 404)
    }
    for (const role of ['planner', 'verifier', 'operator', 'publisher', 'resident'] as const)
      await readFault(await ask(server, await accountWith(server, role), 'GET /api/accounts'), 403)
    await readFault(await ask(server, {}, 'GET /api/accounts'), 401)
  })

  it('is read by auditors, who change nothing', async () => {
    const auditor = await accountWith(server, 'auditor')
    const { account } = await invite(server, admin, [{ role: 'operator', area: HERE }])
    expect(await readAccount(server, auditor, account.id)).toMatchObject({ login: account.login, offers: [] })
    const { account: reachable } = await invite(server, admin, [], { email: 'rahasia@uji.example' })
    expect((await readAccount(server, admin, reachable.id)).email).toBe('rahasia@uji.example')
    expect((await readAccount(server, auditor, reachable.id)).email).toBeNull()
    expect((await list(admin, '?q=rahasia@uji')).items).toHaveLength(1)
    expect((await list(auditor, '?q=rahasia@uji')).items).toHaveLength(0)
    await readFault(await give(auditor, account.id, { role: 'resident' }), 403)
    await readFault(await ask(server, auditor, `POST /api/accounts/${account.id}/link`), 403)
  })
})

describe('a grant', () => {
  it('is given, holds at once, is given once where it is asked for twice, and ends', async () => {
    const someone = await accountWith(server, [])
    const id = await idOf(someone)
    await readFault(await ask(server, someone, 'GET /api/audit'), 403)
    const first = await give(admin, id, { role: 'auditor' })
    expect(first.status).toBe(201)
    const again = await give(admin, id, { role: 'auditor' })
    expect(again.status).toBe(200)
    const grant = await readJson<HeldGrant>(again)
    expect(grant).toEqual(await readJson<HeldGrant>(first))
    const opened = await ask(server, someone, 'GET /api/audit')
    expect(opened.status).toBe(200)
    expect((await ask(server, admin, `DELETE /api/accounts/${id}/grants/${grant.id}`)).status).toBe(204)
    await readFault(await ask(server, someone, 'GET /api/audit'), 403)
    await readFault(await ask(server, admin, `DELETE /api/accounts/${id}/grants/${grant.id}`), 404)
  })

  it('is never given to oneself, by nobody', async () => {
    for (const by of [admin, ofDistrict]) {
      const id = await idOf(by)
      const fault = await readFault(await give(by, id, { role: 'planner', area: HERE }), 403)
      expect(fault.detail).toContain('own account')
      const own = (await readAccount(server, admin, id)).grants[0]!.id
      await readFault(await ask(server, by, `DELETE /api/accounts/${id}/grants/${own}`), 403)
      await readFault(await ask(server, by, `PUT /api/accounts/${id}/state`, { disabled: true }), 403)
      await readFault(await ask(server, by, `POST /api/accounts/${id}/link`), 403)
    }
  })

  it('lies within the bounds of who gives it', async () => {
    const { account } = await invite(server, ofDistrict, [{ role: 'operator', area: VILLAGE }])
    for (const grant of [
      { role: 'operator' },
      { role: 'verifier', area: THERE },
      { role: 'verifier', area: '62.99' },
      { role: 'administrator', agency: 'Dinas PUPR' },
      { role: 'administrator', years: [2026] },
    ])
      await readFault(await give(ofDistrict, account.id, grant), 403)
    expect((await give(ofDistrict, account.id, { role: 'verifier', area: HERE })).status).toBe(201)
    expect(await grantsOf(account.id)).toEqual([
      { role: 'operator', area: VILLAGE },
      { role: 'verifier', area: HERE },
    ])
    const beyond = { login: 'luar', name: 'Luar', grants: [{ role: 'operator', area: THERE }] }
    await readFault(await ask(server, ofDistrict, 'POST /api/accounts', beyond), 403)
    expect(await loginsIn(admin, '?q=luar')).toEqual([])
  })

  it('of another’s is not ended beyond the own bounds, nor is the account that holds more', async () => {
    const { account } = await invite(server, admin, [
      { role: 'operator', area: VILLAGE },
      { role: 'planner' },
    ])
    const [here, whole] = account.grants
    const seen = await readAccount(server, ofDistrict, account.id)
    expect(seen.offers).toEqual(['grant'])
    const remove = (id = 0) => ask(server, ofDistrict, `DELETE /api/accounts/${account.id}/grants/${id}`)
    await readFault(await remove(whole?.id), 403)
    await readFault(await ask(server, ofDistrict, `POST /api/accounts/${account.id}/link`), 403)
    const state = `PUT /api/accounts/${account.id}/state`
    await readFault(await ask(server, ofDistrict, state, { disabled: true }), 403)
    expect((await remove(here?.id)).status).toBe(204)
    expect(await grantsOf(account.id)).toEqual([{ role: 'planner' }])
  })

  it('holds no longer than that by which it is given', async () => {
    const { write } = server.database
    const brief = await accountWith(server, 'administrator')
    const ends = inDays(2)
    await write('grants')
      .where({ account_id: await idOf(brief) })
      .update({ expires_at: ends })
    const { account } = await invite(server, brief)
    await readParameterFault(await give(brief, account.id, { role: 'administrator' }), 'expiresAt')
    const longer = { role: 'administrator', expiresAt: inDays(3) }
    await readParameterFault(await give(brief, account.id, longer), 'expiresAt')
    expect((await give(brief, account.id, { ...longer, expiresAt: inDays(1) })).status).toBe(201)
  })

  it('is refused to who lost the right to give meanwhile', async () => {
    const { account } = await invite(server, admin)
    const former = await accountWith(server, 'administrator')
    const id = await idOf(former)
    const grant = (await readAccount(server, admin, id)).grants[0]!.id
    const [ended, ...given] = await Promise.all([
      ask(server, admin, `DELETE /api/accounts/${id}/grants/${grant}`),
      ...Array.from({ length: 8 }, (_, at) =>
        give(former, account.id, { role: 'verifier', years: [2030 + at] }),
      ),
    ])
    expect(ended?.status).toBe(204)
    const held = (await readAccount(server, admin, account.id)).grants
    expect(held).toHaveLength(given.filter(({ status }) => status === 201).length)
    await readFault(await give(former, account.id, { role: 'auditor' }), 403)
  })
})

describe('a disabled account', () => {
  it('is out at once, gets nothing, and is let in again', async () => {
    const someone = await accountWith(server, 'auditor')
    const id = await idOf(someone)
    const set = (disabled: boolean) => ask(server, admin, `PUT /api/accounts/${id}/state`, { disabled })
    expect(await readJson<ListedAccount>(await set(true))).toMatchObject({
      state: 'disabled',
      offers: ['enable'],
    })
    await readFault(await ask(server, someone, 'GET /api/account'), 401)
    await readFault(await give(admin, id, { role: 'planner' }), 409)
    await readFault(await ask(server, admin, `POST /api/accounts/${id}/link`), 409)
    expect((await readJson<ListedAccount>(await set(false))).state).toBe('active')
    // Its sessions have ended for good.
    await readFault(await ask(server, someone, 'GET /api/account'), 401)
    await readParameterFault(
      await ask(server, admin, `PUT /api/accounts/${id}/state`, { disabled: 'ya' }),
      'disabled',
    )
    const more = { disabled: true, role: 'administrator' }
    await readParameterFault(await ask(server, admin, `PUT /api/accounts/${id}/state`, more), 'role')
  })
})
