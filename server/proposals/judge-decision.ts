import type { Knex } from 'knex'
import type { Actor } from '../../core/access/actor.ts'
import { isOwn, may, stepAction } from '../../core/access/may.ts'
import { mayKnow } from '../../core/access/may-know.ts'
import { type TickedItem, tickItems } from '../../core/cycle/checklist.ts'
import type { StageOpening } from '../../core/cycle/stage-opening.ts'
import { badParameter, changedMeanwhile, notFound, Problem, type ProblemDetail } from '../../core/problem.ts'
import type { ProcessStep } from '../../core/proposal/process.ts'
import { type ProposalState, stepOf, takeStep } from '../../core/proposal/take-step.ts'
import type { StageRow } from '../cycles/locked-stages.ts'
import { bound, select, sql } from '../database/sql-fragment.ts'
import type { DecisionRow, DecisionTerms } from './decision-request.ts'
import { type LockedProposal, subjectOf } from './lock-proposals.ts'
import type { DecidedAt, LockedStages } from './lock-stages.ts'
import type { Ticks } from './read-ticks.ts'

/** A decision that may be written. */
export interface Judged {
  row: DecisionRow
  proposal: LockedProposal
  /** Where it leads. */
  state: ProposalState
  /** The stage of its cycle in which it is decided. */
  stageId: number | null
  stage: StageRow | undefined
  /** What is ticked of that stage's checklist. */
  ticked: readonly TickedItem[]
  isAnnounced: boolean
}

/** A decision that others want to replace. */
export interface ReplacedDecision {
  id: number
  proposalId: number
  /** Whether it still stands, and no other replaces it already. */
  stands: boolean
}

export interface ToJudge {
  row: DecisionRow
  terms: DecisionTerms
  /** Undefined where there is none, or another row named it before. */
  proposal: LockedProposal | undefined
  stages: LockedStages
  replaced: ReadonlyMap<number, ReplacedDecision>
  /** What was ticked before, about these proposals. */
  ticks: readonly Ticks[]
}

/** Whether this may be decided, by this actor, now: what is not is a problem, and nothing of it is written. */
export function judgeDecision(actor: Actor, asked: ToJudge): Judged | { problem: ProblemDetail } {
  try {
    return judge(actor, asked)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { problem: error.body }
  }
}

function judge(actor: Actor, { row, terms, proposal, stages, replaced, ticks }: ToJudge): Judged {
  // First whether there is such a proposal for this actor: no other refusal may say so.
  if (!proposal || !mayKnow(actor, proposal.publicStatus, subjectOf(proposal)))
    throw notFound('proposal', row.code)
  const step = stepOf(terms.action)
  const decidedAt = stages.stageFor(proposal, { action: step.action, office: terms.role })
  // What an earlier stage holds is not announced by a later one that shows at once: it waits with it.
  const holdsNothing = proposal.version === proposal.publicVersion
  const isAnnounced = terms.announce || (decidedAt?.stage.results === 'at-once' && holdsNothing)
  requireRight(actor, step, { proposal, terms })
  requireSeen(actor, proposal, row.version)
  if (decidedAt) requireRules(step, terms, decidedAt)
  const state = takeStep(proposal, terms)
  const ticked = tick(terms, decidedAt?.stage, ticksOf(ticks, proposal, decidedAt?.stage))
  requireReplaceable(row, proposal, replaced)
  const stage = decidedAt?.stage
  return { row, proposal, state, isAnnounced, ticked, stage, stageId: stage?.id ?? proposal.stageId }
}

function ticksOf(ticks: readonly Ticks[], { id }: LockedProposal, stage: StageRow | undefined): Set<string> {
  const known = ticks.find(({ proposalId, stageId }) => proposalId === id && stageId === stage?.id)
  return new Set(known?.ticks.map(({ key }) => key))
}

function tick(
  { action, checklist = [] }: DecisionTerms,
  stage: StageRow | undefined,
  before: ReadonlySet<string>,
): TickedItem[] {
  return tickItems(stage?.checklist ?? [], { action, ticked: checklist, before })
}

