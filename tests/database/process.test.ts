import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PUBLIC, SYSTEM } from '../../core/access/actor.ts'
import { type Grant, ROLES } from '../../core/access/grant.ts'
import { Problem } from '../../core/problem.ts'
import { DECISION_OUTCOMES, DECISION_ROLES } from '../../core/proposal/decision.ts'
import { DECISION_ACTIONS, EVENT_KINDS } from '../../core/proposal/history-words.ts'
import { ORIGINS } from '../../core/proposal/origin.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { PROPOSAL_STATUSES } from '../../core/proposal/status.ts'
import { RETURN_ANSWERERS } from '../../core/proposal/take-step.ts'
import { announceDecisions } from '../../server/proposals/announce-decisions.ts'
import { createProposal } from '../../server/proposals/create-proposal.ts'
import { decide } from '../../server/proposals/decide.ts'
import type { DecisionRequest } from '../../server/proposals/decision-request.ts'
import { proposalCondition } from '../../server/proposals/filter.ts'
import { listProposals } from '../../server/proposals/list-proposals.ts'
import { readEvents, readProposal } from '../../server/proposals/read-proposal.ts'
import { openStore, type TestStore } from '../support/open-store.ts'

let store: TestStore
let accountId: number
beforeAll(async () => {
  store = await openStore()
  const [row] = await store.database
    .write('accounts')
    .insert({ login: 'verifikator', name: 'V', role: 'administrator', password_hash: '-' })
    .returning<{ id: number }[]>('id')
  accountId = row!.id
})
afterAll(() => store.close())

const CODE = '202500001'
const query = async <Row>(sql: string, bindings: (string | number)[] = []): Promise<Row[]> =>
  (await store.database.write.raw<{ rows: Row[] }>(sql, bindings)).rows
const as = (...grants: Grant[]) => ({ kind: 'account' as const, id: accountId, name: 'V', grants })
const verifier = () => as({ role: 'verifier' })
const decideAs = (actor: ReturnType<typeof as>, request: Partial<DecisionRequest>) =>
  decide(store.database.write, actor, {
    ...{ code: CODE, version: 1, action: 'note', role: 'district', announce: false },
    ...request,
  })

/** Waits for a refusal and gives its problem. */
async function refusalOf(work: Promise<unknown>): Promise<Problem['body']> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(Problem)
  return (error as Problem).body
}

async function submit(held = false): Promise<string> {
  const submission = { title: 'Perbaikan talud sungai', lon: 111.251, lat: -2.151 }
  const request = { submission, actor: PUBLIC, held }
  return (await createProposal(store.database.write, request)).code
}

describe('the words of the process', () => {
  it.each([
    ['proposals', 'status', PROPOSAL_STATUSES],
    ['proposals', 'stage', PROPOSAL_STAGES],
    ['office_states', 'status', PROPOSAL_STATUSES],
    ['office_states', 'stage', PROPOSAL_STAGES],
    ['decisions', 'stage', PROPOSAL_STAGES],
    ['decisions', 'role', DECISION_ROLES],
    ['decisions', 'decision', DECISION_OUTCOMES],
    ['decisions', 'action', DECISION_ACTIONS],
    ['decisions', 'status_after', PROPOSAL_STATUSES],
    ['decisions', 'stage_after', PROPOSAL_STAGES],
    ['decisions', 'origin', ORIGINS],
    ['proposals', 'origin', ORIGINS],
    ['stages', 'kind', PROPOSAL_STAGES],
    ['grants', 'role', ROLES],
    ['grants', 'office', DECISION_ROLES.filter((role) => role !== 'proposer' && role !== 'unstated')],
    ['returns', 'answered_by', RETURN_ANSWERERS],
    ['events', 'kind', EVENT_KINDS],
  ])('are those that the database takes as %s.%s', async (table, column, words) => {
    const rows = await query<{ text: string }>(
      `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c' AND conrelid = ?::text::regclass`,
      [table],
    )
    const check = rows.find(({ text }) => text.includes(`(${column} = ANY`))?.text ?? ''
    const taken = [...check.matchAll(/'([^']+)'::text/g)].map(([, word]) => word)
    const sorted = [...words].sort()
    const list = sorted.map((word) => `'${word}'`).join(', ')
    expect(taken.sort(), `a migration with CHECK (${column} IN (${list}))`).toEqual(sorted)
  })
})

