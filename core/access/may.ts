import { PROCESS, type ProposalAction } from '../proposal/process.ts'
import type { Actor } from './actor.ts'
import { covers, type Grant, ROLES, type Role, type Subject } from './grant.ts'
import { decidesFor } from './offices.ts'

interface Rule {
  /** Who may, where the grant covers the subject; everyone needs no account. */
  readonly by: 'everyone' | readonly Role[]
  /** Who may with what is their own, besides. */
  readonly ownBy?: readonly (Role | 'bearer')[]
}

const by = (...roles: readonly Role[]): Rule => ({ by: roles })

type Step = Rule & { readonly action: ProposalAction }
/** The process says who takes its steps (core/proposal/process.ts); its roles are checked here to be roles. */
const STEPS: readonly Step[] = PROCESS
const DECIDERS = ROLES.filter((role) =>
  STEPS.some((step) => step.by !== 'everyone' && step.by.includes(role)),
)

/** What can be done besides, and by whom. */
const HOUSE_RULES = {
  /** Some step or other, with what the grant covers. Which ones, each step's own rule says. */
  'proposal:decide': { by: DECIDERS },
  /** What was decided and is not announced yet: those who decide and auditors. */
  'proposal:read-office-state': { by: [...DECIDERS, 'auditor'] },
  'proposal:announce': by('verifier', 'publisher'),
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
  /** Decisions about a ranking or a package, with name and reason; published ones everyone may read. */
  'decision:record': by('planner'),
  'decision:read': by('planner', 'publisher', 'auditor'),
  'decision:publish': by('publisher'),
  'statistic:refresh': by('planner'),
  'statistic:read-withheld': by('planner', 'auditor'),
  /** Giving and ending rights of accounts; which ones, may-give.ts says. */
  'account:grant': by('administrator'),
  'account:read': by('administrator', 'auditor'),
  /** Who did what, by numbers of accounts. */
  'audit:read': by('administrator', 'auditor'),
  /** The year of planning: stages, their dates, rules and ceilings. */
  'cycle:write': by('administrator'),
  'import:run': by('administrator'),
  'import:read': by('administrator', 'auditor'),
  'operations:read': by('administrator', 'auditor'),
  /** More of the server than a network of the public has at once. */
  'server:larger-share': by(...ROLES.filter((role) => role !== 'resident')),
} as const satisfies Record<string, Rule>

/** `proposal:accept` and so on: a step of the process. */
export type StepAction = `proposal:${ProposalAction}`
export type Action = keyof typeof HOUSE_RULES | StepAction

/** All that can be done, and by whom. What is not named here nobody may. */
const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(STEPS.map((step) => [stepAction(step.action), step])),
  ...HOUSE_RULES,
}
export const ACTIONS = Object.keys(RULES) as readonly Action[]

export function stepAction(action: ProposalAction): StepAction {
  return `proposal:${action}`
}

/**
 * Whether this actor may do this with that: the only answer to the question, on the server and for what screens offer.
 * Without a subject it is asked for what is the whole region's; with an office, whether in its name.
 */
export function may(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const rule = RULES[action]
  if (!rule) return false
  if (actor.kind === 'system' || rule.by === 'everyone') return true
  if (actor.kind === 'public') return false
  const own = isOwn(actor, subject) && isProposers(subject) ? (rule.ownBy ?? []) : []
  if (actor.kind === 'bearer') return own.includes('bearer')
  const { by: roles } = rule
  const allows = (grant: Grant) =>
    own.includes(grant.role) || (roles.includes(grant.role) && decidesFor(grant, subject.office))
  return actor.grants.some((grant) => covers(grant, subject) && allows(grant))
}

/** Whether there is anything that this actor may do this with: what screens offer a way to, and routes look closer at. */
export function mayAnywhere(actor: Actor, action: Action): boolean {
  const rule = RULES[action]
  if (!rule) return false
  if (actor.kind === 'system' || rule.by === 'everyone') return true
  if (actor.kind === 'public') return false
  const roles: readonly string[] = [...rule.by, ...(rule.ownBy ?? [])]
  if (actor.kind === 'bearer') return roles.includes('bearer')
  return actor.grants.some(({ role }) => roles.includes(role))
}

/** Whether this is the actor's own proposal. */
export function isOwn(actor: Actor, { owner, proposal }: Subject): boolean {
  if (actor.kind === 'account') return owner === actor.id
  return actor.kind === 'bearer' && proposal === actor.proposal
}

/** Whoever proposed acts in no office's name. */
const isProposers = ({ office }: Subject) => office === undefined || office === 'proposer'
