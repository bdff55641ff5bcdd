import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AccountActor, type Actor, PUBLIC, SYSTEM } from '../../core/access/actor.ts'
import { possibleActions } from '../../core/access/possible-actions.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import type { ProposalState } from '../../core/proposal/take-step.ts'
import { type Announcement, announceDecisions } from '../../server/proposals/announce-decisions.ts'
import { readEvents, readProposal } from '../../server/proposals/read-proposal.ts'
import { undoDecisions } from '../../server/proposals/undo-decisions.ts'
import { findBrokenStates } from '../support/process-invariants.ts'
import { openProcess, type ProcessStore, refusalOf } from './process-store.ts'

let office: ProcessStore
let verifier: AccountActor
beforeAll(async () => {
  office = await openProcess()
  verifier = await office.as('verifikator', { role: 'verifier' })
})
afterAll(() => office.store.close())

const announce = (request: Announcement, actor: Actor = SYSTEM) =>
  announceDecisions(office.store.database.write, actor, request)
const undo = (ids: number[], actor = verifier) => undoDecisions(office.store.database.write, actor, ids)
const shown = (code: string) => readProposal(office.store.database.read, PUBLIC, code)
const broken = () => findBrokenStates(office.store.database.write)

/** Accepted and passed on by the neighbourhood, rejected by the village: all of it held. Gives the ids of the decisions. */
async function decideAtTwoStages(code: string): Promise<number[]> {
  const made = [
    await office.decide(verifier, { code, version: 1, action: 'accept', role: 'village', costRupiah: 5_000 }),
    await office.decide(verifier, { code, version: 2, action: 'pass-on', role: 'village' }),
    await office.decide(verifier, { code, version: 3, action: 'verify', role: 'village', volume: 7 }),
    await office.decide(verifier, { code, version: 4, action: 'reject', role: 'village', reason: 'Ganda' }),
  ]
  return made.map(({ decision }) => decision)
}

