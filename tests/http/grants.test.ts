import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSession } from '../../server/accounts/session.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { readJson } from './answers.ts'

let server: TestServer
let account: number
let headers: Record<string, string>
beforeAll(async () => {
  server = await startTestServer()
  const { write } = server.database
  const [row] = await write('accounts')
    .insert({ login: 'pengelola', name: 'Pengelola', password_hash: '-' })
    .returning<{ id: number }[]>('id')
  account = row!.id
  const token = await openSession(write, row!)
  headers = { Cookie: `petausul_session=${token}`, 'Content-Type': 'application/json' }
})
afterAll(() => server.close())

const grant = (values: object) => server.database.write('grants').insert({ account_id: account, ...values })
const statusOf = async () => (await server.get('/api/imports', { headers })).status
const revoke = (values: object) =>
  server.database.write('grants').where({ account_id: account }).update(values)
const inHours = (hours: number) =>
  server.database.write.raw(`now() + make_interval(secs => ?::int)`, [Math.round(hours * 3600)])

it('an account may what it was granted, from that moment on and not after the grant ends', async () => {
  expect(await statusOf(), 'granted nothing').toBe(403)
  await grant({ role: 'administrator', expires_at: inHours(1) })
  expect(await statusOf()).toBe(200)
  await revoke({ expires_at: inHours(-0.001) })
  expect(await statusOf(), 'expired').toBe(403)
  await revoke({ expires_at: null })
  expect(await statusOf()).toBe(200)
  await revoke({ revoked_at: inHours(0) })
  expect(await statusOf(), 'taken back').toBe(403)
})

it('a grant with bounds does not open what is the whole region’s', async () => {
  await grant({ role: 'administrator', area_code: '62.99.01' })
  expect(await statusOf()).toBe(403)
  await grant({ role: 'administrator', years: [2026] })
  expect(await statusOf()).toBe(403)
  await grant({ role: 'auditor' })
  expect(await statusOf()).toBe(200)
})

it('nobody is stored as having given to themselves', async () => {
  await expect(grant({ role: 'planner', given_by: account })).rejects.toThrow(/check constraint/)
})

it('what an account sends is its own, and says its secret once', async () => {
  const body = JSON.stringify({ title: 'Perbaikan talud sungai', villageCode: '62.99.01.1003' })
  const send = (given: Record<string, string>) =>
    server.get('/api/proposals', { method: 'POST', headers: given, body })
  const ownerOf = async (code: string) => {
    const { rows } = await server.database.write.raw<{ rows: unknown[] }>(
      `SELECT p.account_id AS owner, e.account_id AS by FROM proposals p JOIN events e ON e.proposal_id = p.id WHERE p.code = ?`,
      [code],
    )
    return rows
  }
  const keyed = { ...headers, 'Idempotency-Key': 'kunci-akun-1' }
  const first = await readJson<{ code: string; secret?: string }>(await send(keyed))
  expect(first.secret).toMatch(/^[\w-]{43}$/)
  expect(await ownerOf(first.code)).toEqual([{ owner: account, by: account }])
  expect(await readJson(await send(keyed)), 'a repeat').toEqual({ code: first.code })

  const nobody = { 'Content-Type': 'application/json', 'Idempotency-Key': 'kunci-akun-1' }
  const another = await readJson<{ code: string }>(await send(nobody))
  expect(another.code, 'a key of the public is not one of the account').not.toBe(first.code)
  expect(await ownerOf(another.code)).toEqual([{ owner: null, by: null }])
  const shown = await (await server.get(`/api/proposals/${first.code}`)).text()
  expect(shown).not.toContain(first.secret)
  expect(shown).not.toMatch(/account|owner/i)
})