describe('a decision', () => {
  it('is written with its account, its event and a version, and is the office’s until it is announced', async () => {
    const before = await readProposal(store.database.read, PUBLIC, CODE)
    const first = await decideAs(verifier(), { action: 'note', reason: 'Lokasi sudah ditinjau' })
    expect(first).toMatchObject({ code: CODE, version: 2, status: before?.status, stage: before?.stage })
    expect(await readProposal(store.database.read, PUBLIC, CODE)).toEqual(before)

    const events = await query(
      `SELECT e.kind, e.account_id, e.announced_at, d.role, d.reason FROM events e JOIN decisions d ON d.id = e.decision_id
       WHERE d.id = ?`,
      [first.decision],
    )
    expect(events).toEqual([
      ...[
        {
          kind: 'noted',
          account_id: accountId,
          announced_at: null,
          role: 'district',
          reason: 'Lokasi sudah ditinjau',
        },
      ],
    ])
    expect(await announceDecisions(store.database.write, SYSTEM, { codes: [CODE] })).toEqual([CODE])
    const after = await readProposal(store.database.read, PUBLIC, CODE)
    expect(after).toMatchObject({ version: 2 })
    expect(after?.decisions.at(-1)).toMatchObject({ decision: 'noted', reason: 'Lokasi sudah ditinjau' })
    expect((await readEvents(store.database.read, PUBLIC, CODE))?.at(-1)).toMatchObject({ kind: 'noted' })
    expect(
      await announceDecisions(store.database.write, SYSTEM, { codes: [CODE] }),
      'nothing is left',
    ).toEqual([])
  })

  it('moves cost, volume, status and stage, and says by which event', async () => {
    const code = await submit()
    const accepted = await decideAs(verifier(), {
      ...{ code, action: 'accept', role: 'village', costRupiah: 90_000_000, volume: 40, announce: true },
    })
    expect(accepted).toMatchObject({ status: 'accepted', stage: 'neighbourhood', version: 2 })
    const passed = await decideAs(verifier(), { code, version: 2, action: 'pass-on', announce: true })
    expect(await readProposal(store.database.read, PUBLIC, code)).toMatchObject({
      ...{
        status: 'submitted',
        stage: 'village',
        version: passed.version,
        costRupiah: 90_000_000,
        volume: 40,
      },
    })
    const events = await readEvents(store.database.read, PUBLIC, code)
    expect(events?.map(({ kind }) => kind)).toEqual(['submitted', 'accepted', 'passed-on'])
  })

  it('is refused to who may not, to who has not seen the latest, and where it leads nowhere', async () => {
    const code = await submit()
    const accept = { code, action: 'accept', announce: true } as const
    expect(await refusalOf(decideAs(as({ role: 'administrator' }), accept))).toMatchObject({ status: 403 })
    const elsewhere = as({ role: 'verifier', area: '99.01' })
    expect(await refusalOf(decideAs(elsewhere, accept))).toMatchObject({ status: 403 })
    expect(await refusalOf(decideAs(verifier(), { ...accept, version: 7 }))).toMatchObject({ status: 412 })
    expect(await refusalOf(decideAs(verifier(), { ...accept, action: 'budget' }))).toMatchObject({
      status: 409,
    })
    expect(await refusalOf(decideAs(verifier(), { ...accept, code: 'X' }))).toMatchObject({ status: 404 })
    expect(await readProposal(store.database.read, PUBLIC, code)).toMatchObject({ version: 1 })
  })

  it('of two at the same time one is written, and the other is told', async () => {
    const code = await submit()
    const asked = (action: 'accept' | 'verify') => decideAs(verifier(), { code, action })
    const ends = await Promise.allSettled([asked('accept'), asked('verify'), asked('accept')])
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [row] = await query<{ n: number; version: number }>(
      `SELECT count(*)::int AS n, max(o.version) AS version FROM decisions d JOIN proposals p ON p.id = d.proposal_id
       JOIN office_states o ON o.proposal_id = p.id WHERE p.code = ?`,
      [code],
    )
    expect(row).toEqual({ n: 1, version: 2 })
  })

  it('that another replaces before it is announced is never shown', async () => {
    const code = await submit()
    const wrong = await decideAs(verifier(), { code, action: 'reject', reason: 'Salah ketik' })
    const stays = await refusalOf(
      decideAs(verifier(), { ...{ code, version: 2, action: 'accept', replaces: wrong.decision } }),
    )
    expect(stays, 'a rejection is an end in this process').toMatchObject({ status: 409 })
    const noted = await decideAs(verifier(), { code: CODE, version: 2, action: 'note', reason: 'Keliru' })
    await decideAs(verifier(), {
      ...{
        code: CODE,
        version: 3,
        action: 'note',
        reason: 'Yang benar',
        replaces: noted.decision,
        announce: true,
      },
    })
    const reasons = (await readProposal(store.database.read, PUBLIC, CODE))?.decisions.map(
      ({ reason }) => reason,
    )
    expect(reasons).toContain('Yang benar')
    expect(reasons).not.toContain('Keliru')
    const foreign = await refusalOf(
      decideAs(verifier(), {
        ...{ code: CODE, version: 4, action: 'note', reason: 'x', replaces: wrong.decision },
      }),
    )
    expect(foreign).toMatchObject({ status: 400, parameter: 'replaces' })
  })
})

