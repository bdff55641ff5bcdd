import { PROPOSAL_STAGES, type ProposalStage } from './stage.ts'
import { PROPOSAL_STATUSES, type ProposalStatus } from './status.ts'

/**
 * Who may know of a proposal in a status, or of a decision, once it is announced: everyone by every route; accounts that
 * hold a grant for its area; or whoever wrote it and nobody else.
 */
export type Audience = 'everyone' | 'office' | 'author'

/**
 * Who may see a proposal by its status. A status that is missing here does not compile, and one that is unknown here is
 * seen by nobody: what is public is what this table says is public.
 */
const STATUS_AUDIENCE: Readonly<Record<ProposalStatus, Audience>> = {
  draft: 'author',
  held: 'office',
  submitted: 'everyone',
  verified: 'everyone',
  accepted: 'everyone',
  returned: 'everyone',
  rejected: 'everyone',
  postponed: 'everyone',
  planned: 'everyone',
  budgeted: 'everyone',
  'in-progress': 'everyone',
  realised: 'everyone',
  withdrawn: 'office',
}

/** Who may know of a proposal in this status; whoever it belongs to always may. */
export const audienceOf = (status: ProposalStatus): Audience => STATUS_AUDIENCE[status]

/** The statuses in which an audience sees a proposal, in the order of its life. */
export const statusesSeenBy = (audience: Audience): readonly ProposalStatus[] =>
  PROPOSAL_STATUSES.filter((status) => STATUS_AUDIENCE[status] === audience)

/** Those in which everyone sees it. */
export const PUBLIC_STATUSES: readonly ProposalStatus[] = statusesSeenBy('everyone')

export type ProposalAction = ProcessStep['action']
export type ProcessStep = (typeof PROCESS)[number]

interface StepShape {
  action: string
  /** Statuses from which it may be taken; none where it brings a proposal into being. */
  from: readonly ProposalStatus[]
  at: readonly ProposalStage[]
  to: { status: ProposalStatus | 'same'; stage: 'same' | 'next' | ProposalStage }
  /** Roles of the accounts that may take it, within the bounds of their grants; core/access/may.ts makes its rules of this. */
  by: 'everyone' | readonly string[]
  /** Roles that may take it with a proposal of their own, besides; `bearer` is who shows a submission's secret. */
  ownBy?: readonly string[]
  /** What must be given with it. Reasons of refusals are public. */
  given: readonly StepGift[]
  /** What it may grant otherwise than was asked for; everything else it leaves as it is. */
  sets?: readonly StepField[]
  /** Taken also after its stage has ended: whoever proposed answers for it whenever they are asked. */
  afterEnd?: true
  /** Who may see the decision and its event once they are announced. */
  seenBy: Audience
  /** What the timeline calls it. */
  event: string
}

/** What a step may demand. */
export type StepGift = 'reason' | 'document' | 'return'
/** What a step may set. */
export type StepField = 'costRupiah' | 'volume'

const DECIDERS = ['verifier'] as const
const PROPOSERS = ['resident', 'operator', 'bearer'] as const
const GRANTED = ['costRupiah', 'volume'] as const
const FORUMS = ['neighbourhood', 'village', 'district', 'agency', 'regency'] as const
const PLANNING = ['regency', 'plan', 'budget'] as const
const UNDECIDED = ['submitted', 'verified'] as const
const SAME = { status: 'same', stage: 'same' } as const

/**
 * The whole process: which action leads from which status at which stage to which, who may take it, what must be given,
 * and who may see the result. Whatever moves a proposal (page, API, bulk, import, merge) moves it by a row of this table;
 * the database's CHECKs hold the same words.
 */
