import { badParameter, Problem } from '../problem.ts'
import {
  nextStage,
  PROCESS,
  type ProcessStep,
  type ProposalAction,
  type StepField,
  type StepGift,
} from './process.ts'
import type { ProposalStage } from './stage.ts'
import type { ProposalStatus } from './status.ts'

/** Where a proposal stands. */
export interface ProposalState {
  status: ProposalStatus
  stage: ProposalStage
}

/** What a decision is laid down in. */
export interface DecisionDocument {
  number: string
  /** ISO date. */
  date?: string | undefined
  page?: string | undefined
}

/** What an office asks back. */
export interface ReturnRequest {
  /** Fields of the proposal that are opened again; no others are. */
  fields: readonly string[]
  /** ISO date-time until which it is waited for. */
  deadline: string
  answeredBy: ReturnAnswerer
}
export const RETURN_ANSWERERS = ['proposer', 'operator', 'office'] as const
export type ReturnAnswerer = (typeof RETURN_ANSWERERS)[number]

export interface StepRequest {
  action: ProposalAction
  reason?: string | undefined
  document?: DecisionDocument | undefined
  return?: ReturnRequest | undefined
  costRupiah?: number | undefined
  volume?: number | undefined
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
  for (const gift of step.given)
    if (!isGiven(request, gift)) throw badParameter(gift, request[gift] ?? '', `a ${gift} for ${step.action}`)
  const sets: readonly StepField[] = 'sets' in step ? step.sets : []
  for (const field of FIELDS)
    if (request[field] !== undefined && !sets.includes(field))
      throw badParameter(field, request[field], `nothing: ${step.action} leaves it as it is`)
  const { status, stage } = step.to
  return {
    status: status === 'same' ? state.status : status,
    stage: stage === 'same' ? state.stage : stage === 'next' ? nextStage(state.stage) : stage,
  }
}

const FIELDS: readonly StepField[] = ['costRupiah', 'volume']

function isGiven(request: StepRequest, gift: StepGift): boolean {
  if (gift === 'reason') return Boolean(request.reason?.trim())
  if (gift === 'document') return Boolean(request.document?.number.trim())
  const asked = request.return
  return asked !== undefined && asked.fields.length > 0 && !Number.isNaN(Date.parse(asked.deadline))
}

function includes<T>(values: readonly T[] | string, value: unknown): boolean {
  return (values as readonly unknown[]).includes(value)
}
