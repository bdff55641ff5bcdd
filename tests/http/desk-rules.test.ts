import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../core/access/actor.ts'
import type { Grant } from '../../core/access/grant.ts'
import type { CeilingUseAnswer, CycleAnswer } from '../../core/api/cycle.ts'
import type { DecisionBatch, DecisionPreview, DeskItem } from '../../core/api/desk.ts'
import type { Items } from '../../core/api/items.ts'
import type { OfficeDecision, TakenDecision } from '../../core/api/office-state.ts'
import { decide as decideNow } from '../../server/proposals/decide.ts'
import { startTestServer, type TestServer } from '../support/start-test-server.ts'
import { accountWith } from './account-with.ts'
import { readFault, readJson, readParameterFault } from './answers.ts'
import { CycleClient, hoursFromNow } from './cycle-client.ts'

const STAGE = 'musrenbang-kecamatan'
const HERE: Grant = { role: 'verifier', area: '62.99.01', stages: ['district'] }
const COST = 100_000_000
const OPEN = { opens: hoursFromNow(-48), closes: hoursFromNow(48) }
const CHECKLIST = [
  { key: 'place', label: { id: 'Lokasi sudah dilihat', en: 'The place was seen' }, required: true },
  { key: 'photo', label: { id: 'Foto terlampir', en: 'Photos attached' } },
]

let server: TestServer
let verifier: { Cookie: string }
let cycles: CycleClient
let cycle: CycleAnswer
let year = 2080
beforeAll(async () => {
  server = await startTestServer()
  verifier = await accountWith(server, [HERE])
  cycles = new CycleClient(server, await accountWith(server, 'administrator'))
})
afterAll(() => server.close())
beforeEach(async () => {
  year += 1
  cycle = await cycles.create(year)
  await cycles.setStage(cycle, STAGE, { ...OPEN, checklist: [] })
})

const codeOf = (at: number) => `R${year}-${at}`
async function propose(count: number): Promise<void> {
  await server.database.write.raw(
    `INSERT INTO proposals (code, package_id, year, source, title, sector, stage, status, location_quality, village_code, agency, cost_rupiah)
     SELECT ?::text || n, (SELECT id FROM packages LIMIT 1), ?::int, 'musrenbang', 'Rabat beton gang ' || n, 'public-works', 'district',
       'submitted', 'point', '62.99.01.2001', 'Dinas PUPR', ${COST} FROM generate_series(1, ?::int) n`,
    [`R${year}-`, year, count],
  )
}
const demand = () => cycles.setStage(cycle, STAGE, { ...OPEN, checklist: CHECKLIST })
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  server.get(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...verifier, ...headers },
    body: JSON.stringify(body),
  })
const decide = (at: number, version: number, body: object) =>
  post(
    `/api/proposals/${codeOf(at)}/decisions`,
    { action: 'accept', ...body },
    { 'If-Match': `"${version}"` },
  )
const taken = async (at: number, version: number, body: object = {}) =>
  readJson<TakenDecision>(await decide(at, version, body))
const get = async <T>(path: string) => readJson<T>(await server.get(path, { headers: verifier }))

