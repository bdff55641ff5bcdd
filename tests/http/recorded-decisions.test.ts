import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordedDecision } from '../../core/api/recorded-decision.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { authorization } from './import-client.ts'
import { PortfolioClient, submitFourteen } from './portfolio-client.ts'
import { reproduce } from './reproduce.ts'

let server: TestServer
let office: PortfolioClient
let portfolioId: string
let first: RecordedDecision
/** Pages know who asks by the session alone. */
let staff: { Cookie: string }

const NAMED = { title: 'Forum uji', reason: 'Disepakati delegasi\ndan Bappeda' }
const record = (body: object, headers: HeadersInit = {}) =>
  office.ask('/api/decisions', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  })
const listFor = async (headers: HeadersInit = {}) =>
  (await readJson<{ items: RecordedDecision[] }>(await server.get('/api/decisions', { headers }))).items

beforeAll(async () => {
  server = await startTestServer()
  office = new PortfolioClient(server)
  staff = await accountWith(server, [{ role: 'planner' }, { role: 'publisher' }])
  await submitFourteen(server)
  const solved = await office.solve({
    ...{ filter: { year: '2030' }, budgetRupiah: 300_000_000, timeLimitSeconds: 30 },
    constraints: [{ kind: 'ceiling', perGroup: 'districtCode', limitRupiah: 220_000_000 }],
  })
  portfolioId = solved.id
  const response = await record({ ...NAMED, portfolioId })
  first = await readJson<RecordedDecision>(response)
  expect(response.status).toBe(201)
  expect(response.headers.get('location')).toBe(`/api/decisions/${first.id}`)
})
afterAll(() => server.close())