describe('a submission that is held', () => {
  const codesFor = async (actor: Parameters<typeof listProposals>[1]) => {
    const request = { condition: proposalCondition({}), limit: 200, sort: 'newest' } as const
    return (await listProposals(store.database.read, actor, request)).items.map(({ code }) => code)
  }

  it('is seen by offices of its area alone, and by everyone once it is admitted', async () => {
    const code = await submit(true)
    const reads = async (actor: Parameters<typeof readProposal>[1]) =>
      (await readProposal(store.database.read, actor, code)) !== undefined
    expect(await reads(PUBLIC)).toBe(false)
    expect(await reads(as({ role: 'administrator' }))).toBe(false)
    expect(await reads(as({ role: 'verifier', area: '99' }))).toBe(false)
    expect(await reads(as({ role: 'verifier', area: '62.99' }))).toBe(true)
    expect(await codesFor(PUBLIC)).not.toContain(code)
    expect(await codesFor(as({ role: 'auditor' }))).toContain(code)
    expect(await readEvents(store.database.read, PUBLIC, code)).toBeUndefined()

    await decideAs(verifier(), { code, action: 'admit', announce: true })
    expect(await readProposal(store.database.read, PUBLIC, code)).toMatchObject({
      ...{ status: 'submitted', point: [111.251, -2.151], decisions: [] },
    })
    expect(
      (await readEvents(store.database.read, PUBLIC, code))?.map(({ kind, payload }) => [kind, payload]),
    ).toEqual([['submitted', { status: 'submitted' }]])
  })
})

describe('history', () => {
  it.each([
    `DELETE FROM events`,
    `DELETE FROM decisions`,
    `TRUNCATE events`,
    `TRUNCATE decisions CASCADE`,
    `UPDATE events SET payload = '{}'`,
    `UPDATE decisions SET reason = 'lain'`,
    `UPDATE events SET announced_at = NULL WHERE announced_at IS NOT NULL`,
    `UPDATE decisions SET announced_at = now() + interval '1 day' WHERE announced_at IS NOT NULL`,
  ])('stays: %s is refused', async (sql) => {
    await expect(query(sql)).rejects.toThrow(/append-only/)
  })

  it.each([
    `DELETE FROM proposals WHERE code = '${CODE}'`,
    'DELETE FROM packages',
    `DELETE FROM datasets WHERE role LIKE 'proposals%'`,
    'DELETE FROM accounts',
  ])('is taken along by nothing: %s is refused', async (sql) => {
    await expect(query(sql)).rejects.toThrow(/violates foreign key|append-only/)
  })
})
