import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Grant } from '../../core/access/grant.ts'
import type {
  AnnouncementAnswer,
  DecisionBatch,
  DecisionPreview,
  DeskItem,
  DeskPage,
  UndoneBatch,
} from '../../core/api/desk.ts'
import type { ProposalDetail } from '../../core/api/proposal.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { CycleClient, hoursFromNow, REGION, ZONE } from './cycle-client.ts'

const ROWS = 943
/** Of these others decide some while a batch is on its way. */
const CHANGED = 40
const HERE: Grant = { role: 'verifier', area: '62.99.01', stages: ['district'] }

let server: TestServer
let verifier: { Cookie: string }
let other: { Cookie: string }
let round = 0
beforeAll(async () => {
  server = await startTestServer()
  verifier = await accountWith(server, [HERE])
  other = await accountWith(server, [HERE])
})
afterAll(() => server.close())

/** A year of its own for each test, with proposals at the district's stage in three villages. */
let year: number
beforeEach(() => {
  round += 1
  year = 2060 + round
})

async function propose(count: number, more: Record<string, string> = {}): Promise<void> {
  const columns = Object.keys(more)
  await server.database.write.raw(
    `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, village_code, agency,
       cost_rupiah, volume, unit${columns.map((name) => `, ${name}`).join('')})
     SELECT ?::text || '-' || lpad(n::text, 4, '0'), (SELECT id FROM packages LIMIT 1), ?::int, 'musrenbang', 'Rabat beton gang ' || n,
       CASE WHEN n % 2 = 0 THEN 'public-works' ELSE 'health' END, 'district', 'submitted', 'point',
       (ARRAY['62.99.01.2001', '62.99.01.2002', '62.99.01.1003'])[1 + n % 3], 'Dinas PUPR', 100000000 + n * 1000, 100, 'm'
       ${columns.map(() => ', ?').join('')}
     FROM generate_series(1, ?::int) n`,
    [`M${year}`, year, ...Object.values(more), count],
  )
}

const queue = async (query: string, who: Record<string, string> = verifier) =>
  readJson<DeskPage>(await server.get(`/api/queue?year=${year}&${query}`, { headers: who }))
const post = (path: string, body: object, who: object = verifier, headers: Record<string, string> = {}) =>
  server.get(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...who, ...headers },
    body: JSON.stringify(body),
  })
const filter = () => ({ year: String(year) })
const previewed = async (body: object, who: object = verifier) =>
  readJson<DecisionPreview>(
    await post('/api/decision-previews', { grant: 1, filter: filter(), ...body }, who),
  )
const carryOut = async (token: string | null, headers: Record<string, string> = {}) =>
  readJson<DecisionBatch>(await post('/api/decision-batches', { token }, verifier, headers))
const undo = async (id: number, who: object = verifier) =>
  server.get(`/api/decision-batches/${id}`, { method: 'DELETE', headers: { ...who } })
const decide = (code: string, version: number, body: object, who: object = other) =>
  post(`/api/proposals/${code}/decisions`, body, who, { 'If-Match': `"${version}"` })