describe('a decision that is recorded', () => {
  it('says who decided what, when and why, with the file byte for byte and its digest', async () => {
    expect(first).toMatchObject({
      ...NAMED,
      kind: 'portfolio',
      portfolioId,
      supersedes: null,
      publishedAt: null,
    })
    expect(first.by).toMatch(/\S/)
    expect(Math.abs(Date.now() - Date.parse(first.at))).toBeLessThan(600_000)
    expect(first.summary).toMatchObject({ budgetRupiah: 300_000_000, considered: 14, status: 'optimal' })
    const text = await (await office.ask(first.file.href)).text()
    expect(text).toBe(await (await office.ask(`/api/portfolios/${portfolioId}/decision.json`)).text())
    expect(createHash('sha256').update(text).digest('hex')).toBe(first.file.sha256)
    expect(Buffer.byteLength(text)).toBe(first.file.bytes)
  })

  it('of a ranking is computed again from its file, after its portfolios and proposals have gone on', async () => {
    const ranking = { filter: { year: '2030' }, weights: { urgency: 70, cost: 31 } }
    const recorded = await readJson<RecordedDecision>(await record({ ...NAMED, ranking }))
    expect(recorded).toMatchObject({ kind: 'ranking', summary: { considered: 14, method: 'weighted-sum' } })
    const answer = await office.ask(recorded.file.href)
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${recorded.file.name}"`)
    expect((await reproduce(await answer.text())).said).toContain('Reproduced bit for bit.')
  })

  it('comes with progress in lines for those who want that', async () => {
    const ranking = { filter: { year: '2030' }, weights: { urgency: 1 } }
    const answer = await record({ ...NAMED, ranking }, { accept: 'application/x-ndjson' })
    const lines = (await answer.text()).trim().split('\n')
    const last = JSON.parse(lines.at(-1) ?? '') as { result?: RecordedDecision }
    expect(last.result).toMatchObject(NAMED)
  })

  it('is not changed and not deleted, whoever tries, and published once', async () => {
    const { write } = server.database
    const attempts = [
      () => write('recorded_decisions').where({ id: first.id }).update({ reason: 'lain' }),
      () => write('recorded_decisions').where({ id: first.id }).update({ supersedes: null }),
      () => write('recorded_decisions').where({ id: first.id }).delete(),
      () => write.raw('TRUNCATE recorded_decisions'),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow('append-only')
    for (const method of ['PUT', 'DELETE'])
      expect((await office.ask(`/api/decisions/${first.id}`, { method })).status).toBe(405)
    expect((await listFor(authorization)).at(-1)).toMatchObject(NAMED)
  })

  it('stands though its portfolio is deleted', async () => {
    const { id } = await office.solve({ filter: { year: '2030' }, budgetRupiah: 1e8, timeLimitSeconds: 30 })
    const recorded = await readJson<RecordedDecision>(await record({ ...NAMED, portfolioId: id }))
    expect((await office.delete(id)).status).toBe(204)
    expect((await office.ask(recorded.file.href)).status).toBe(200)
    const page = await (await server.get('/keputusan', { headers: staff })).text()
    expect(page).not.toContain(`/api/portfolios/${id}/sheet.pdf`)
    expect(page).toContain(`/api/portfolios/${portfolioId}/sheet.pdf`)
  })

  it('is replaced by a later one, once', async () => {
    const older = await readJson<RecordedDecision>(await record({ ...NAMED, portfolioId }))
    const newer = await readJson<RecordedDecision>(
      await record({ ...NAMED, title: 'Putaran kedua', portfolioId, supersedes: older.id }),
    )
    expect(newer.supersedes).toBe(older.id)
    const again = await readJson<RecordedDecision>(await office.ask(`/api/decisions/${older.id}`))
    expect(again.supersededBy).toBe(newer.id)
    await readFault(await record({ ...NAMED, portfolioId, supersedes: older.id }), 409)
    await readFault(await record({ ...NAMED, portfolioId, supersedes: 999_999 }), 404)
  })

  it('needs a name, a reason and one thing that was decided', async () => {
    await readParameterFault(await record({ ...NAMED, reason: '  ', portfolioId }), 'reason')
    await readParameterFault(await record({ reason: 'ya', portfolioId }), 'title')
    await readParameterFault(await record(NAMED), 'body')
    await readParameterFault(await record({ ...NAMED, portfolioId, ranking: {} }), 'body')
    await readFault(await record({ ...NAMED, portfolioId: 'tidak-ada' }), 404)
  })
})

describe('the list of decisions', () => {
  it('is the office’s alone until one is published; then everyone reads that one, without who recorded it', async () => {
    expect(await listFor()).toEqual([])
    await readFault(await server.get(`/api/decisions/${first.id}`), 404)
    await readFault(await server.get(first.file.href), 404)
    expect(await (await server.get('/keputusan')).text()).toContain('Belum ada keputusan yang diterbitkan.')
    const published = await office.ask(`/keputusan/${first.id}/terbit`, {
      ...{ method: 'POST', redirect: 'manual', body: '' },
      headers: { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(published.status).toBe(303)
    expect(published.headers.get('location')).toBe(`/keputusan#no-${first.id}`)
    const seen = await listFor()
    expect(seen.map(({ id }) => id)).toEqual([first.id])
    expect(seen[0]).not.toHaveProperty('by')
    expect((await server.get(first.file.href)).status).toBe(200)
    const { write } = server.database
    const taken = write('recorded_decisions')
      .where({ id: first.id })
      .update({ published_at: null, published_by: null })
    await expect(taken).rejects.toThrow('append-only')
  })

  it('tells whoever has a grant with bounds what that covers', async () => {
    const decide = async (filter: object) =>
      readJson<RecordedDecision>(await record({ ...NAMED, ranking: { filter, weights: { cost: 5 } } }))
    const here = await decide({ area: '62.99.01', year: 2030 })
    const there = await decide({ area: '62.99.02', year: 2030 })
    const bounded = await accountWith(server, [{ role: 'auditor', area: '62.99.01' }])
    const ids = (await listFor(bounded)).map(({ id }) => id)
    expect(ids).toContain(here.id)
    expect(ids).not.toContain(there.id)
    await readFault(await server.get(there.file.href, { headers: bounded }), 404)
    const resident = await accountWith(server, [{ role: 'resident' }])
    expect((await listFor(resident)).map(({ id }) => id)).toEqual([first.id])
  })

  it('is a page in both languages, with every name escaped', async () => {
    await record({ title: '<b>Tebal</b>', reason: 'a & b', portfolioId })
    const ranking = { filter: { year: '2030' }, weights: { urgency: 1 }, method: 'topsis', scale: 'raw' }
    await readJson(await record({ ...NAMED, ranking }))
    const page = await (await server.get('/keputusan', { headers: staff })).text()
    expect(page).toContain('usulan menurut TOPSIS (nilai asli)')
    expect(page).toContain('&#60;b&#62;Tebal')
    expect(page).not.toContain('<b>Tebal')
    expect(page).toContain(first.file.sha256)
    expect(page).toContain('Dicatat oleh')
    const english = await (await server.get('/keputusan?lang=en')).text()
    expect(english).toContain('Budget package')
    expect(english).not.toContain('Recorded by')
  })
})

describe('a decision of somebody else', () => {
  it('is not replaced by one who might not have made it, though everyone reads it', async () => {
    const region = { filter: {}, weights: { cost: 1 } }
    const theirs = await readJson<RecordedDecision>(await record({ ...NAMED, ranking: region }))
    await office.ask(`/api/decisions/${theirs.id}/publication`, { method: 'POST' })
    const ofOne = await accountWith(server, [{ role: 'planner', area: '62.99.01' }])
    const ranking = { ...region, filter: { area: '62.99.01' } }
    const send = (body: object) =>
      server.get('/api/decisions', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', ...ofOne },
      })
    const refused = await readFault(await send({ ...NAMED, ranking, supersedes: theirs.id }), 403)
    expect(refused.parameter).toBe('supersedes')
    expect((await send({ ...NAMED, ranking })).status).toBe(201)
  })
})