describe('an announcement', () => {
  it('of one stage leaves what the next one decided with the office', async () => {
    const code = await office.submit()
    await decideAtTwoStages(code)
    expect(await shown(code)).toMatchObject({ status: 'submitted', stage: 'neighbourhood', version: 1 })
    expect(await announce({ codes: [code], upToStage: 'neighbourhood' })).toEqual([code])
    expect(await shown(code)).toMatchObject({
      ...{ status: 'submitted', stage: 'village', version: 3, costRupiah: 5_000, volume: null },
    })
    const kinds = async () =>
      (await readEvents(office.store.database.read, PUBLIC, code))?.map(({ kind }) => kind)
    expect(await kinds()).toEqual(['submitted', 'accepted', 'passed-on'])
    expect((await shown(code))?.decisions.map(({ decision }) => decision)).toEqual(['accepted', 'submitted'])
    expect(await broken()).toEqual([])
    expect(await announce({ codes: [code], upToStage: 'neighbourhood' }), 'nothing is left of it').toEqual([])

    expect(await announce({ codes: [code] })).toEqual([code])
    expect(await shown(code)).toMatchObject({ status: 'rejected', stage: 'village', version: 5, volume: 7 })
    expect(await kinds()).toEqual(['submitted', 'accepted', 'passed-on', 'verified', 'rejected'])
    expect(await broken()).toEqual([])
  })

  it('up to a decision takes that one and none after it', async () => {
    const code = await office.submit()
    const other = await office.submit()
    const [, , verified] = await decideAtTwoStages(code)
    await decideAtTwoStages(other)
    expect(await announce({ codes: [code, other], upToDecision: verified! })).toEqual([code])
    expect(await shown(code)).toMatchObject({ status: 'verified', stage: 'village', version: 4 })
    expect(await shown(other)).toMatchObject({ version: 1 })
    expect(await broken()).toEqual([])
  })

  it('never takes a decision that another replaced, wherever that one is held', async () => {
    const code = await office.submit()
    const first = await office.decide(verifier, { code, version: 1, action: 'note', reason: 'Keliru' })
    await announce({ codes: [code] })
    const note = (version: number, reason: string, replaces: number) =>
      office.decide(verifier, { code, version, action: 'note', reason, replaces })
    const second = await note(2, 'Masih keliru', first.decision)
    await note(3, 'Benar', second.decision)
    const reasons = async () => (await shown(code))?.decisions.map(({ reason }) => reason)
    expect(await announce({ codes: [code], upToDecision: second.decision })).toEqual([])
    expect(await reasons(), 'what it replaces stays until it is announced').toEqual(['Keliru'])
    await announce({ codes: [code] })
    expect(await reasons()).toEqual(['Benar'])
    expect(await refusalOf(note(4, 'Lagi', second.decision))).toMatchObject({
      ...{ status: 400, parameter: 'replaces' },
    })
    expect(await broken()).toEqual([])
  })

  it('is a right of its own, and no sign of what is hidden', async () => {
    const code = await office.submit()
    const held = await office.submit({ held: true })
    await office.decide(verifier, { code, action: 'accept' })
    const council = await office.as('dewan', { role: 'council-member' })
    const publisher = await office.as('penerbit', { role: 'publisher' })
    expect(await refusalOf(announce({ codes: [code] }, council))).toMatchObject({ status: 403 })
    expect(await refusalOf(announce({ codes: [code] }, PUBLIC))).toMatchObject({ status: 401 })
    expect(await refusalOf(announce({ codes: [held] }, PUBLIC))).toMatchObject({ status: 404 })
    const noting = { code, version: 2, action: 'note', role: 'secretariat', reason: 'Setuju' } as const
    expect(await refusalOf(office.decide(council, { ...noting, announce: true }))).toMatchObject({
      ...{ status: 403, parameter: 'announce' },
    })
    await office.decide(council, noting)
    expect(await announce({ codes: [code] }, publisher)).toEqual([code])
  })

  it('says when it was made public, in which office’s name and why, and not when or by whom it was decided', async () => {
    const code = await office.submit()
    const terms = { action: 'reject', role: 'agency', agency: 'Dinas PUPR', reason: 'Ganda' } as const
    await office.decide(verifier, { code, ...terms, reasonCode: 'twin' })
    await office.query('SELECT pg_sleep(0.05)')
    await announce({ codes: [code] })
    const [made] = await office.query<{ made: Date; announced: Date }>(
      `SELECT decided_at AS made, announced_at AS announced FROM decisions d JOIN proposals p ON p.id = d.proposal_id WHERE p.code = ?`,
      [code],
    )
    expect(made!.announced.getTime() - made!.made.getTime()).toBeGreaterThanOrEqual(50)
    const [decision] = (await shown(code))?.decisions ?? []
    expect(decision).toEqual({
      ...{ stage: 'neighbourhood', role: 'agency', agency: 'Dinas PUPR', decision: 'rejected', volume: null },
      ...{ costRupiah: null, reasonCode: 'twin', reason: 'Ganda', at: made!.announced },
    })
    const events = await readEvents(office.store.database.read, PUBLIC, code)
    expect(events?.at(-1)).toMatchObject({ kind: 'rejected', at: made!.announced })
  })
})

