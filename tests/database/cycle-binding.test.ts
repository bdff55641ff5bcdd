import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AccountActor, PUBLIC } from '../../core/access/actor.ts'
import { TRACKS } from '../../core/cycle/track.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { removeStage } from '../../server/cycles/change-stage.ts'
import { createCycle, deleteCycle } from '../../server/cycles/create-cycle.ts'
import { readStagesOf } from '../../server/cycles/locked-stages.ts'
import { trustClock } from '../../server/cycles/trusted-clock.ts'
import { announceDecisions } from '../../server/proposals/announce-decisions.ts'
import { readStagesNow } from '../../server/proposals/stages-now.ts'
import { undoDecisions } from '../../server/proposals/undo-decisions.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { openProcess, type ProcessStore, refusalOf } from './process-store.ts'

const YEAR = 2031
const VILLAGE = '62.99.01.1003'
let office: ProcessStore
let verifier: AccountActor
let cycle: number
let stageIds: ReadonlyMap<string, number>
beforeAll(async () => {
  office = await openProcess()
  verifier = await office.as('verifikator', { role: 'verifier' })
})
afterAll(() => office.store.close())
beforeEach(async () => {
  await office.query('UPDATE proposals SET year = 2030 WHERE year = ?', [YEAR])
  await office.query('DELETE FROM stage_areas')
  await office.query(
    'UPDATE proposals SET stage_id = NULL; UPDATE office_states SET stage_id = NULL; ALTER TABLE decisions DISABLE TRIGGER decisions_append_only; UPDATE decisions SET stage_id = NULL, stage_id_after = NULL; ALTER TABLE decisions ENABLE TRIGGER decisions_append_only; DELETE FROM stages; DELETE FROM cycles',
  )
})

const submit = () =>
  office.submit({ submission: { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151, year: YEAR } })

async function makeCycle(): Promise<void> {
  const { write } = office.store.database
  cycle = await createCycle(write, null, {
    ...{ region: '62.99', planYear: YEAR, forumYear: YEAR - 1, realisationYear: YEAR },
    ...{ timeZone: 'Asia/Pontianak', tracks: [...TRACKS], usualDates: false },
  })
  stageIds = new Map((await readStagesOf(write, cycle)).map(({ key, id }) => [key, id]))
}

/** Opens and ends stages by hours from now, by the clock on the wall of the region. */
async function date(key: string, opens: number, closes: number, more = ''): Promise<void> {
  const wall = `(now() AT TIME ZONE 'Asia/Pontianak')`
  await office.query(
    `UPDATE stages SET opens = ${wall} + ?::int * interval '1 second', closes = ${wall} + ?::int * interval '1 second' ${more}
     WHERE id = ?`,
    [opens, closes, stageIds.get(key) ?? null],
  )
}
const DAY = 86_400
const open = (key: string, more = '') => date(key, -DAY, DAY, more)
const end = (key: string) => date(key, -DAY, -1)
const place = (code: string, stage: string, status: string) =>
  office.query('UPDATE proposals SET stage = ?, status = ? WHERE code = ?', [stage, status, code])
const lastStage = async (code: string) => {
  const [row] = await office.query<{ at: number | null; after: number | null }>(
    `SELECT d.stage_id AS at, d.stage_id_after AS after FROM decisions d JOIN proposals p ON p.id = d.proposal_id
     WHERE p.code = ? ORDER BY d.id DESC LIMIT 1`,
    [code],
  )
  const keyOf = (id: number | null) => [...stageIds].find(([, known]) => known === id)?.[0]
  return row && { at: keyOf(row.at), after: keyOf(row.after) }
}