function requireRight(
  actor: Actor,
  step: ProcessStep,
  { proposal, terms }: { proposal: LockedProposal; terms: DecisionTerms },
): void {
  const subject = subjectOf(proposal)
  if (!may(actor, stepAction(step.action), subject)) throw refused('action', step.action)
  if (!may(actor, stepAction(step.action), { ...subject, office: terms.role }))
    throw refused('role', terms.role)
  // What whoever proposed does is for everyone at once; offices announce by a right of its own.
  if (terms.announce && !isOwn(actor, subject) && !may(actor, 'proposal:announce', subject))
    throw refused('announce', terms.announce)
}

function refused(parameter: string, received: unknown): Problem {
  return new Problem({
    title: 'Not allowed',
    status: 403,
    detail: `${parameter}: this account was not granted ${received} here`,
    parameter,
    received: String(received),
  })
}

/** Who may not know what offices have decided is not told by a refusal either. */
function requireSeen(actor: Actor, proposal: LockedProposal, seen: number): void {
  const { version, publicVersion } = proposal
  if (version === publicVersion || may(actor, 'proposal:read-office-state', subjectOf(proposal))) {
    if (version !== seen) throw changedMeanwhile(version, seen)
    return
  }
  if (publicVersion !== seen) throw changedMeanwhile(publicVersion, seen)
  throw new Problem({
    title: 'Not possible now',
    status: 409,
    detail: 'An office is at work on this proposal: wait until it says what it decided',
  })
}

/** What the stage of its cycle asks of a decision. */
function requireRules(step: ProcessStep, terms: DecisionTerms, { stage, opening, acts }: DecidedAt): void {
  requireOpen(step, opening)
  const { role, reasonCode } = terms
  if (!acts && role !== 'proposer' && step.action !== 'note') throw otherOffice(role, stage.actors)
  const codes = stage.reasons.filter(({ actions }) => actions.includes(step.action)).map(({ code }) => code)
  if (reasonCode !== undefined && stage.reasons.length > 0 && !codes.includes(reasonCode))
    throw badParameter(
      'reasonCode',
      reasonCode,
      codes.length > 0 ? `one of ${codes.join(', ')}` : `none: this stage knows no reason for ${step.action}`,
    )
}

function otherOffice(role: string, actors: readonly string[]): Problem {
  return new Problem({
    title: 'Not decided by this office',
    status: 409,
    detail: `role: at this stage of the cycle ${actors.join(' or ')} decides`,
    parameter: 'role',
    received: role,
    expected: `one of ${actors.join(', ')}`,
  })
}

function requireOpen(step: ProcessStep, opening: StageOpening): void {
  if (opening === 'open' || ('afterEnd' in step && opening !== 'before')) return
  const words = {
    before: 'has not begun for this area',
    ended: 'has ended for this area',
    frozen: 'is closed for this area, and what was decided there is final',
  }
  throw new Problem({
    title: 'Stage not open',
    status: 409,
    detail: `The stage of this proposal ${words[opening]}`,
    received: opening,
    expected: 'open',
  })
}

function requireReplaceable(
  { replaces }: DecisionRow,
  { id, code }: LockedProposal,
  replaced: ReadonlyMap<number, ReplacedDecision>,
): void {
  if (replaces === undefined) return
  const decision = replaced.get(replaces)
  if (!decision?.stands || decision.proposalId !== id)
    throw badParameter('replaces', replaces, `the id of a decision on ${code} that still stands`)
}

/** The decisions that these rows want to replace; their proposals are locked, so that they stay as they are. */
export async function readReplaced(
  transaction: Knex.Transaction,
  rows: readonly DecisionRow[],
): Promise<ReadonlyMap<number, ReplacedDecision>> {
  const ids = rows.flatMap(({ replaces }) => replaces ?? [])
  if (ids.length === 0) return new Map()
  const found = await select<{ id: string | number; proposalId: number; stands: boolean }>(
    transaction,
    sql`SELECT d.id, d.proposal_id AS "proposalId",
          d.superseded_at IS NULL AND NOT EXISTS (SELECT FROM decisions later WHERE later.replaces = d.id) AS stands
        FROM decisions d WHERE d.id = ANY (${bound(ids, 'bigint[]')})`,
  )
  return new Map(found.map((one) => [Number(one.id), { ...one, id: Number(one.id) }]))
}
