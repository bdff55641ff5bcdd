import { describe, expect, it } from 'vitest'
import { type Actor, PUBLIC, SYSTEM } from '../../../core/access/actor.ts'
import { type Grant, ROLES, type Role } from '../../../core/access/grant.ts'
import { ACTIONS, may } from '../../../core/access/may.ts'
import { authorise } from '../../../server/access/authorise.ts'
import { grantsOfAccount } from '../../../server/access/grants-of-account.ts'

const holding = (...grants: Grant[]): Actor => ({ kind: 'account', id: 7, name: 'Sari', grants })
const inRole = (role: Role) => holding({ role })
const whoMay = (action: (typeof ACTIONS)[number]) => ROLES.filter((role) => may(inRole(role), action))

describe('may', () => {
  it('lets the public do what everyone may, and nothing else', () => {
    expect(ACTIONS.filter((action) => may(PUBLIC, action))).toEqual(['proposal:submit'])
    expect(ACTIONS.filter((action) => may(holding(), action))).toEqual(['proposal:submit'])
  })

  it('lets the system do everything', () => {
    expect(ACTIONS.filter((action) => !may(SYSTEM, action))).toEqual([])
  })

  it('lets administrators run the house and decide nothing', () => {
    expect(may(inRole('administrator'), 'import:run')).toBe(true)
    for (const action of ['proposal:decide', 'portfolio:write', 'layer:publish', 'zone:write'] as const)
      expect(may(inRole('administrator'), action), action).toBe(false)
  })

  it('lets auditors change nothing', () => {
    const changing = ACTIONS.filter((action) =>
      /:(write|publish|archive|describe|run|refresh|decide)$/.test(action),
    )
    expect(changing.length).toBeGreaterThan(8)
    expect(changing.filter((action) => may(inRole('auditor'), action))).toEqual([])
  })

  it('gives each action to the roles that it is for', () => {
    expect(whoMay('proposal:decide')).toEqual(['verifier', 'council-member', 'council-secretariat'])
    expect(whoMay('layer:publish')).toEqual(['publisher'])
    expect(whoMay('style:write')).toEqual(['planner'])
    expect(whoMay('import:run')).toEqual(['administrator'])
    expect(whoMay('server:larger-share')).toEqual(ROLES.filter((role) => role !== 'resident'))
  })
})

describe('a grant', () => {
  const decide = (grant: Omit<Grant, 'role'>, subject: Parameters<typeof may>[2]) =>
    may(holding({ role: 'verifier', ...grant }), 'proposal:decide', subject)

  it('of an area covers it and what lies below, and no code that only begins alike', () => {
    expect(decide({ area: '62.01' }, { area: '62.01' })).toBe(true)
    expect(decide({ area: '62.01' }, { area: '62.01.02.2001' })).toBe(true)
    for (const area of ['62', '62.011', '62.010.02', '63.01', '', null, undefined])
      expect(decide({ area: '62.01' }, { area }), String(area)).toBe(false)
  })

  it('with a bound does not cover what is of no area, agency, stage or year', () => {
    for (const bound of [{ area: '62' }, { agency: 'PUPR' }, { stages: ['forum'] }, { years: [2026] }]) {
      expect(decide(bound, {}), JSON.stringify(bound)).toBe(false)
      expect(may(holding({ role: 'planner', ...bound }), 'style:write'), JSON.stringify(bound)).toBe(false)
    }
    expect(decide({}, { area: '62.01', agency: 'PUPR', stage: 'forum', year: 2026 })).toBe(true)
  })

  it('covers what all of its bounds hold', () => {
    const grant = { agency: 'PUPR', stages: ['forum', 'agency'], years: [2026, 2027] }
    const subject = { area: '62.01', agency: 'PUPR', stage: 'agency', year: 2027 }
    expect(decide(grant, subject)).toBe(true)
    for (const other of [{ agency: 'DIKBUD' }, { stage: 'budget' }, { year: 2025 }])
      expect(decide(grant, { ...subject, ...other }), JSON.stringify(other)).toBe(false)
  })

  it('does not lend its bounds to another', () => {
    const actor = holding({ role: 'planner' }, { role: 'verifier', area: '62.01' })
    expect(may(actor, 'proposal:decide', { area: '62.02' })).toBe(false)
    expect(may(actor, 'proposal:decide', { area: '62.01.01' })).toBe(true)
  })

  it('lets a resident take back what is their own, and nothing of another', () => {
    expect(may(inRole('resident'), 'proposal:withdraw', { owner: 7 })).toBe(true)
    for (const owner of [8, null, undefined])
      expect(may(inRole('resident'), 'proposal:withdraw', { owner }), String(owner)).toBe(false)
    expect(may(inRole('planner'), 'proposal:withdraw', { owner: 7 })).toBe(false)
  })
})

describe('a stored role', () => {
  it('of the one account of today does all that there is but decide and withdraw', () => {
    const actor = holding(...grantsOfAccount('administrator'))
    expect(ACTIONS.filter((action) => !may(actor, action))).toEqual(['proposal:decide', 'proposal:withdraw'])
  })

  it('that is not known grants nothing', () => {
    for (const role of ['admin', 'ADMINISTRATOR', 'root', '', 'constructor'])
      expect(grantsOfAccount(role), role).toEqual([])
  })
})

describe('a refusal', () => {
  const refusal = (actor: Actor) => {
    try {
      authorise(actor, 'zone:write')
      return undefined
    } catch (error) {
      return (error as { body: { status: number } }).body.status
    }
  }
  it('is a 401 for who has not signed in, and a 403 for who has', () => {
    expect(refusal(PUBLIC)).toBe(401)
    expect(refusal(holding())).toBe(403)
    expect(refusal(inRole('auditor'))).toBe(403)
    expect(refusal(inRole('planner'))).toBeUndefined()
  })
})