describe('a proposal', () => {
  it('is bound to the stage of its plan year, place and track at the moment of deciding, without being written', async () => {
    const code = await submit()
    const rowOf = async () =>
      (await office.query('SELECT xmin, p.* FROM proposals p WHERE code = ?', [code]))[0]
    const before = await rowOf()
    await makeCycle()
    const accept = () => office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    expect(await refusalOf(accept())).toMatchObject({ status: 409, received: 'before' })
    await open('musyawarah-dusun')
    expect(await refusalOf(accept())).toMatchObject({ received: 'before' })
    await end('rembuk-rt-rw')
    expect(await refusalOf(accept())).toMatchObject({ received: 'ended' })
    await open('rembuk-rt-rw')
    expect(await rowOf()).toEqual(before)
    await accept()
    expect(await lastStage(code)).toEqual({ at: 'rembuk-rt-rw', after: 'rembuk-rt-rw' })
    expect(await rowOf()).toEqual(before)
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })

  it('of another year or region has no dates', async () => {
    const code = await office.submit({
      submission: { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151, year: 2029 },
    })
    await makeCycle()
    expect(await office.decide(verifier, { code, version: 1, action: 'accept' })).toMatchObject({
      status: 'accepted',
    })
    expect(await lastStage(code)).toEqual({ at: undefined, after: undefined })
  })

  it('is decided on in the smallest region that has a cycle', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    await createCycle(office.store.database.write, null, {
      ...{ region: '62.99.01', planYear: YEAR, forumYear: YEAR, realisationYear: YEAR },
      ...{ timeZone: 'Asia/Jakarta', tracks: ['kelurahan'], usualDates: false },
    })
    const refused = refusalOf(
      office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' }),
    )
    expect(await refused).toMatchObject({ received: 'before' })
  })

  it('without a village is in the cycle of its district, and heeds no village of it', async () => {
    const code = await submit()
    await office.query('UPDATE proposals SET village_code = NULL WHERE code = ?', [code])
    await makeCycle()
    const accept = () => office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    expect(await refusalOf(accept())).toMatchObject({ received: 'before' })
    await open('rembuk-rt-rw')
    expect(await accept()).toMatchObject({ status: 'accepted' })
  })

  it('goes from forum to budget through whichever stage is open, each of which has its own offices', async () => {
    const code = await submit()
    await makeCycle()
    await place(code, 'regency', 'accepted')
    await end('musrenbang-kabupaten')
    await open('rkpd')
    await office.decide(verifier, {
      code,
      version: 1,
      action: 'plan',
      role: 'partner',
      costRupiah: 5_000_000,
    })
    expect(await lastStage(code)).toEqual({ at: 'rkpd', after: 'rkpd' })
    await end('rkpd')
    await end('kua-ppas')
    await open('rka')
    const budget = (role: 'agency' | 'budget-team' | 'village') =>
      office.decide(verifier, { code, version: 2, action: 'budget', role })
    expect(await refusalOf(budget('village'))).toMatchObject({
      ...{ status: 409, parameter: 'role', received: 'village', expected: 'one of agency, budget-team' },
    })
    await budget('agency')
    expect(await lastStage(code)).toEqual({ at: 'rka', after: 'rka' })
    await end('rka')
    await open('apbd-perubahan')
    const document = { number: '12/2031' }
    await office.decide(verifier, {
      ...{ code, version: 3, action: 'drop', role: 'budget-team', reason: 'Refocusing', document },
    })
    expect(await lastStage(code)).toEqual({ at: 'apbd-perubahan', after: 'apbd-perubahan' })
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })

  it('passes on to the stage of its own track, skipping one of the other', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    await place(code, 'neighbourhood', 'accepted')
    await office.decide(verifier, { code, version: 1, action: 'pass-on', role: 'village' })
    expect(await lastStage(code)).toEqual({ at: 'rembuk-rt-rw', after: 'musrenbang-kelurahan' })
  })

  it('is refused for a reason that its stage does not know for that step', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    const reject = (reasonCode: string) =>
      office.decide(verifier, {
        ...{ code, version: 1, action: 'reject', role: 'village', reason: 'Sudah ada', reasonCode },
      })
    const refusal = await refusalOf(reject('cost-volume'))
    expect(refusal).toMatchObject({ status: 400, parameter: 'reasonCode' })
    expect(refusal.expected).toContain('double')
    expect(await reject('double')).toMatchObject({ status: 'rejected' })
  })

  it('is told at once where its stage says so', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw', `, results = 'at-once'`)
    await office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    const [row] = await office.query('SELECT status, version FROM proposals WHERE code = ?', [code])
    expect(row).toEqual({ status: 'accepted', version: 2 })
  })

  it('is not told by a stage that shows at once what an earlier one holds', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    await office.decide(verifier, { code, version: 1, action: 'accept', role: 'village', announce: false })
    await office.query(`UPDATE stages SET results = 'at-once' WHERE id = ?`, [
      stageIds.get('rembuk-rt-rw') ?? null,
    ])
    await office.decide(verifier, { code, version: 2, action: 'pass-on', role: 'village', announce: false })
    const stateOf = async () =>
      (await office.query('SELECT status, stage, version FROM proposals WHERE code = ?', [code]))[0]
    expect(await stateOf()).toEqual({ status: 'submitted', stage: 'neighbourhood', version: 1 })
    const publisher = await office.as('penerbit', { role: 'verifier' }, { role: 'publisher' })
    await announceDecisions(office.store.database.write, publisher, { codes: [code] })
    expect(await stateOf()).toEqual({ status: 'submitted', stage: 'village', version: 3 })
  })

  it('that came into a forum of its own is decided there, and what stands beside it is not', async () => {
    const [code, other] = [await submit(), await submit()]
    await makeCycle()
    await open('musrenbang-tematik')
    await end('musrenbang-kelurahan')
    for (const one of [code, other]) await place(one, 'village', 'submitted')
    const verify = (one: string) =>
      office.decide(verifier, { code: one, version: 1, action: 'verify', role: 'village' })
    expect(await refusalOf(verify(other))).toMatchObject({ received: 'ended' })
    await office.query('UPDATE proposals SET stage_id = ? WHERE code = ?', [
      ...[stageIds.get('musrenbang-tematik') ?? null, code],
    ])
    await verify(code)
    expect(await lastStage(code)).toEqual({ at: 'musrenbang-tematik', after: 'musrenbang-tematik' })
    await open('rembuk-rt-rw')
    await place(other, 'neighbourhood', 'accepted')
    await office.decide(verifier, { code: other, version: 1, action: 'pass-on', role: 'village' })
    expect(await lastStage(other)).toEqual({ at: 'rembuk-rt-rw', after: 'musrenbang-kelurahan' })
  })

  it('that was passed on is not taken back once the stage that did it is frozen there', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    await open('musrenbang-kelurahan')
    await place(code, 'neighbourhood', 'accepted')
    const terms = { code, version: 1, action: 'pass-on', role: 'village' } as const
    const { decision } = await office.decide(verifier, terms)
    await office.query('INSERT INTO stage_areas (stage_id, area_code, frozen_at) VALUES (?, ?, now())', [
      ...[stageIds.get('rembuk-rt-rw') ?? null, VILLAGE],
    ])
    const undo = () => undoDecisions(office.store.database.write, verifier, [decision])
    expect(await undo()).toMatchObject([{ outcome: 'skipped', problem: { status: 409 } }])
    await office.query('DELETE FROM stage_areas')
    expect(await undo()).toMatchObject([{ outcome: 'done' }])
  })

  it('is told with the stage it stands in, its dates and rules where it lies', async () => {
    const [code, elsewhere] = [await submit(), await submit()]
    await office.query('UPDATE proposals SET year = 2029 WHERE code = ?', [elsewhere])
    await makeCycle()
    await open('musrenbang-kelurahan')
    await place(code, 'village', 'submitted')
    await office.query(
      `INSERT INTO stage_areas (stage_id, area_code, extended_to, reason) VALUES (?, ?, '2099-01-01', 'Banjir')`,
      [stageIds.get('musrenbang-kelurahan') ?? null, VILLAGE],
    )
    const now = await readStagesNow(office.store.database.write, [code, elsewhere])
    expect([...now.keys()]).toEqual([code])
    expect(now.get(code)).toMatchObject({
      ...{ key: 'musrenbang-kelurahan', opening: 'open', closes: '2099-01-01T00:00:00' },
      ...{ timeZone: 'Asia/Pontianak', results: 'announced' },
      name: { id: 'Musrenbang kelurahan' },
      checklist: [{ key: 'place' }, { key: 'volume' }, { key: 'facts' }],
    })
  })

  it('is taken in the second in which its stage opens, and not in the one in which it ends', async () => {
    const code = await submit()
    await makeCycle()
    const nowIs = async (column: 'opens' | 'closes', other: string) =>
      await office.query(
        `UPDATE stages SET ${column} = date_trunc('second', clock_timestamp() AT TIME ZONE 'Asia/Pontianak'), ${other} WHERE id = ?`,
        [stageIds.get('rembuk-rt-rw') ?? null],
      )
    const accept = () => office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    await nowIs('closes', `opens = '2020-01-01'`)
    expect(await refusalOf(accept())).toMatchObject({ status: 409, received: 'ended' })
    await nowIs('opens', 'closes = NULL')
    expect(await accept()).toMatchObject({ status: 'accepted' })
  })

  it('is refused where its village is closed, and taken in the neighbour that was extended', async () => {
    const [here, beside] = [await submit(), await submit()]
    await office.query(`UPDATE proposals SET village_code = '62.99.01.1004' WHERE code = ?`, [beside])
    await makeCycle()
    await end('rembuk-rt-rw')
    await office.query(
      `INSERT INTO stage_areas (stage_id, area_code, closed_at, extended_to, reason)
       VALUES (?::int, ?, now(), NULL, NULL), (?::int, '62.99.01.1004', NULL, '2099-01-01', 'Banjir')`,
      [stageIds.get('rembuk-rt-rw') ?? null, VILLAGE, stageIds.get('rembuk-rt-rw') ?? null],
    )
    const accept = (code: string) =>
      office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    expect(await refusalOf(accept(here))).toMatchObject({ status: 409, received: 'ended' })
    expect(await accept(beside)).toMatchObject({ status: 'accepted' })
  })

  it('that arrives within the grace after the end still arrives', async () => {
    const code = await submit()
    await makeCycle()
    await date('rembuk-rt-rw', -DAY, -5)
    const accept = () => office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    expect(await refusalOf(accept())).toMatchObject({ received: 'ended' })
    await office.query('UPDATE cycles SET grace_seconds = 600')
    expect(await accept()).toMatchObject({ status: 'accepted' })
  })
})

