import type { Actor } from '../access/actor.ts'
import { covers, type Subject } from '../access/grant.ts'
import { badParameter, Problem } from '../problem.ts'
import { nextStage, PROCESS, type ProcessStep, type ProposalAction } from './process.ts'
import type { ProposalStage } from './stage.ts'
import type { ProposalStatus } from './status.ts'

/** Where a proposal stands. */
export interface ProposalState {
  status: ProposalStatus
  stage: ProposalStage
}

export interface StepRequest {
  action: ProposalAction
  reason?: string | undefined
  /** What the decision is laid down in: kind, number, date, page. */
  document?: string | undefined
}

/** Every step by its action; each action has one. */
export function stepOf(action: ProposalAction): ProcessStep {
  const step = PROCESS.find((known) => known.action === action)
  if (!step) throw badParameter('action', action, `one of ${PROCESS.map((known) => known.action).join(', ')}`)
  return step
}

/** Whether the process knows this step from here. */
export function leadsFrom(step: ProcessStep, { status, stage }: ProposalState): boolean {
  return includes(step.from, status) && includes(step.at, stage)
}

/** Whether the actor holds a grant that takes this step with the subject. What works without a request may all. */
export function mayTake(actor: Actor, step: ProcessStep, subject: Subject): boolean {
  if (actor.kind === 'system' || step.by === 'everyone') return true
  if (actor.kind === 'public') return false
  const isOwn = subject.owner !== undefined && subject.owner === actor.id
  const roles: readonly string[] = isOwn && 'ownBy' in step ? [...step.by, ...step.ownBy] : step.by
  return actor.grants.some((grant) => roles.includes(grant.role) && covers(grant, subject))
}

/** What the actor may do with a proposal that stands here: what a screen offers. */
export function possibleActions(actor: Actor, state: ProposalState, subject: Subject): ProposalAction[] {
  return PROCESS.filter((step) => leadsFrom(step, state) && mayTake(actor, step, subject)).map(
    ({ action }) => action,
  )
}

/**
 * Where a proposal stands after a step. Throws Problem: 409 when no step of that name leads from where it stands, 400 when
 * something is not given that must be.
 */
export function takeStep(state: ProposalState, request: StepRequest): ProposalState {
  const step = stepOf(request.action)
  if (!leadsFrom(step, state)) {
    const known = PROCESS.filter((other) => leadsFrom(other, state)).map(({ action }) => action)
    throw new Problem({
      title: 'Not possible here',
      status: 409,
      detail: `action: ${request.action} does not lead from ${state.status} at stage ${state.stage}`,
      parameter: 'action',
      received: request.action,
      expected:
        known.length > 0 ? `one of ${known.join(', ')}` : 'nothing: this proposal has come to its end',
    })
  }
  for (const name of step.given)
    if (!request[name]?.trim()) throw badParameter(name, request[name] ?? '', `a ${name} for ${step.action}`)
  const { status, stage } = step.to
  return {
    status: status === 'same' ? state.status : status,
    stage: stage === 'same' ? state.stage : stage === 'next' ? nextStage(state.stage) : stage,
  }
}

function includes<T>(values: readonly T[] | string, value: unknown): boolean {
  return (values as readonly unknown[]).includes(value)
}