export const PROCESS = [
  {
    action: 'submit',
    from: [],
    at: ['neighbourhood'],
    to: { status: 'submitted', stage: 'same' },
    by: 'everyone',
    given: [],
    seenBy: 'everyone',
    event: 'submitted',
  },
  {
    // Where a region looks at submissions before they are shown.
    action: 'submit-held',
    from: [],
    at: ['neighbourhood'],
    to: { status: 'held', stage: 'same' },
    by: 'everyone',
    given: [],
    seenBy: 'everyone',
    event: 'submitted',
  },
  {
    action: 'admit',
    from: ['held'],
    at: FORUMS,
    to: { status: 'submitted', stage: 'same' },
    by: ['publisher', ...DECIDERS],
    given: [],
    seenBy: 'office',
    event: 'admitted',
  },
  {
    action: 'withdraw',
    from: ['held', 'submitted', 'returned'],
    at: FORUMS,
    to: { status: 'withdrawn', stage: 'same' },
    by: [],
    ownBy: PROPOSERS,
    afterEnd: true,
    given: [],
    seenBy: 'office',
    event: 'withdrawn',
  },
  {
    // By whoever handed it in, before a forum has taken it up; after that it is answered for where an office asks (resume).
    action: 'revise',
    from: ['held', 'submitted'],
    at: ['neighbourhood'],
    to: SAME,
    by: [],
    ownBy: PROPOSERS,
    given: [],
    seenBy: 'everyone',
    event: 'revised',
  },
  {
    action: 'verify',
    from: ['submitted'],
    at: FORUMS,
    to: { status: 'verified', stage: 'same' },
    by: DECIDERS,
    given: [],
    sets: GRANTED,
    seenBy: 'everyone',
    event: 'verified',
  },
  {
    action: 'accept',
    from: [...UNDECIDED, 'postponed'],
    at: FORUMS,
    to: { status: 'accepted', stage: 'same' },
    by: DECIDERS,
    given: [],
    sets: GRANTED,
    seenBy: 'everyone',
    event: 'accepted',
  },
  {
    action: 'pass-on',
    from: ['accepted'],
    at: ['neighbourhood', 'village', 'district', 'agency'],
    to: { status: 'submitted', stage: 'next' },
    by: DECIDERS,
    given: [],
    seenBy: 'everyone',
    event: 'passed-on',
  },
  {
    action: 'return',
    from: UNDECIDED,
    at: FORUMS,
    to: { status: 'returned', stage: 'same' },
    by: DECIDERS,
    given: ['reason', 'return'],
    seenBy: 'everyone',
    event: 'returned',
  },
  {
    action: 'resume',
    from: ['returned'],
    at: FORUMS,
    to: { status: 'submitted', stage: 'same' },
    by: [],
    ownBy: PROPOSERS,
    afterEnd: true,
    given: [],
    seenBy: 'everyone',
    event: 'resumed',
  },
  {
    action: 'reject',
    from: [...UNDECIDED, 'postponed'],
    at: FORUMS,
    to: { status: 'rejected', stage: 'same' },
    by: DECIDERS,
    given: ['reason'],
    seenBy: 'everyone',
    event: 'rejected',
  },
  {
    action: 'postpone',
    from: [...UNDECIDED, 'accepted', 'planned'],
    at: [...FORUMS, 'plan', 'budget'],
    to: { status: 'postponed', stage: 'same' },
    by: DECIDERS,
    given: ['reason'],
    seenBy: 'everyone',
    event: 'postponed',
  },
  {
    action: 'plan',
    from: ['accepted', 'postponed'],
    at: PLANNING,
    to: { status: 'planned', stage: 'plan' },
    by: DECIDERS,
    given: [],
    sets: GRANTED,
    seenBy: 'everyone',
    event: 'planned',
  },
  {
    action: 'budget',
    from: ['planned', 'accepted', 'postponed'],
    at: PLANNING,
    to: { status: 'budgeted', stage: 'budget' },
    by: DECIDERS,
    given: [],
    sets: GRANTED,
    seenBy: 'everyone',
    event: 'budgeted',
  },
  {
    // Out of the plan or the budget, to which it had been admitted.
    action: 'drop',
    from: ['accepted', 'planned', 'budgeted', 'postponed'],
    at: ['plan', 'budget', 'realisation'],
    to: { status: 'rejected', stage: 'same' },
    by: DECIDERS,
    given: ['reason', 'document'],
    seenBy: 'everyone',
    event: 'rejected',
  },
  {
    action: 'begin',
    from: ['budgeted'],
    at: ['budget', 'realisation'],
    to: { status: 'in-progress', stage: 'realisation' },
    by: DECIDERS,
    given: [],
    seenBy: 'everyone',
    event: 'begun',
  },
  {
    action: 'realise',
    from: ['budgeted', 'in-progress'],
    at: ['budget', 'realisation'],
    to: { status: 'realised', stage: 'realisation' },
    by: DECIDERS,
    given: [],
    sets: GRANTED,
    seenBy: 'everyone',
    event: 'realised',
  },
  {
    // A recommendation that leaves the decision to others.
    action: 'note',
    from: PUBLIC_STATUSES,
    at: PROPOSAL_STAGES,
    to: SAME,
    by: [...DECIDERS, 'council-member', 'council-secretariat', 'planner'],
    given: ['reason'],
    seenBy: 'everyone',
    event: 'noted',
  },
] as const satisfies readonly StepShape[]

/** The stage after one; the last stays. */
export function nextStage(stage: ProposalStage): ProposalStage {
  return PROPOSAL_STAGES[PROPOSAL_STAGES.indexOf(stage) + 1] ?? stage
}
