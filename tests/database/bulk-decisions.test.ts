import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountActor, PUBLIC, SYSTEM } from '../../core/access/actor.ts'
import { findBearer } from '../../server/access/submission-secret.ts'
import { createProposal } from '../../server/proposals/create-proposal.ts'
import { decide } from '../../server/proposals/decide.ts'
import type { RowAnswer } from '../../server/proposals/decision-request.ts'
import { readProposal } from '../../server/proposals/read-proposal.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { openProcess, type ProcessStore, refusalOf } from './process-store.ts'

let office: ProcessStore
let verifier: AccountActor
beforeAll(async () => {
  office = await openProcess()
  verifier = await office.as('verifikator', { role: 'verifier' })
})
afterAll(() => office.store.close())

const submitMany = (count: number) => Promise.all(Array.from({ length: count }, () => office.submit()))
const rowsOf = (codes: readonly string[], version = 1) => codes.map((code) => ({ code, version }))
const outcome = (answer: RowAnswer) => (answer.outcome === 'done' ? 'done' : answer.problem.status)
const countDecisions = async () =>
  (await office.query<{ n: number }>('SELECT count(*)::int AS n FROM decisions'))[0]?.n

describe('a decision on many', () => {
  it('is written for those for which it may be, and says of each other why not', async () => {
    const [good, seen, ended, other] = await submitMany(4)
    const held = await office.submit({ held: true })
    await office.decide(verifier, { code: seen!, action: 'note', reason: 'Catatan' })
    await office.decide(verifier, { code: ended!, action: 'reject', reason: 'Ganda' })
    const rows = [
      ...[...rowsOf(['TIDAK-ADA', good!, seen!]), { code: ended!, version: 2 }],
      ...rowsOf([other!, held, good!]),
    ]
    const answers = await office.decideMany(verifier, { rows, action: 'accept', costRupiah: 7 })
    expect(answers.map(({ code }) => code)).toEqual(rows.map(({ code }) => code))
    expect(answers.map(outcome)).toEqual([404, 'done', 412, 409, 'done', 409, 404])
    expect(answers[1]).toMatchObject({ code: good, status: 'accepted', version: 2 })
    const stored = await office.query(
      `SELECT p.code, d.id::int AS decision, o.cost_rupiah::float8 AS cost FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       JOIN office_states o ON o.proposal_id = p.id WHERE d.action = 'accept' ORDER BY p.code COLLATE "C"`,
    )
    // Which of those that were submitted at once came first is left open.
    const done = answers
      .filter((answer) => answer.outcome === 'done')
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    expect(stored).toEqual(done.map(({ code, decision }) => ({ code, decision, cost: 7 })))
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })

  it('is nothing at all where there are no rows, and refused where there are too many', async () => {
    expect(await office.decideMany(verifier, { rows: [] })).toEqual([])
    const rows = rowsOf(Array.from({ length: 20_001 }, (_, i) => `U${i}`))
    expect(await refusalOf(office.decideMany(verifier, { rows }))).toMatchObject({
      ...{ status: 400, parameter: 'rows' },
    })
  })

  it('with a key is written once, whoever repeats it, and each account has keys of its own', async () => {
    const codes = await submitMany(2)
    const request = { rows: rowsOf(codes), action: 'verify', key: 'kunci-massal-1' } as const
    const before = (await countDecisions())!
    const answers = await Promise.all(Array.from({ length: 5 }, () => office.decideMany(verifier, request)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.map(outcome)).toEqual(['done', 'done'])
    expect(await countDecisions()).toBe(before + 2)
    expect(await refusalOf(office.decideMany(verifier, { ...request, action: 'accept' }))).toMatchObject({
      ...{ status: 409, parameter: 'Idempotency-Key' },
    })
    const other = await office.as('lain', { role: 'verifier' })
    expect((await office.decideMany(other, request)).map(outcome)).toEqual([412, 412])
  })

  it('twice at the same time is written once for each', async () => {
    const codes = await submitMany(12)
    const forwards = office.decideMany(verifier, { rows: rowsOf(codes), action: 'accept' })
    const backwards = office.decideMany(verifier, { rows: rowsOf(codes.toReversed()), action: 'verify' })
    const answers = [...(await forwards), ...(await backwards)]
    expect(answers.filter(({ outcome }) => outcome === 'done')).toHaveLength(12)
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })
})

describe('who decides', () => {
  it('does so in the name of an office that is theirs', async () => {
    const code = await office.submit()
    const district = await office.as('camat', { role: 'verifier', area: '62.99.01' })
    const village = await office.as('lurah', { role: 'verifier', area: '62.99.01.1003' })
    const partner = await office.as('mitra', { role: 'verifier', area: '62.99', office: 'partner' })
    const asks = async (actor: AccountActor, role: 'village' | 'district' | 'partner' | 'proposer') =>
      office.decide(actor, { code, version: 7, action: 'verify', role }).then(
        () => 200,
        (error: { body: { status: number; parameter: string } }) =>
          `${error.body.status} ${error.body.parameter}`,
      )
    expect(await asks(district, 'village')).toBe('403 role')
    expect(await asks(village, 'district')).toBe('403 role')
    expect(await asks(partner, 'district')).toBe('403 role')
    expect(await asks(village, 'proposer')).toBe('403 role')
    // These may: it is the version that they have not seen.
    expect(await asks(district, 'district')).toBe('412 If-Match')
    expect(await asks(village, 'village')).toBe('412 If-Match')
    expect(await asks(partner, 'partner')).toBe('412 If-Match')
  })

  it('learns nothing of what is hidden from them: a 404 comes before every other refusal', async () => {
    const held = await office.submit({ held: true })
    const nothing = { code: 'TIDAK-ADA', version: 9, action: 'budget' } as const
    for (const actor of [
      await office.as('pengelola', { role: 'administrator' }),
      await office.as('jauh', { role: 'verifier', area: '99' }),
      await office.as('warga', { role: 'resident' }),
    ]) {
      const there = await refusalOf(office.decide(actor, { ...nothing, code: held }))
      const absent = await refusalOf(office.decide(actor, nothing))
      expect({ ...there, detail: '', received: '' }).toEqual({ ...absent, detail: '', received: '' })
      expect(there.status).toBe(404)
    }
  })

  it('gives what the step demands, and grants only by steps that grant', async () => {
    const code = await office.submit()
    const ask = (request: object) => refusalOf(office.decide(verifier, { code, ...request }))
    expect(await ask({ action: 'note', reason: 'Catatan', costRupiah: 1 })).toMatchObject({
      parameter: 'costRupiah',
    })
    expect(await ask({ action: 'reject', reason: 'Ganda', volume: 1 })).toMatchObject({ parameter: 'volume' })
    expect(await ask({ action: 'return', reason: 'Lengkapi' })).toMatchObject({ parameter: 'return' })
  })
})

describe('a return', () => {
  const asked = {
    fields: ['volume', 'unit'],
    deadline: '2027-01-31T23:59:00+07:00',
    answeredBy: 'proposer',
  } as const
  const returnsOf = (code: string) =>
    office.query(
      `SELECT r.fields, r.answered_by, r.resumed_at IS NOT NULL AS resumed, r.lapsed_at IS NOT NULL AS lapsed
       FROM returns r JOIN proposals p ON p.id = r.proposal_id WHERE p.code = ? ORDER BY r.decision_id`,
      [code],
    )

  it('says what is asked, by when and of whom, until whoever proposed resumes it', async () => {
    const resident = await office.as('ibu-sari', { role: 'resident' })
    const code = await office.submit({ actor: resident })
    const terms = {
      action: 'return',
      role: 'village',
      reason: 'Lengkapi',
      return: asked,
      announce: true,
    } as const
    await office.decide(verifier, {
      code,
      ...terms,
      document: { number: 'BA 3/2026', date: '2026-02-01', page: '4' },
    })
    const open = { fields: ['volume', 'unit'], answered_by: 'proposer', resumed: false, lapsed: false }
    expect(await returnsOf(code)).toEqual([open])
    const [kept] = await office.query(
      `SELECT d.document FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code = ?`,
      [code],
    )
    expect(kept).toEqual({ document: { number: 'BA 3/2026', date: '2026-02-01', page: '4' } })
    const answer = { code, version: 2, action: 'resume', role: 'proposer', announce: true } as const
    expect(
      await refusalOf(office.decide(await office.as('lain', { role: 'resident' }), answer)),
    ).toMatchObject({
      status: 403,
    })
    expect(await office.decide(resident, answer)).toMatchObject({ status: 'submitted', version: 3 })
    expect(await returnsOf(code)).toEqual([{ ...open, resumed: true }])
    expect(await findBrokenStates(office.store.database.write)).toEqual([])
  })

  it.each([
    'DELETE FROM returns',
    `UPDATE returns SET deadline = now()`,
    'TRUNCATE returns',
    'UPDATE returns SET resumed_at = now()',
  ])('stays: %s is refused', async (sql) => {
    await expect(office.query(sql)).rejects.toThrow(/append-only/)
  })
})

describe('whose a proposal is', () => {
  it('is the account that sent it, with its name on the event, and for whom, where that was said', async () => {
    const operator = await office.as('operator-desa', { role: 'operator' })
    const code = await office.submit({ actor: operator, onBehalf: { of: 'Kelompok tani' } })
    const [row] = await office.query(
      `SELECT p.account_id, p.on_behalf, p.on_behalf_of, p.origin, e.account_id AS by FROM proposals p JOIN events e ON e.proposal_id = p.id
       WHERE p.code = ?`,
      [code],
    )
    expect(row).toEqual({
      ...{
        account_id: operator.id,
        on_behalf: true,
        on_behalf_of: 'Kelompok tani',
        origin: 'submission',
        by: operator.id,
      },
    })
    const [nobodys] = await office.query('SELECT account_id, on_behalf FROM proposals WHERE code = ?', [
      await office.submit(),
    ])
    expect(nobodys).toEqual({ account_id: null, on_behalf: false })
  })

  it('is whoever shows the secret that came with it, of which the store keeps a digest', async () => {
    const { write, read } = office.store.database
    const submission = { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151 }
    const created = await createProposal(write, { submission, actor: PUBLIC })
    const bearer = await findBearer(write, created.secret ?? '')
    expect(bearer).toMatchObject({ kind: 'bearer' })
    expect(await findBearer(write, `${created.secret}x`)).toBeUndefined()
    expect(await findBearer(write, '')).toBeUndefined()
    const kept = await office.query<{ text: string }>('SELECT s::text AS text FROM proposal_secrets s')
    expect(JSON.stringify(kept)).not.toContain(created.secret)

    const take = { version: 1, action: 'withdraw', role: 'proposer', announce: true } as const
    const other = await office.submit()
    expect(await refusalOf(decide(write, bearer!, { ...take, code: other }))).toMatchObject({
      status: 403,
    })
    expect(await decide(write, bearer!, { ...take, code: created.code })).toMatchObject({
      status: 'withdrawn',
    })
    expect(await readProposal(read, PUBLIC, created.code)).toBeUndefined()
    const [decision] = await office.query(
      `SELECT d.origin, d.account_id, d.seen_by FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code = ?`,
      [created.code],
    )
    expect(decision).toEqual({ origin: 'submission', account_id: null, seen_by: 'office' })
  })

  it('is not told by a refusal what offices hold', async () => {
    const resident = await office.as('pak-budi', { role: 'resident' })
    const code = await office.submit({ actor: resident })
    await office.decide(verifier, { code, action: 'reject', reason: 'Ganda' })
    const take = { code, action: 'withdraw', role: 'proposer', announce: true } as const
    const refusal = await refusalOf(office.decide(resident, { ...take, version: 1 }))
    expect(refusal).toMatchObject({ status: 409 })
    expect(JSON.stringify(refusal)).not.toContain('rejected')
    const blind = await refusalOf(office.decide(resident, { ...take, version: 2 }))
    expect(blind).toMatchObject({ status: 412, expected: '"1"' })
  })

  it('with a secret of the phone’s own is not said again, and two cannot have the same', async () => {
    const secret = 'A'.repeat(43)
    const submission = { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151, secret }
    const send = () => createProposal(office.store.database.write, { submission, actor: SYSTEM })
    expect(Object.keys(await send())).toEqual(['code'])
    expect(await refusalOf(send())).toMatchObject({ status: 409, parameter: 'secret' })
  })
})
