import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AuditEntry, AuditHead } from '../../core/api/audit.ts'
import { PASSWORD, startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson } from './answers.ts'

const SUBMISSION = { title: 'Perbaikan talud', lon: 111.251, lat: -2.151 }

let server: TestServer
let auditor: { Cookie: string }
beforeAll(async () => {
  server = await startTestServer()
  auditor = await accountWith(server, 'auditor')
})
afterAll(() => server.close())

const entries = async (query = '') =>
  (await readJson<{ items: AuditEntry[] }>(await server.get(`/api/audit${query}`, { headers: auditor })))
    .items

async function post(path: string, headers: Record<string, string>, body: object = {}): Promise<Response> {
  return await server.get(path, {
    method: 'POST',
    headers: { ...headers, Origin: server.url, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

it('what an account asks for is recorded by its number, and what it was refused with the status', async () => {
  const planner = await accountWith(server, 'planner')
  const before = await entries()
  await readFault(await post('/api/criteria', planner, { key: 'x' }), 400)
  await readFault(await post('/api/layers/villages/archives', planner), 403)
  await readFault(await server.get('/api/audit', { headers: planner }), 403)
  const [read, archive, criterion, ...earlier] = await entries()
  expect(earlier).toEqual(before)
  expect(read).toMatchObject({
    action: 'audit:read',
    method: 'GET',
    path: '/api/audit',
    outcome: 'refused',
    status: 403,
  })
  expect(archive).toMatchObject({ outcome: 'refused', status: 403, method: 'POST' })
  expect(archive?.params).toMatchObject({ layer: 'villages' })
  expect(criterion).toMatchObject({
    action: 'criterion:write',
    path: '/api/criteria',
    outcome: 'refused',
    status: 400,
  })
  const account = read!.account
  expect(account).toEqual(expect.any(Number))
  expect(archive?.account).toBe(account)
  expect(await entries(`?account=${account}&limit=2`)).toEqual([read, archive])
  expect(await entries(`?account=${account}&before=${archive!.id}`)).toEqual([criterion])
})

it('what is done is recorded before it is done, and what the public does is not', async () => {
  const planner = await accountWith(server, 'planner')
  const title = { id: 'Uji', en: 'Test' }
  const model = { id: 'uji', title, method: 'weighted-sum', weights: { urgency: 100 } }
  expect((await post('/api/score-models', planner, model)).ok).toBe(true)
  expect((await post('/api/proposals', {}, SUBMISSION)).ok).toBe(true)
  expect((await server.get('/api/score-models', { headers: planner })).ok).toBe(true)
  const [last] = await entries()
  expect(last).toMatchObject({ path: '/api/score-models', method: 'POST', outcome: 'asked', status: null })
})

it('what everyone may do is recorded of those who had signed in, and so is that they signed in', async () => {
  const planner = await accountWith(server, 'planner')
  const created = await post('/api/proposals', planner, SUBMISSION)
  expect(created.ok).toBe(true)
  const [submitted] = await entries()
  expect(submitted).toMatchObject({ action: 'proposal:submit', path: '/api/proposals', outcome: 'asked' })
  await readFault(await post('/api/proposals', planner, {}), 400)
  expect((await entries())[0]).toMatchObject({
    ...{ account: submitted?.account, action: 'proposal:submit', outcome: 'refused', status: 400 },
  })
  expect((await post('/api/session', {}, { password: PASSWORD })).status).toBe(201)
  const [signedIn] = await entries()
  expect(signedIn).toMatchObject({ action: 'session:open', outcome: 'asked' })
  expect(signedIn?.account).not.toBe(submitted?.account)
})

it('signing out is recorded, by form and by script, and what a form is refused in an answer of its own', async () => {
  const form = async (path: string, by: { Cookie: string }, fields: Record<string, string> = {}) =>
    await server.get(path, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) },
      headers: { ...by, Origin: server.url, Accept: 'text/html' },
    })
  const [one, other] = [await accountWith(server, 'planner'), await accountWith(server, 'planner')]
  expect((await form('/akun/saya', one, { name: ' ' })).status).toBe(400)
  expect((await form('/akun/keluar', one)).status).toBe(303)
  await server.get('/api/session', { method: 'DELETE', headers: other })
  // Without a session there is nobody to name.
  await server.get('/api/session', { method: 'DELETE' })
  const [byScript, byForm, refused, asked] = await entries('?limit=4')
  expect(byScript).toMatchObject({ action: 'session:close', method: 'DELETE', path: '/api/session' })
  expect(byForm).toMatchObject({ action: 'session:close', method: 'POST', path: '/akun/keluar' })
  expect(refused).toMatchObject({
    path: '/akun/saya',
    outcome: 'refused',
    status: 400,
    account: byForm?.account,
  })
  expect(asked).toMatchObject({ path: '/akun/saya', outcome: 'asked', account: byForm?.account })
  expect(byScript?.account).not.toBe(byForm?.account)
})

it('nothing is done of which nothing can be recorded', async () => {
  const planner = await accountWith(server, 'planner')
  const { write } = server.database
  await write.raw(
    `ALTER TABLE audit_entries ADD CONSTRAINT full_disk CHECK (action <> 'criterion:write') NOT VALID`,
  )
  const criterion = {
    ...{
      key: 'people',
      title: { id: 'Uji', en: 'Test' },
      direction: 'maximise',
      unit: { id: 'orang', en: 'people' },
    },
    ...{ source: 'statistic:population', normalisation: { kind: 'min-max' }, missing: 'zero' },
  }
  expect((await post('/api/criteria', planner, criterion)).status).toBe(500)
  const [{ count }] = (await write('criteria').where({ key: 'people' }).count<{ count: string }[]>()) as [
    { count: string },
  ]
  expect(Number(count)).toBe(0)
  await write.raw('ALTER TABLE audit_entries DROP CONSTRAINT full_disk')
  expect((await post('/api/criteria', planner, criterion)).ok).toBe(true)
})

it('its end can be fetched by auditors and administrators alone', async () => {
  const head = await readJson<AuditHead>(await server.get('/api/audit/head', { headers: auditor }))
  expect(head).toEqual({ seq: expect.any(Number), mac: expect.any(String) })
  for (const role of ['planner', 'verifier', 'publisher', 'resident'] as const)
    await readFault(await server.get('/api/audit/head', { headers: await accountWith(server, role) }), 403)
  await readFault(await server.get('/api/audit/head'), 401)
  await readFault(await server.get('/api/audit?limit=0', { headers: auditor }), 400)
  await readFault(await server.get('/api/audit?before=x', { headers: auditor }), 400)
})
