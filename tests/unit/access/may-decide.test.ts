import { describe, expect, it } from 'vitest'
import { type AccountActor, type Actor, PUBLIC, SYSTEM } from '../../../core/access/actor.ts'
import { type Grant, ROLES, type Subject } from '../../../core/access/grant.ts'
import { may, stepAction } from '../../../core/access/may.ts'
import { mayKnow } from '../../../core/access/may-know.ts'
import { officesOf } from '../../../core/access/offices.ts'
import { possibleActions } from '../../../core/access/possible-actions.ts'
import { DECISION_ROLES } from '../../../core/proposal/decision.ts'
import { audienceOf, PROCESS, type ProcessStep } from '../../../core/proposal/process.ts'
import { PROPOSAL_STAGES } from '../../../core/proposal/stage.ts'
import { PROPOSAL_STATUSES } from '../../../core/proposal/status.ts'

const account = (...grants: Grant[]): AccountActor => ({ kind: 'account', id: 1, name: 'Uji', grants })
const village: Subject = {
  ...{ proposal: 9, owner: null, area: '62.01.01.2001', agency: 'PUPR', stage: 'village', year: 2026 },
}
const own = { ...village, owner: 1 }

/** Who takes a step by the table, read anew: nobody else may, whatever the rules are made of. */
function tableAllows(step: ProcessStep, role: string, isOwn: boolean): boolean {
  if (step.by === 'everyone') return true
  const roles: readonly string[] = [...step.by, ...(isOwn && 'ownBy' in step ? step.ownBy : [])]
  return roles.includes(role)
}

describe('who takes a step', () => {
  it('is who the process says, for every stage, status, action and role', () => {
    let offered = 0
    for (const role of ROLES)
      for (const subject of [village, own])
        for (const status of PROPOSAL_STATUSES)
          for (const stage of PROPOSAL_STAGES) {
            const at = { ...subject, stage }
            const possible = possibleActions(account({ role }), { status, stage }, at)
            const expected = PROCESS.filter(
              (step) =>
                (step.from as readonly string[]).includes(status) &&
                (step.at as readonly string[]).includes(stage) &&
                tableAllows(step, role, subject === own),
            ).map(({ action }) => action)
            expect(possible, `${role} ${status} ${stage}`).toEqual(expected)
            offered += possible.length
          }
    expect(offered).toBeGreaterThan(200)
  })

  it('may decide at all exactly if some step is theirs, and reads the office’s state', () => {
    for (const role of ROLES) {
      const takesSome = PROCESS.some(
        ({ by }) => by !== 'everyone' && (by as readonly string[]).includes(role),
      )
      expect(may(account({ role }), 'proposal:decide', village), role).toBe(takesSome)
      const reads = takesSome || role === 'auditor'
      expect(may(account({ role }), 'proposal:read-office-state', village), role).toBe(reads)
    }
  })

  it('has a grant whose bounds hold the proposal', () => {
    const accepts = (grant: Partial<Grant>) =>
      may(account({ role: 'verifier', ...grant }), 'proposal:accept', village)
    expect(accepts({ area: '62.01.01' })).toBe(true)
    expect(accepts({ area: '62.01.0' })).toBe(false)
    expect(accepts({ stages: ['district'] })).toBe(false)
    expect(accepts({ years: [2025] })).toBe(false)
    expect(may(PUBLIC, 'proposal:accept', village)).toBe(false)
  })

  it('for what residents and operators sent is they, and nobody for another', () => {
    for (const action of ['withdraw', 'resume', 'revise'] as const)
      for (const role of ROLES)
        for (const owner of [1, 2, null]) {
          const mayBe = owner === 1 && (role === 'resident' || role === 'operator')
          expect(may(account({ role }), stepAction(action), { ...village, owner }), role).toBe(mayBe)
        }
  })

  it('with a submission’s secret takes that one back, answers for it and revises it, and does nothing else', () => {
    const bearer: Actor = { kind: 'bearer', proposal: 9 }
    const steps = (subject: Subject) =>
      PROCESS.filter(({ by }) => by !== 'everyone')
        .map(({ action }) => action)
        .filter((action) => may(bearer, stepAction(action), subject))
    expect(steps(village)).toEqual(['withdraw', 'revise', 'resume'])
    for (const proposal of [8, null, undefined]) expect(steps({ ...village, proposal })).toEqual([])
    for (const action of ['proposal:read-office-state', 'proposal:decide', 'proposal:announce'] as const)
      expect(may(bearer, action, village)).toBe(false)
  })
})

describe('the office in whose name', () => {
  const offices = (grant: Grant) =>
    DECISION_ROLES.filter((office) => may(account(grant), 'proposal:note', { ...village, office }))

  it('is what the grant names, or else what its role and bounds leave', () => {
    expect(offices({ role: 'verifier', office: 'partner' })).toEqual(['partner'])
    expect(offices({ role: 'verifier', area: '62.01.01.2001' })).toEqual(['village'])
    expect(offices({ role: 'verifier', area: '62.01.01' })).toEqual(['district'])
    expect(offices({ role: 'verifier', agency: 'PUPR' })).toEqual(['agency'])
    expect(offices({ role: 'verifier', area: '62.01' })).toEqual(['partner', 'agency', 'budget-team'])
    expect(offices({ role: 'council-member' })).toEqual(['secretariat'])
  })

  it('is never who proposed, and nobody’s that is not stated', () => {
    for (const role of ROLES)
      for (const office of ['proposer', 'unstated'] as const)
        expect(officesOf({ role }), role).not.toContain(office)
    const asked = (office: 'proposer' | 'village') =>
      may(account({ role: 'operator' }), 'proposal:withdraw', { ...own, office })
    expect([asked('proposer'), asked('village')]).toEqual([true, false])
  })
})

describe('who may know of a proposal', () => {
  const known = (actor: Actor, subject = village) =>
    PROPOSAL_STATUSES.filter((status) => mayKnow(actor, status, subject))
  const everyones = PROPOSAL_STATUSES.filter((status) => audienceOf(status) === 'everyone')

  it('is everyone in a public status, offices of its bounds in others, and whose it is in all', () => {
    expect(known(PUBLIC)).toEqual(everyones)
    expect(known(account({ role: 'administrator' }))).toEqual(everyones)
    expect(known(account({ role: 'verifier', area: '62.02' }))).toEqual(everyones)
    const office = PROPOSAL_STATUSES.filter((status) => status !== 'draft')
    expect(known(account({ role: 'verifier', area: '62.01' }))).toEqual(office)
    for (const actor of [SYSTEM, account({ role: 'resident' }), { kind: 'bearer', proposal: 9 } as const])
      expect(known(actor, own)).toEqual(PROPOSAL_STATUSES)
    expect(known({ kind: 'bearer', proposal: 8 }, own)).toEqual(everyones)
  })
})