describe('a queue', () => {
  it('holds what waits within a grant, page by page, with counts, filters and what may be done', async () => {
    await propose(25)
    const first = await queue('limit=10')
    expect(first).toMatchObject({ grants: [HERE], grant: 1, tab: 'waiting', total: 25 })
    expect(first.counts).toMatchObject({ waiting: 25, overdue: 0, done: 0 })
    const second = await queue(`limit=10&cursor=${first.next}`)
    const third = await queue(`limit=10&cursor=${second.next}`)
    expect(third.next).toBeNull()
    const codes = [first, second, third].flatMap(({ items }) => items.map(({ code }) => code))
    expect(new Set(codes).size).toBe(25)
    expect(first.items[0]).toMatchObject({ stage: 'district', version: 1, announced: true })
    expect(first.items[0]?.actions).toEqual(
      expect.arrayContaining(['accept', 'return', 'reject', 'postpone']),
    )
    expect((await queue('sector=health')).total).toBe(13)
    expect((await queue('area=62.99.01.2001')).total).toBe(8)
    expect((await queue('agency=Dinas+PUPR')).total).toBe(25)
    expect((await queue('agency=Dinas+Lain')).total).toBe(0)
    expect((await queue('stage=agency')).total).toBe(0)
    expect((await queue('q=gang+17')).total).toBe(1)
    for (const [name, value] of [
      ['tab', 'semua'],
      ['limit', '0'],
      ['cursor', 'x'],
      ['stage', 'bulan'],
      ['grant', '0'],
    ] as const)
      await readParameterFault(await server.get(`/api/queue?${name}=${value}`, { headers: verifier }), name)
    await readFault(await server.get('/api/queue?grant=2', { headers: verifier }), 404)
    await readFault(await server.get('/api/queue'), 401)
    await readFault(await server.get('/api/queue', { headers: await accountWith(server, 'operator') }), 403)
  })

  it('moves what was decided to what is done, and tells nobody outside', async () => {
    await propose(3)
    const [one] = (await queue('')).items
    const before = await (await server.get(`/api/proposals?year=${year}`)).text()
    expect((await decide(one!.code, 1, { action: 'accept', costRupiah: 1_000 }, verifier)).status).toBe(201)
    expect((await queue('')).counts).toMatchObject({ waiting: 2, done: 1 })
    const [done] = (await queue('tab=done')).items
    expect(done).toMatchObject({ code: one!.code, status: 'accepted', version: 2, announced: false })
    expect(done).toMatchObject({ costRupiah: 1_000, askedRupiah: one!.costRupiah })
    expect(done?.actions).toContain('pass-on')
    expect(await (await server.get(`/api/proposals?year=${year}`)).text()).toBe(before)
    const alone = await readJson<DeskItem>(await server.get(`/api/queue/${one!.code}`, { headers: verifier }))
    expect(alone).toEqual(done)
  })

  it('tells what is overdue: what waits too long, and what was sent back and not answered in time', async () => {
    await propose(4)
    await server.database.write.raw(
      `UPDATE proposals SET updated_at = now() - interval '15 days' WHERE code = 'M${year}-0001'`,
    )
    const body = {
      action: 'return',
      reason: 'Alamat belum jelas',
      return: { fields: ['address'], deadline: '2026-01-01T00:00:00+07:00', answeredBy: 'proposer' },
    }
    expect((await decide(`M${year}-0002`, 1, body)).status).toBe(201)
    const { items, counts } = await queue('tab=overdue')
    expect(items.map(({ code }) => code)).toEqual([`M${year}-0001`, `M${year}-0002`])
    expect(counts).toMatchObject({ waiting: 3, overdue: 2, done: 0 })
  })

  it('tells by the cycle when its stage closes, and is overdue once it has, where it has', async () => {
    await propose(6)
    await server.database.write.raw(
      `UPDATE proposals SET updated_at = now() - interval '15 days' WHERE year = ${year}`,
    )
    const cycles = new CycleClient(server, await accountWith(server, 'administrator'))
    const cycle = await cycles.create(year)
    const stage = `/api/cycles/${year}/stages/musrenbang-kecamatan`
    await cycles.setStage(cycle, 'musrenbang-kecamatan', {
      opens: hoursFromNow(-48),
      closes: hoursFromNow(48),
    })
    const open = await queue('tab=waiting')
    expect(open.counts).toMatchObject({ waiting: 6, overdue: 0 })
    const standing = { planYear: year, region: REGION, key: 'musrenbang-kecamatan', timeZone: ZONE }
    expect(open.items[0]?.cycleStage).toMatchObject({ ...standing, opening: 'open' })
    const closing = { reason: 'Musrenbang selesai', area: '62.99.01.2001' }
    await cycles.change('POST', `${stage}/closing`, closing)
    const closed = await queue('tab=overdue')
    expect(closed.counts).toMatchObject({ waiting: 6, overdue: 2 })
    for (const { villageCode, cycleStage } of closed.items)
      expect([villageCode, cycleStage?.opening]).toEqual(['62.99.01.2001', 'ended'])
    const overdue = await previewed({ tab: 'overdue', action: 'note', reason: 'Terlambat' })
    expect(overdue).toMatchObject({ found: 2 })
    // What was decided and is held keeps its place in the cycle.
    const [other] = open.items.filter(({ villageCode }) => villageCode === '62.99.01.2002')
    expect((await decide(other!.code, 1, { action: 'verify' }, verifier)).status).toBe(201)
    await cycles.change('POST', `${stage}/closing`, { ...closing, area: '62.99.01' })
    expect((await queue('tab=overdue')).counts).toMatchObject({ waiting: 6, overdue: 6 })
  })

  it('tells what it can be narrowed to: areas and agencies of what it holds', async () => {
    await propose(6)
    await server.database.write.raw(
      `UPDATE proposals SET agency = 'Dinas Kesehatan', source = 'pokir' WHERE code = 'M${year}-0001'`,
    )
    const { choices } = await queue('')
    expect(choices?.agencies).toEqual(expect.arrayContaining(['Dinas Kesehatan', 'Dinas PUPR']))
    expect(choices?.areas.map(({ code }) => code)).toEqual([
      '62.99.01.1003',
      '62.99.01.2001',
      '62.99.01.2002',
    ])
    expect((await queue('agency=Dinas+Kesehatan&source=pokir')).total).toBe(1)
    expect((await queue('source=opd')).total).toBe(0)
    const whole = await accountWith(server, [{ role: 'verifier' }])
    const districts = (await queue('', whole)).choices?.areas.map(({ code }) => code)
    expect(districts).toContain('62.99.01')
    expect(districts).not.toContain('62.99.01.2001')
    const opened = (await queue('area=62.99.01', whole)).choices?.areas.map(({ code }) => code)
    expect(opened).toEqual(expect.arrayContaining(['62.99.01', '62.99.01.2001']))
  })

  it('flags what a machine finds, with its reason', async () => {
    await propose(30)
    const { write } = server.database
    await write.raw(`UPDATE proposals SET cost_rupiah = cost_rupiah * 10 WHERE code = 'M${year}-0004'`)
    await write.raw(`UPDATE proposals SET location_quality = 'conflict' WHERE code = 'M${year}-0005'`)
    await write.raw(
      `UPDATE proposals SET title = 'Jembatan', address = 'RT 02 RW 01', village_code = '62.99.01.2001'
       WHERE code IN ('M${year}-0006', 'M${year}-0007')`,
    )
    const { items, counts, total } = await queue('tab=flagged')
    expect(counts).toMatchObject({ waiting: 30, flagged: 4 })
    expect(total).toBe(4)
    const found = Object.fromEntries(items.map(({ code, checks }) => [code.slice(-1), checks[0]]))
    expect(found[4]).toMatchObject({ code: 'cost-high', severity: 'warning' })
    expect(found[5]).toMatchObject({ code: 'place-conflict', severity: 'error' })
    expect(found[6]).toMatchObject({ code: 'duplicate', others: [`M${year}-0007`] })
    expect(found[7]).toMatchObject({ code: 'duplicate', others: [`M${year}-0006`] })
  })
})

