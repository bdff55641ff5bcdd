import type { Actor } from '../access/actor.ts'
import type { Grant } from '../access/grant.ts'
import { PROCESS, type ProcessStep } from '../proposal/process.ts'
import { PROPOSAL_STAGES, type ProposalStage } from '../proposal/stage.ts'
import type { ProposalStatus } from '../proposal/status.ts'
import { leadsFrom } from '../proposal/take-step.ts'

/** What a queue is looked at by: what waits for a decision, what of it waits too long or gives cause to look twice, what is done. */
export const DESK_TABS = ['waiting', 'overdue', 'flagged', 'done'] as const
export type DeskTab = (typeof DESK_TABS)[number]

/** After these days at a desk a proposal that is in no cycle is overdue. A habit of offices and no regulation. */
export const OVERDUE_DAYS = 14

const BEFORE_FORUMS = ['held', 'submitted', 'verified'] as const

/** In which statuses a proposal waits for whoever decides at its stage. */
const WAITING: Readonly<Record<ProposalStage, readonly ProposalStatus[]>> = {
  neighbourhood: BEFORE_FORUMS,
  village: BEFORE_FORUMS,
  district: BEFORE_FORUMS,
  agency: BEFORE_FORUMS,
  regency: BEFORE_FORUMS,
  plan: ['accepted'],
  budget: ['accepted', 'planned'],
  realisation: ['budgeted', 'in-progress'],
}

/** Whose grants have a queue. */
const ROLES = ['verifier', 'publisher'] as const

/** The grants by which an actor has something to decide, in their order. */
export function deskGrants(actor: Actor): readonly Grant[] {
  if (actor.kind !== 'account') return []
  return actor.grants.filter(({ role }) => ROLES.some((known) => known === role))
}

/** The stages of a grant's queue. */
export function deskStages({ stages }: Grant): readonly ProposalStage[] {
  return PROPOSAL_STAGES.filter((stage) => stages === undefined || stages.includes(stage))
}

/** Where a proposal waits for the role of a grant: "stage/status", of its stages. */
export function waitingStates(grant: Grant): readonly string[] {
  return deskStages(grant).flatMap((stage) =>
    WAITING[stage]
      .filter((status) => STEPS.some((step) => isMove(step, grant) && leadsFrom(step, { status, stage })))
      .map((status) => stateName({ stage, status })),
  )
}

export function stateName({ stage, status }: { stage: string; status: string }): string {
  return `${stage}/${status}`
}

const STEPS: readonly ProcessStep[] = PROCESS

/** Whether a step of this role leads somewhere: a recommendation does not. */
function isMove({ action, by }: ProcessStep, { role }: Grant): boolean {
  const roles: readonly string[] = typeof by === 'string' ? [] : by
  return action !== 'note' && roles.includes(role)
}
