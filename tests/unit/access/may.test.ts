import { describe, expect, it } from 'vitest'
import { type Actor, PUBLIC, SYSTEM } from '../../../core/access/actor.ts'
import { type Grant, ROLES, type Role } from '../../../core/access/grant.ts'
import { ACTIONS, may, stepAction } from '../../../core/access/may.ts'
import { PROCESS } from '../../../core/proposal/process.ts'
import { authorise } from '../../../server/access/authorise.ts'
import { grantsOfAccount } from '../../../server/accounts/grants-of-account.ts'

const holding = (...grants: Grant[]): Actor => ({ kind: 'account', id: 7, name: 'Sari', grants })
const inRole = (role: Role) => holding({ role })
const whoMay = (action: (typeof ACTIONS)[number]) => ROLES.filter((role) => may(inRole(role), action))

describe('may', () => {
  it('lets the public do what everyone may, and nothing else', () => {
    const everyones = ['proposal:submit', 'proposal:submit-held']
    expect(ACTIONS.filter((action) => may(PUBLIC, action))).toEqual(everyones)
    expect(ACTIONS.filter((action) => may(holding(), action))).toEqual(everyones)
  })

  it('lets the system do everything', () => {
    expect(ACTIONS.filter((action) => !may(SYSTEM, action))).toEqual([])
  })

  it('lets administrators run the house and decide nothing', () => {
    expect(may(inRole('administrator'), 'import:run')).toBe(true)
    for (const action of ['proposal:announce', 'portfolio:write', 'layer:publish', 'zone:write'] as const)
      expect(may(inRole('administrator'), action), action).toBe(false)
  })

  it('lets auditors change nothing', () => {
    const changing = ACTIONS.filter((action) =>
      /:(write|publish|archive|describe|run|refresh|decide|announce|grant)$/.test(action),
    )
    expect(changing.length).toBeGreaterThan(8)
    expect(changing.filter((action) => may(inRole('auditor'), action))).toEqual([])
  })

  it('gives each action to the roles that it is for', () => {
    const deciders = ['verifier', 'council-member', 'council-secretariat', 'planner', 'publisher']
    expect(Object.fromEntries(ACTIONS.map((action) => [action, whoMay(action)]))).toMatchObject({
      'proposal:decide': deciders,
      'proposal:read-office-state': [...deciders, 'auditor'],
      'proposal:announce': ['verifier', 'publisher'],
      'layer:read-unpublished': ['planner', 'publisher', 'administrator', 'auditor'],
      'layer:read-values': ['planner', 'auditor'],
      'layer:publish': ['publisher'],
      'layer:archive': ['publisher'],
      'layer:describe': ['planner', 'publisher'],
      'record:read-author': ['planner', 'publisher', 'administrator', 'auditor'],
      'context-layer:write': ['planner'],
      'style:write': ['planner'],
      'style:read-history': ['planner', 'auditor'],
      'zone:write': ['planner'],
      'zone:read-draft': ['planner', 'auditor'],
      'criterion:write': ['planner'],
      'criterion:read-distribution': ['planner', 'auditor'],
      'ranking:compute': ['planner'],
      'portfolio:write': ['planner'],
      'portfolio:read': ['planner', 'auditor'],
      'decision:record': ['planner'],
      'decision:read': ['planner', 'publisher', 'auditor'],
      'decision:publish': ['publisher'],
      'statistic:refresh': ['planner'],
      'statistic:read-withheld': ['planner', 'auditor'],
      'account:grant': ['administrator'],
      'account:read': ['administrator', 'auditor'],
      'import:run': ['administrator'],
      'import:read': ['administrator', 'auditor'],
      'operations:read': ['administrator', 'auditor'],
      'server:larger-share': ROLES.filter((role) => role !== 'resident'),
    })
  })
})

describe('a grant', () => {
  const decide = (grant: Omit<Grant, 'role'>, subject: Parameters<typeof may>[2]) =>
    may(holding({ role: 'verifier', ...grant }), 'proposal:accept', subject)

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
    expect(may(actor, 'proposal:accept', { area: '62.02' })).toBe(false)
    expect(may(actor, 'proposal:accept', { area: '62.01.01' })).toBe(true)
  })

  it('lets a resident take back what is their own, and nothing of another', () => {
    expect(may(inRole('resident'), 'proposal:withdraw', { owner: 7 })).toBe(true)
    for (const owner of [8, null, undefined])
      expect(may(inRole('resident'), 'proposal:withdraw', { owner }), String(owner)).toBe(false)
    expect(may(inRole('planner'), 'proposal:withdraw', { owner: 7 })).toBe(false)
  })
})

describe('a stored grant', () => {
  it('of the one account of today does all that there is but what verifiers decide and proposers do', () => {
    const roles = ['administrator', 'planner', 'publisher'] as const
    const actor = holding(...roles.map((role) => ({ role })))
    const steps: readonly string[] = PROCESS.map(({ action }) => stepAction(action))
    expect(ACTIONS.filter((action) => steps.includes(action) && !may(actor, action))).toEqual([
      ...['proposal:withdraw', 'proposal:revise', 'proposal:verify', 'proposal:accept', 'proposal:pass-on'],
      ...['proposal:return', 'proposal:resume', 'proposal:reject', 'proposal:postpone', 'proposal:plan'],
      ...['proposal:budget', 'proposal:drop', 'proposal:begin', 'proposal:realise'],
    ])
  })

  it('is read with its bounds, and what is not understood grants nothing', () => {
    const bounded = {
      role: 'verifier',
      area: '62.01',
      agency: 'PUPR',
      office: 'agency',
      stages: ['agency'],
      years: [2026],
    }
    expect(grantsOfAccount([{ role: 'planner' }, bounded])).toEqual([{ role: 'planner' }, bounded])
    for (const role of ['admin', 'ADMINISTRATOR', 'root', '', 'constructor', null])
      expect(grantsOfAccount([{ role }]), String(role)).toEqual([])
    for (const bound of [{ years: '2026' }, { area: 62 }, { office: 'kantor' }, { stages: [1] }])
      expect(grantsOfAccount([{ role: 'verifier', ...bound }]), JSON.stringify(bound)).toEqual([])
    for (const stored of [null, undefined, 'administrator', { role: 'administrator' }])
      expect(grantsOfAccount(stored)).toEqual([])
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
