import { expect, test } from 'vitest'
import type { AccountActor } from '../../../core/access/actor.ts'
import { type Grant, ROLES } from '../../../core/access/grant.ts'
import { possibleActions } from '../../../core/access/possible-actions.ts'
import { COMPETING_STATUSES, whyLeftOut } from '../../../core/proposal/competition.ts'
import { EVENT_KINDS, PUBLIC_EVENTS } from '../../../core/proposal/history-words.ts'
import { PROCESS, PUBLIC_STATUSES } from '../../../core/proposal/process.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'
import { PROPOSAL_STATUSES, type ProposalStatus } from '../../../core/proposal/status.ts'
import { takeStep } from '../../../core/proposal/take-step.ts'
import { expectProblem } from './expect-problem.ts'

const account = (...grants: Grant[]): AccountActor => ({ kind: 'account', id: 1, name: 'Uji', grants })
const village = { area: '62.01.01.2001', agency: null, stage: 'village', year: 2026 }

test('every action has one step, and every status but a draft is reached from a submission', () => {
  const actions = PROCESS.map(({ action }) => action)
  expect(new Set(actions).size).toBe(actions.length)
  const reached = new Set<ProposalStatus>()
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const { from, to } of PROCESS)
      if (to.status !== 'same' && (from.length === 0 || from.some((status) => reached.has(status))))
        reached.add(to.status)
  }
  expect(PROPOSAL_STATUSES.filter((status) => !reached.has(status))).toEqual(['draft'])
})

test('what is drafted, held or withdrawn is nobody else’s to see', () => {
  expect(PROPOSAL_STATUSES.filter((status) => !PUBLIC_STATUSES.includes(status))).toEqual([
    ...['draft', 'held', 'withdrawn'],
  ])
  expect(EVENT_KINDS.filter((kind) => !PUBLIC_EVENTS.includes(kind))).toEqual([
    ...['admitted', 'withdrawn', 'undone'],
  ])
})

test('what can still come into the budget competes, and of all else it is said why not', () => {
  expect(COMPETING_STATUSES).toEqual(['submitted', 'verified', 'accepted', 'postponed', 'planned'])
  const reasons = PUBLIC_STATUSES.filter((status) => !COMPETING_STATUSES.includes(status)).map(
    (status) => whyLeftOut(status).id,
  )
  expect(new Set(reasons).size).toBe(PUBLIC_STATUSES.length - COMPETING_STATUSES.length)
  // No step leaves one of them at the realisation, so that stages need no rule of their own.
  for (const { action, to, at } of PROCESS) {
    const stays =
      to.stage === 'realisation' || (to.stage === 'same' && at.some((stage) => stage === 'realisation'))
    if (stays && to.status !== 'same') expect(COMPETING_STATUSES, action).not.toContain(to.status)
  }
})

test('a refusal, a return and a postponement are never without a reason', () => {
  const refusals = PROCESS.filter(({ to }) => ['rejected', 'returned', 'postponed'].includes(to.status))
  expect(refusals.length).toBeGreaterThan(3)
  for (const { action, given } of refusals) expect(given, action).toContain('reason')
  expectProblem(
    () => takeStep({ status: 'submitted', stage: 'village' }, { action: 'reject', reason: ' ' }),
    {
      status: 400,
      parameter: 'reason',
    },
  )
})

test('an action leads on from where the table says, and from nowhere else', () => {
  const state = { status: 'accepted', stage: 'village' } as const
  expect(takeStep(state, { action: 'pass-on' })).toEqual({ status: 'submitted', stage: 'district' })
  expect(takeStep(state, { action: 'note', reason: 'Sejalan dengan RPJMD' })).toEqual(state)
  expectProblem(() => takeStep(state, { action: 'realise' }), {
    status: 409,
    parameter: 'action',
    received: 'realise',
    expected: expect.stringContaining('pass-on'),
  })
  expectProblem(() => takeStep({ status: 'withdrawn', stage: 'village' }, { action: 'accept' }), {
    expected: expect.stringContaining('end'),
  })
})

test('what a screen offers can be done, wherever a proposal stands', () => {
  const actor = account(...ROLES.map((role) => ({ role })))
  const own = { ...village, owner: actor.id }
  const asked = { fields: ['volume'], deadline: '2026-03-01T00:00:00+07:00', answeredBy: 'proposer' } as const
  const given = { reason: 'Alasan', document: { number: 'BA 12/2026' }, return: asked }
  let offered = 0
  for (const status of PROPOSAL_STATUSES)
    for (const stage of PROPOSAL_STAGES)
      for (const action of possibleActions(actor, { status, stage }, { ...own, stage })) {
        offered += 1
        const next = takeStep({ status, stage }, { action, ...given })
        expect(PROPOSAL_STATUSES).toContain(next.status)
        expect(PROPOSAL_STAGES).toContain(next.stage)
      }
  expect(offered).toBeGreaterThan(50)
})

test('what a step does not set cannot be given with it', () => {
  const state = { status: 'submitted', stage: 'village' } as const
  expect(takeStep(state, { action: 'accept', costRupiah: 1, volume: 2 })).toMatchObject({
    status: 'accepted',
  })
  for (const granted of [{ costRupiah: 1 }, { volume: 2 }])
    for (const action of ['note', 'reject'] as const)
      expectProblem(() => takeStep(state, { action, reason: 'Alasan', ...granted }), {
        ...{ status: 400, parameter: Object.keys(granted)[0], expected: expect.stringContaining('nothing') },
      })
})

test('a return names fields, a deadline and who answers', () => {
  const state = { status: 'submitted', stage: 'village' } as const
  const asked = { fields: ['volume'], deadline: '2026-03-01T00:00:00+07:00', answeredBy: 'operator' } as const
  const give = (given: object) => () => takeStep(state, { action: 'return', reason: 'Lengkapi', ...given })
  expect(give({ return: asked })()).toMatchObject({ status: 'returned' })
  for (const given of [{}, { return: { ...asked, fields: [] } }, { return: { ...asked, deadline: 'besok' } }])
    expectProblem(give(given), { status: 400, parameter: 'return' })
})