describe('the checklist of a stage', () => {
  it('is ticked with a decision, by whom and when, and what is demanded is ticked before it accepts', async () => {
    await propose(3)
    await demand()
    const fault = await readParameterFault(await decide(1, 1, {}), 'checklist')
    expect(fault).toMatchObject({ title: 'Checklist incomplete', expected: 'place' })
    await readParameterFault(await decide(1, 1, { checklist: ['photo'] }), 'checklist')
    await readParameterFault(await decide(1, 1, { checklist: ['surat'] }), 'checklist')
    await readParameterFault(await decide(1, 1, { checklist: ['place', 7] }), 'checklist[1]')
    // What refuses or looks on demands nothing; what was ticked with it stands for what follows.
    expect((await decide(2, 1, { action: 'reject', reason: 'Usulan ganda' })).status).toBe(201)
    await taken(1, 1, { action: 'verify', checklist: ['place'] })
    const item = await get<DeskItem>(`/api/queue/${codeOf(1)}`)
    expect(item.ticks).toEqual([{ key: 'place', by: expect.stringMatching(/^uji-/), at: expect.any(String) }])
    expect(await taken(1, 2, { checklist: ['photo'] })).toMatchObject({ status: 'accepted', reserve: [] })
    const { items } = await get<Items<OfficeDecision>>(`/api/proposals/${codeOf(1)}/office-decisions`)
    expect(items.map(({ action, checklist }) => [action, checklist.map(({ label }) => label.id)])).toEqual([
      ['verify', ['Lokasi sudah dilihat']],
      ['accept', ['Foto terlampir']],
    ])
    // Words that the stage no longer has stay with the decision, and none of it is public.
    await cycles.setStage(cycle, STAGE, { ...OPEN, checklist: [] })
    const later = await get<Items<OfficeDecision>>(`/api/proposals/${codeOf(1)}/office-decisions`)
    expect(later.items[0]?.checklist).toEqual([{ key: 'place', label: CHECKLIST[0]?.label }])
    await post('/api/announcements', { codes: [codeOf(1)] })
    for (const path of [`/api/proposals/${codeOf(1)}`, `/api/proposals/${codeOf(1)}/decisions`])
      expect(await (await server.get(path)).text()).not.toContain('Lokasi sudah dilihat')
  })

  it('is gone through anew once a proposal was sent back, and by what was taken back nothing is ticked', async () => {
    await propose(2)
    await demand()
    await taken(1, 1, { action: 'verify', checklist: ['place'] })
    const back = { fields: ['address'], deadline: '2099-01-01T00:00:00+07:00', answeredBy: 'proposer' }
    await taken(1, 2, { action: 'return', reason: 'Alamat belum jelas', return: back })
    const { write } = server.database
    const resume = { action: 'resume', role: 'proposer', announce: false } as const
    await decideNow(write, SYSTEM, { code: codeOf(1), version: 3, ...resume })
    await readParameterFault(await decide(1, 4, {}), 'checklist')
    await taken(1, 4, { checklist: ['place'] })

    const { decision } = await taken(2, 1, { action: 'verify', checklist: ['place'] })
    const path = `/api/proposals/${codeOf(2)}/decisions/${decision}`
    await readJson(await server.get(path, { method: 'DELETE', headers: verifier }))
    expect((await get<DeskItem>(`/api/queue/${codeOf(2)}`)).ticks).toEqual([])
    await readParameterFault(await decide(2, 3, {}), 'checklist')
  })

  it('holds for many at once by the same rules, and where a stage has none nothing is ticked', async () => {
    await propose(4)
    await readParameterFault(await decide(4, 1, { checklist: ['place'] }), 'checklist')
    await demand()
    const codes = [1, 2, 3].map(codeOf)
    const preview = async (body: object) =>
      readJson<DecisionPreview>(await post('/api/decision-previews', { codes, action: 'accept', ...body }))
    const without = await preview({})
    expect(without).toMatchObject({ possible: 0, token: null })
    expect(without.skipped[0]?.problem).toMatchObject({ status: 400, parameter: 'checklist' })
    const { token, possible } = await preview({ checklist: ['place'] })
    expect(possible).toBe(3)
    const batch = await readJson<DecisionBatch>(await post('/api/decision-batches', { token }))
    expect(batch.done).toHaveLength(3)
    const { items } = await get<Items<OfficeDecision>>(`/api/proposals/${codeOf(2)}/office-decisions`)
    expect(items.at(-1)?.checklist.map(({ key }) => key)).toEqual(['place'])
  })
})

