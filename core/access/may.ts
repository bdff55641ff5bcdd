import type { Actor } from './actor.ts'
import { covers, ROLES, type Role, type Subject } from './grant.ts'

interface Rule {
  /** Who may, where the grant covers the subject; everyone needs no account. */
  readonly by: 'everyone' | readonly Role[]
  /** Who may with what is their own, besides. */
  readonly ownBy?: readonly Role[]
}

const by = (...roles: readonly Role[]): Rule => ({ by: roles })

/** All that can be done, and by whom. What is not named here nobody may. */
const RULES = {
  'proposal:submit': { by: 'everyone' },
  /** What was decided and is not announced yet: those who decide, those who receive, planners and auditors. */
  'proposal:read-office-state': by('verifier', 'council-member', 'council-secretariat', 'planner', 'auditor'),
  'proposal:decide': by('verifier', 'council-member', 'council-secretariat'),
  'proposal:withdraw': { by: [], ownBy: ['resident', 'operator'] },
  'layer:read-unpublished': by('planner', 'publisher', 'administrator', 'auditor'),
  'layer:read-values': by('planner', 'auditor'),
  'layer:publish': by('publisher'),
  'layer:archive': by('publisher'),
  'layer:describe': by('planner', 'publisher'),
  /** Which account wrote a record that everyone reads. */
  'record:read-author': by('planner', 'publisher', 'administrator', 'auditor'),
  'context-layer:write': by('planner'),
  'style:write': by('planner'),
  'style:read-history': by('planner', 'auditor'),
  'zone:write': by('planner'),
  'zone:read-draft': by('planner', 'auditor'),
  'criterion:write': by('planner'),
  'criterion:read-distribution': by('planner', 'auditor'),
  'ranking:compute': by('planner'),
  'portfolio:write': by('planner'),
  'portfolio:read': by('planner', 'auditor'),
  'statistic:refresh': by('planner'),
  'statistic:read-withheld': by('planner', 'auditor'),
  'import:run': by('administrator'),
  'import:read': by('administrator', 'auditor'),
  'operations:read': by('administrator', 'auditor'),
  /** More of the server than a network of the public has at once. */
  'server:larger-share': by(...ROLES.filter((role) => role !== 'resident')),
} as const satisfies Record<string, Rule>

export type Action = keyof typeof RULES
export const ACTIONS = Object.keys(RULES) as readonly Action[]

/**
 * Whether this actor may do this with that: the only answer to the question, on the server and for what screens offer.
 * Without a subject it is asked for what is the whole region's.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const rule: Rule = RULES[action]
  if (actor.kind === 'system' || rule.by === 'everyone') return true
  if (actor.kind === 'public') return false
  const roles = subject.owner === actor.id ? [...rule.by, ...(rule.ownBy ?? [])] : rule.by
  return actor.grants.some((grant) => roles.includes(grant.role) && covers(grant, subject))
}

/** Whether there is anything that this actor may do this with: what screens offer a way to, and routes look closer at. */
export function mayAnywhere(actor: Actor, action: Action): boolean {
  const rule: Rule = RULES[action]
  if (actor.kind === 'system' || rule.by === 'everyone') return true
  if (actor.kind === 'public') return false
  const roles = [...rule.by, ...(rule.ownBy ?? [])]
  return actor.grants.some(({ role }) => roles.includes(role))
}
