import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/access/actor.ts'
import { PUBLIC, SYSTEM } from '../../../core/access/actor.ts'
import type { Grant } from '../../../core/access/grant.ts'
import { reasonsFor } from '../../../core/desk/decision-reasons.ts'
import { deskGrants, deskStages, waitingStates } from '../../../core/desk/desk-queue.ts'
import { officeFor } from '../../../core/desk/office-for.ts'

const holding = (...grants: Grant[]): Actor => ({ kind: 'account', id: 7, name: 'Sari', grants })

describe('a queue', () => {
  it('has who decides or admits, and nobody else', () => {
    const verifier: Grant = { role: 'verifier', area: '62.99.01' }
    expect(deskGrants(holding({ role: 'planner' }, verifier, { role: 'auditor' }))).toEqual([verifier])
    expect(deskGrants(holding({ role: 'publisher' }))).toHaveLength(1)
    expect(deskGrants(holding({ role: 'administrator' }))).toEqual([])
    expect(deskGrants(PUBLIC)).toEqual([])
    expect(deskGrants(SYSTEM)).toEqual([])
  })

  it('holds what its role can move on, at its stages', () => {
    const grant: Grant = { role: 'verifier', stages: ['agency', 'plan'] }
    expect(deskStages(grant)).toEqual(['agency', 'plan'])
    expect(waitingStates(grant)).toEqual([
      'agency/held',
      'agency/submitted',
      'agency/verified',
      'plan/accepted',
    ])
    expect(waitingStates({ role: 'publisher', stages: ['agency', 'plan'] })).toEqual(['agency/held'])
  })
})

describe('the office in whose name it is decided', () => {
  const subject = { area: '62.99.01.2001', stage: 'district', year: 2026 }
  it('is that of the stage where the grant speaks for it, else one for which it does', () => {
    expect(officeFor(holding({ role: 'verifier' }), 'accept', subject)).toBe('district')
    expect(officeFor(holding({ role: 'verifier', area: '62.99.01.2001' }), 'accept', subject)).toBe('village')
    expect(officeFor(holding({ role: 'verifier', area: '62.99.02' }), 'accept', subject)).toBeUndefined()
    expect(officeFor(PUBLIC, 'accept', subject)).toBeUndefined()
  })
})

it('each step that needs a reason has some to begin with', () => {
  for (const action of ['return', 'reject', 'postpone', 'drop'] as const)
    expect(reasonsFor(action).length, action).toBeGreaterThan(2)
  expect(reasonsFor('accept')).toEqual([])
})