describe('ceilings', () => {
  const ceilings = async (...list: object[]) => {
    const path = `/api/cycles/${year}/stages/${STAGE}/ceilings`
    const answer = await cycles.ask('PUT', path, { ceilings: list }, `"${cycles.version}"`)
    expect(answer.status).toBe(200)
    cycles.version = Number(answer.headers.get('etag')?.replaceAll('"', ''))
  }
  const HERE_CEILING = { area: '62.99.01', agency: null, rupiah: 2.5 * COST, source: 'SE Bupati' }
  const used = async () =>
    (await get<Items<CeilingUseAnswer>>(`/api/cycles/${year}/stages/${STAGE}/ceilings/use`)).items

  it('run along: what is accepted beyond one is told as a reserve, by its place', async () => {
    await propose(6)
    await ceilings(HERE_CEILING, { ...HERE_CEILING, area: null, agency: 'Dinas PUPR', rupiah: COST })
    expect((await taken(1, 1)).reserve).toEqual([])
    expect((await taken(2, 1, { action: 'verify' })).reserve).toEqual([])
    expect((await taken(2, 2)).reserve).toEqual([])
    const { agency, area, rupiah } = HERE_CEILING
    expect((await taken(3, 1)).reserve).toEqual([{ area, agency, rupiah, place: 1 }])
    // One that still fits is none, and whoever is beyond is named by the same order as in the list of the ceiling.
    expect((await taken(4, 1, { costRupiah: COST / 2 })).reserve).toEqual([])
    expect((await taken(5, 1)).reserve).toMatchObject([{ place: 2 }])
    // Of the agency's ceiling nothing is told to those who decide for a district.
    expect(await used()).toEqual([
      {
        ...HERE_CEILING,
        ...{ accepted: 5, acceptedRupiah: 4.5 * COST, withoutCost: 0, leftRupiah: -2 * COST, roomRupiah: 0 },
        reserve: [codeOf(3), codeOf(5)],
      },
    ])
    // What is taken back makes room, for the first in reserve.
    const whole = await accountWith(server, [{ role: 'verifier' }])
    const path = `/api/cycles/${year}/stages/${STAGE}/ceilings/use`
    const all = await readJson<Items<CeilingUseAnswer>>(await server.get(path, { headers: whole }))
    expect(all.items.map(({ reserve }) => reserve.length)).toEqual([2, 4])
    await taken(1, 2, { action: 'postpone', reason: 'Lahan belum siap' })
    expect((await used())[0]?.reserve).toEqual([codeOf(5)])
  })

  it('are told before and after a decision about many', async () => {
    await propose(5)
    await ceilings(HERE_CEILING)
    await taken(5, 1)
    const body = { codes: [1, 2, 3, 4].map(codeOf), action: 'accept' }
    const preview = await readJson<DecisionPreview>(await post('/api/decision-previews', body))
    expect(preview).toMatchObject({ possible: 4, reserve: [codeOf(2), codeOf(3), codeOf(4)] })
    const cheap = await readJson<DecisionPreview>(
      await post('/api/decision-previews', { ...body, costRupiah: COST / 2 }),
    )
    expect(cheap.reserve).toEqual([codeOf(4)])
    const batch = await readJson<DecisionBatch>(await post('/api/decision-batches', { token: preview.token }))
    expect(batch.reserve.toSorted()).toEqual(preview.reserve.toSorted())
    expect((await used())[0]?.reserve).toEqual(preview.reserve)
    const rejecting = { codes: [codeOf(5)], action: 'postpone', reason: 'Lahan belum siap' }
    expect(
      (await readJson<DecisionPreview>(await post('/api/decision-previews', rejecting))).reserve,
    ).toEqual([])
  })

  it('of which many take at once: each is told what stays true', async () => {
    await propose(12)
    await ceilings(HERE_CEILING)
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => taken(at + 1, 1)))
    const within = answers.filter(({ reserve }) => reserve.length === 0)
    expect(within).toHaveLength(2)
    const told = answers
      .flatMap(({ code, reserve }) => reserve.map(({ place }) => ({ code, place })))
      .toSorted((one, other) => one.place - other.place)
    expect(told.map(({ place }) => place)).toEqual(Array.from({ length: 10 }, (_, at) => at + 1))
    expect((await used())[0]?.reserve).toEqual(told.map(({ code }) => code))
  })

  it('refuse nobody: a grant that covers none is told nothing, and decides all the same', async () => {
    await propose(2)
    await ceilings({ ...HERE_CEILING, rupiah: 0 })
    const village = await accountWith(server, [{ ...HERE, area: '62.99.01.2001' }])
    const body = { action: 'accept', role: 'village' }
    const headers = { 'Content-Type': 'application/json', 'If-Match': '"1"', ...village }
    const path = `/api/proposals/${codeOf(1)}/decisions`
    await readFault(await server.get(path, { method: 'POST', headers, body: JSON.stringify(body) }), 409)
    await cycles.setStage(cycle, STAGE, { ...OPEN, actors: [] })
    const again = await server.get(path, { method: 'POST', headers, body: JSON.stringify(body) })
    expect((await readJson<TakenDecision>(again)).reserve).toEqual([])
    expect((await used())[0]?.reserve).toEqual([codeOf(1)])
  })
})