describe('a cycle in which something was decided', () => {
  it('stays, and so does that stage; another may go', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    await office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    const { write } = office.store.database
    const change = { cycle, seen: undefined, account: null }
    expect(await refusalOf(deleteCycle(write, change))).toMatchObject({ status: 409 })
    const remove = (stage: string) => removeStage(write, { ...change, stage })
    expect(await refusalOf(remove('rembuk-rt-rw'))).toMatchObject({ status: 409 })
    await remove('musyawarah-dusun')
    await office.query('INSERT INTO stage_areas (stage_id, area_code, frozen_at) VALUES (?, ?, now())', [
      ...[stageIds.get('rka') ?? null, VILLAGE],
    ])
    expect(await refusalOf(remove('rka'))).toMatchObject({ status: 409 })
    expect((await readStagesOf(write, cycle)).length).toBe(stageIds.size - 1)
  })
})

describe('a new proposal', () => {
  it('is taken while the first stage is open for its village, and belongs to it', async () => {
    await makeCycle()
    expect(await refusalOf(submit())).toMatchObject({
      status: 409,
      parameter: 'year',
      received: String(YEAR),
    })
    await end('rembuk-rt-rw')
    expect(await refusalOf(submit())).toMatchObject({ status: 409 })
    await open('rembuk-rt-rw')
    const code = await submit()
    const [row] = await office.query('SELECT stage_id FROM proposals WHERE code = ?', [code])
    expect(row).toEqual({ stage_id: stageIds.get('rembuk-rt-rw') })
    await office.query('INSERT INTO stage_areas (stage_id, area_code, closed_at) VALUES (?, ?, now())', [
      ...[stageIds.get('rembuk-rt-rw') ?? null, VILLAGE],
    ])
    expect(await refusalOf(submit())).toMatchObject({ status: 409 })
  })

  it('that names no year is of the year whose cycle is open, not of the clock', async () => {
    await makeCycle()
    await open('rembuk-rt-rw')
    const submission = { title: 'Perbaikan talud sungai', villageCode: VILLAGE }
    const code = await office.submit({ submission })
    const [row] = await office.query('SELECT year FROM proposals WHERE code = ?', [code])
    expect(row).toEqual({ year: YEAR })
    expect(code).toMatch(new RegExp(`^U${YEAR}-`))
  })

  it('that names no year is not given one by the clock while no cycle is open for its place', async () => {
    await makeCycle()
    const submission = { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151 }
    expect(await refusalOf(office.submit({ submission }))).toMatchObject({ status: 409, parameter: 'year' })
    await office.query(
      `INSERT INTO stage_areas (stage_id, area_code, opens, closes) VALUES (?, ?, '2020-01-01', '2099-01-01')`,
      [stageIds.get('rembuk-rt-rw') ?? null, VILLAGE],
    )
    const code = await office.submit({ submission })
    expect(code).toMatch(new RegExp(`^U${YEAR}-`))
  })

  it('that arrived before the end is answered the same when it is sent again after it', async () => {
    await makeCycle()
    await open('rembuk-rt-rw')
    const submission = { title: 'Perbaikan talud sungai', villageCode: VILLAGE, year: YEAR }
    const request = { submission, key: 'kunci-uji-siklus', actor: PUBLIC }
    const code = await office.submit(request)
    await end('rembuk-rt-rw')
    expect(await office.submit(request)).toBe(code)
  })
})