describe('a decision about many', () => {
  it(`about ${ROWS} rows while others change ${CHANGED}: exactly those are reported, and undo spares later decisions`, async () => {
    await propose(ROWS)
    const preview = await previewed({ action: 'accept' })
    expect(preview).toMatchObject({ found: ROWS, possible: ROWS, flagged: 0, skipped: [], role: 'district' })
    expect(preview.costRupiah).toBe(ROWS * 100_000_000 + (1_000 * ROWS * (ROWS + 1)) / 2)
    const changed = Array.from(
      { length: CHANGED },
      (_, at) => `M${year}-${String(at * 23 + 1).padStart(4, '0')}`,
    )
    const accounts = await Promise.all(Array.from({ length: 5 }, () => accountWith(server, [HERE])))
    const others = changed.map((code, at) => decide(code, 1, { action: 'verify' }, accounts[at % 5]))
    for (const answer of await Promise.all(others)) expect(answer.status).toBe(201)
    const batch = await carryOut(preview.token)
    expect(batch.done).toHaveLength(ROWS - CHANGED)
    expect(batch.skipped.map(({ code }) => code).toSorted()).toEqual(changed.toSorted())
    for (const { problem } of batch.skipped) expect(problem.status).toBe(412)
    // A later decision and an announcement are spared.
    const [later, announced] = batch.done.map(({ code }) => code)
    expect((await decide(later!, 2, { action: 'note', reason: 'Perlu dilihat lagi' })).status).toBe(201)
    expect((await post('/api/announcements', { codes: [announced] })).status).toBe(200)
    const undone = await readJson<UndoneBatch>(await undo(batch.id))
    expect(undone.done).toHaveLength(ROWS - CHANGED - 2)
    expect(Object.fromEntries(undone.skipped.map(({ code, problem }) => [code, problem.status]))).toEqual({
      [later!]: 412,
      [announced!]: 409,
    })
    expect(await readJson<UndoneBatch>(await undo(batch.id))).toEqual(undone)
    expect((await queue('')).counts).toMatchObject({ waiting: ROWS - 2, done: 2 })
  }, 120_000)

  it('of those that change while it is on its way misses none and doubles none', async () => {
    await propose(120)
    const { token } = await previewed({ action: 'accept' })
    const codes = Array.from(
      { length: CHANGED },
      (_, at) => `M${year}-${String(at * 3 + 1).padStart(4, '0')}`,
    )
    const [batch, ...answers] = await Promise.all([
      carryOut(token),
      ...codes.map((code) => decide(code, 1, { action: 'verify' })),
    ])
    const won = codes.filter((_, at) => (answers[at] as Response).status === 201)
    for (const answer of answers) expect([201, 412]).toContain(answer.status)
    expect(batch.skipped.map(({ code }) => code).toSorted()).toEqual(won.toSorted())
    expect(batch.done).toHaveLength(120 - won.length)
    const { rows } = await server.database.write.raw<{ rows: { n: number }[] }>(
      `SELECT count(*)::int AS n FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.year = ${year}`,
    )
    expect(rows[0]?.n).toBe(120)
  }, 60_000)

  it('is previewed by the same rules: what would be refused is told, with why', async () => {
    await propose(4)
    await decide(`M${year}-0001`, 1, { action: 'reject', reason: 'Usulan ganda' })
    const codes = [1, 2, 3].map((n) => `M${year}-000${n}`)
    const preview = await previewed({
      codes: [...codes, 'TIDAK-ADA', '202500003'],
      filter: undefined,
      action: 'accept',
    })
    expect(preview).toMatchObject({ found: 5, possible: 2 })
    expect(Object.fromEntries(preview.skipped.map(({ code, problem }) => [code, problem.status]))).toEqual({
      [`M${year}-0001`]: 409,
      'TIDAK-ADA': 404,
      '202500003': 403,
    })
    const without = await previewed({ action: 'reject' })
    expect(without).toMatchObject({ token: null, found: 3, possible: 0 })
    expect(without.skipped[0]?.problem).toMatchObject({ status: 400, parameter: 'reason' })
    expect((await queue('')).counts?.waiting).toBe(3)
  })

  it('is carried out once: a repeat is answered as the first, by token and by key', async () => {
    await propose(3)
    const { token } = await previewed({ action: 'verify' })
    const key = { 'Idempotency-Key': `kunci-massal-${year}` }
    const batch = await carryOut(token, key)
    expect(batch.done).toHaveLength(3)
    expect(await carryOut(token, key)).toEqual(batch)
    expect(await carryOut(token)).toEqual(batch)
    const { token: next } = await previewed({ action: 'accept' })
    await readFault(await post('/api/decision-batches', { token: next }, verifier, key), 409)
    const both = await Promise.all([carryOut(next), carryOut(next)])
    expect(both[0]).toEqual(both[1])
    expect(both[0].done).toHaveLength(3)
  })

  it('takes no token that was made up, is another account’s, or has expired', async () => {
    await propose(2)
    const { token } = await previewed({ action: 'accept' })
    const send = (sent: unknown, who: object = verifier) =>
      post('/api/decision-batches', { token: sent }, who)
    await readFault(await send('a'.repeat(32)), 404)
    await readFault(await send(token, other), 404)
    await readParameterFault(await send('<script>'), 'token')
    await readParameterFault(await send(null), 'token')
    const { id } = await carryOut(token)
    await readFault(await send(token, other), 404)
    await readFault(await undo(id, other), 404)
    const { token: late } = await previewed({ tab: 'done', action: 'pass-on' })
    await server.database.write.raw(`UPDATE decision_previews SET expires_at = now() - interval '1 minute'`)
    await readFault(await send(late), 404)
    await readFault(await undo(0), 404)
  })

  it('refuses a body that says neither which nor what', async () => {
    const send = (body: object) => post('/api/decision-previews', body)
    await readParameterFault(await send({ action: 'accept' }), 'grant')
    await readParameterFault(await send({ grant: 1 }), 'action')
    await readParameterFault(await send({ codes: [], action: 'accept' }), 'codes')
    await readParameterFault(await send({ codes: ['A'], filter: {}, action: 'accept' }), 'filter')
    await readParameterFault(
      await send({ grant: 1, filter: { bulan: '1' }, action: 'accept' }),
      'filter.bulan',
    )
    await readFault(await send({ grant: 7, action: 'accept' }), 404)
  })
})

describe('an announcement', () => {
  it('is previewed, tells everyone, and only what was decided', async () => {
    await propose(3)
    await decide(`M${year}-0001`, 1, { action: 'accept', costRupiah: 5_000_000 })
    const announce = async (body: object) =>
      (
        await readJson<AnnouncementAnswer>(
          await post('/api/announcements', { grant: 1, filter: filter(), ...body }),
        )
      ).codes
    const shown = async () => readJson<ProposalDetail>(await server.get(`/api/proposals/M${year}-0001`))
    expect(await announce({ preview: true })).toEqual([`M${year}-0001`])
    expect(await shown()).toMatchObject({ status: 'submitted', costRupiah: 100_001_000 })
    expect(await announce({})).toEqual([`M${year}-0001`])
    expect(await shown()).toMatchObject({ status: 'accepted', costRupiah: 5_000_000 })
    expect(await announce({})).toEqual([])
    const foreign = await accountWith(server, [{ role: 'verifier', area: '62.99.02' }])
    await readFault(await post('/api/announcements', { codes: [`M${year}-0002`] }, foreign), 403)
    await readParameterFault(await post('/api/announcements', {}), 'grant')
  })
})