describe('taking back', () => {
  it('one’s own last decision leads to where it came from, and no word of it is ever announced', async () => {
    const code = await office.submit()
    const accept = { code, version: 1, action: 'accept', role: 'village', costRupiah: 9 } as const
    await office.decide(verifier, accept)
    const passed = await office.decide(verifier, { code, version: 2, action: 'pass-on', role: 'village' })
    const [answer] = await undo([passed.decision])
    expect(answer).toMatchObject({ outcome: 'done', undone: passed.decision, code, version: 4 })
    const [state] = await office.query(
      `SELECT o.status, o.stage, o.cost_rupiah::float8 AS cost, o.version FROM office_states o JOIN proposals p ON p.id = o.proposal_id
       WHERE p.code = ?`,
      [code],
    )
    expect(state).toEqual({ status: 'accepted', stage: 'neighbourhood', cost: 9, version: 4 })
    expect(await broken()).toEqual([])
    await announce({ codes: [code] })
    expect((await readEvents(office.store.database.read, PUBLIC, code))?.map(({ kind }) => kind)).toEqual([
      ...['submitted', 'accepted'],
    ])
    expect(await shown(code)).toMatchObject({ status: 'accepted', version: 4 })
    expect(await broken()).toEqual([])
  })

  it('all there is leaves nothing to announce', async () => {
    const code = await office.submit()
    const before = await shown(code)
    const { decision } = await office.decide(verifier, { code, action: 'reject', reason: 'Salah baris' })
    expect(await undo([decision])).toMatchObject([{ outcome: 'done' }])
    expect(await announce({ codes: [code] })).toEqual([])
    expect(await shown(code)).toEqual(before)
    expect(await broken()).toEqual([])
  })

  it('skips what was announced, what another decided on since, another’s, and what is not there', async () => {
    const [announced, changed, foreign] = [
      ...[await office.submit(), await office.submit(), await office.submit()],
    ]
    const other = await office.as('lain', { role: 'verifier' })
    const accept = async (code: string, actor = verifier) =>
      (await office.decide(actor, { code, action: 'accept' })).decision
    const ids = [await accept(announced!), await accept(changed!), await accept(foreign!, other)]
    await announce({ codes: [announced!] })
    await office.decide(other, { code: changed!, version: 2, action: 'note', reason: 'Catatan' })
    const statuses = (await undo([...ids, 999_999])).map((one) =>
      one.outcome === 'skipped' ? one.problem.status : one.outcome,
    )
    expect(statuses).toEqual([409, 412, 403, 404])
    const outsider = await office.as('luar', { role: 'verifier', area: '99' })
    expect(await undo(ids, outsider)).toMatchObject(ids.map(() => ({ problem: { status: 404 } })))
  })
})

/** Numbers that are the same in each run. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('whatever is decided, announced and taken back in whatever order', () => {
  it('the public’s state is that of the last announced decision, and the office’s that of the last one', async () => {
    const random = makeRandom(20_261_201)
    const pick = <T>(values: readonly T[]): T => values[random(values.length)]!
    const asked = {
      fields: ['volume'],
      deadline: '2027-01-01T00:00:00+07:00',
      answeredBy: 'operator',
    } as const
    const given = { reason: 'Alasan', document: { number: 'BA 1' }, return: asked }
    const codes = await Promise.all(Array.from({ length: 6 }, () => office.submit()))
    const stands = new Map(
      codes.map((code) => [
        code,
        { state: { status: 'submitted', stage: 'neighbourhood' } as ProposalState, version: 1 },
      ]),
    )
    const made: number[] = []
    let [taken, announced, undone] = [0, 0, 0]
    for (let step = 0; step < 160; step++) {
      const code = pick(codes)
      const { state, version } = stands.get(code)!
      const actions = possibleActions(verifier, state, { stage: state.stage })
      const turn = random(10)
      if (turn < 6 && actions.length > 0) {
        const action = pick(actions)
        const granted =
          ['accept', 'plan', 'budget'].includes(action) && random(2) ? { costRupiah: random(1_000) } : {}
        const done = await office.decide(verifier, {
          code,
          version,
          action,
          ...given,
          ...granted,
          announce: random(4) === 0,
        })
        stands.set(code, { state: { status: done.status, stage: done.stage }, version: done.version })
        made.push(done.decision)
        taken += 1
      } else if (turn < 8) {
        const upToStage = random(2) ? pick(PROPOSAL_STAGES) : undefined
        announced += (await announce({ codes: [code], upToStage })).length
      } else if (made.length > 0) {
        const [answer] = await undo([made.at(-1 - random(Math.min(4, made.length)))!])
        if (answer?.outcome !== 'done') continue
        undone += 1
        const [now] = await office.query<ProposalState>(
          'SELECT o.status, o.stage FROM office_states o JOIN proposals p ON p.id = o.proposal_id WHERE p.code = ?',
          [answer.code],
        )
        stands.set(answer.code, { state: now!, version: answer.version })
      }
      if (step % 20 === 19) expect(await broken(), `after step ${step}`).toEqual([])
    }
    expect(Math.min(taken, announced, undone)).toBeGreaterThan(5)
    const leaked = await office.query(
      `SELECT d.id FROM public_decisions d JOIN decisions later ON later.replaces = d.id WHERE later.announced_at IS NOT NULL`,
    )
    expect(leaked).toEqual([])
  }, 60_000)
})