describe('a clock that was set back', () => {
  const shiftEvents = (interval: string) =>
    office.query(
      `ALTER TABLE events DISABLE TRIGGER USER; UPDATE events SET at = at + interval '${interval}' WHERE id = (SELECT max(id) FROM events); ALTER TABLE events ENABLE TRIGGER USER`,
    )

  it('decides nothing by dates, until it is right or whoever runs the server says that it is', async () => {
    const code = await submit()
    await makeCycle()
    await open('rembuk-rt-rw')
    const accept = () => office.decide(verifier, { code, version: 1, action: 'accept', role: 'village' })
    await shiftEvents('2 hours')
    expect(await refusalOf(accept())).toMatchObject({ status: 503, title: 'Clock set back' })
    expect(await refusalOf(submit())).toMatchObject({ status: 503 })
    const { now, latest } = await trustClock(office.store.database.write)
    expect(latest!.getTime() - now.getTime()).toBeGreaterThan(7_000_000)
    expect(await accept()).toMatchObject({ status: 'accepted' })
    await trustClock(office.store.database.write)
    expect(await office.query('SELECT latest FROM clock_corrections')).toHaveLength(1)
  })
})

describe('words of cycles', () => {
  it('are those of core, in the checks of the database', async () => {
    const constraints = await office.query<{ def: string }>(
      `SELECT pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conrelid = 'stages'::regclass AND contype = 'c'`,
    )
    const wordsOf = (column: string) =>
      constraints
        .filter(({ def }) => new RegExp(`\\b${column}\\b`).test(def))
        .flatMap(({ def }) => [...def.matchAll(/'([a-z-]+)'::text/g)].map(([, word = '']) => word))
        .sort()
    expect(wordsOf('kind')).toEqual([...PROPOSAL_STAGES].sort())
    expect(wordsOf('tracks')).toEqual([...TRACKS].sort())
    const { OFFICES } = await import('../../server/cycles/stage-fields.ts')
    expect(wordsOf('actors')).toEqual([...OFFICES].sort())
  })
})
