import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AccountActor } from '../../core/access/actor.ts'
import { ROLES } from '../../core/access/grant.ts'
import { type DemoAccount, settleDemoAccounts } from '../../server/accounts/demo-accounts.ts'
import { importPackage } from '../../server/ingest/load/import-package.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { FIXTURE_DISTRICT } from '../support/store-template.ts'
import { ask, cookieOf, signInAs } from './account-client.ts'
import { readFault, readJson } from './answers.ts'

const HERE = { demo: true, host: '127.0.0.1', publicUrl: undefined }

let server: TestServer
let accounts: readonly DemoAccount[]
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const settle = (settings: object = {}) => settleDemoAccounts(server.database.write, { ...HERE, ...settings })
const invent = (synthetic: boolean) => server.database.write('packages').update({ synthetic })
const signIn = ({ login, password }: DemoAccount) => signInAs(server, login, password)

it('there are none beside a real district, on an address that others reach, or where no demo is wanted', async () => {
  expect(await settle()).toEqual([])
  await invent(true)
  for (const settings of [
    { host: '0.0.0.0' },
    { host: '192.168.1.7' },
    { host: '::' },
    { publicUrl: 'https://peta.uji.example' },
    { demo: false },
  ])
    expect(await settle(settings), JSON.stringify(settings)).toEqual([])
  expect(await server.database.write('accounts').where({ demo: true })).toEqual([])
})

it('there is one for each role in the invented district, with passwords of their own that are told once', async () => {
  accounts = await settle()
  expect(await settle()).toEqual([])
  expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length)
  const held = new Set<string>()
  for (const account of accounts) {
    expect(account.password).toMatch(/^[\w-]{12}$/)
    const { actor } = await readJson<{ actor: AccountActor }>(await signIn(account))
    expect(actor.grants, account.login).toHaveLength(1)
    held.add(actor.grants[0]!.role)
  }
  expect(held).toEqual(new Set(ROLES))
  const { rows } = await server.database.write.raw<{ rows: object[] }>('SELECT * FROM accounts')
  for (const { password } of accounts) expect(JSON.stringify(rows)).not.toContain(password)
})

it('they end with the first real import, and where the address becomes one that others reach', async () => {
  const [one] = accounts
  const headers = cookieOf(await signIn(one!))
  expect((await ask(server, headers, 'GET /api/account')).status).toBe(200)
  const { signal } = new AbortController()
  await importPackage(server.database, FIXTURE_DISTRICT, { signal, onProgress: () => {} })
  await readFault(await ask(server, headers, 'GET /api/account'), 401)
  // Fewer than this network may guess wrong.
  for (const account of accounts.slice(0, 6)) await readFault(await signIn(account), 401)
  const { write } = server.database
  await invent(true)
  await write('accounts').where({ demo: true }).update({ disabled_at: null })
  expect((await signIn(one!)).status).toBe(201)
  expect(await settle({ host: '0.0.0.0' })).toEqual([])
  await readFault(await signIn(one!), 401)
})
