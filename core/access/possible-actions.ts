import { PROCESS, type ProposalAction } from '../proposal/process.ts'
import { leadsFrom, type ProposalState } from '../proposal/take-step.ts'
import type { Actor } from './actor.ts'
import type { Subject } from './grant.ts'
import { may, stepAction } from './may.ts'

/** What the actor may do with a proposal that stands here: what a screen offers. */
export function possibleActions(actor: Actor, state: ProposalState, subject: Subject): ProposalAction[] {
  return PROCESS.filter((step) => leadsFrom(step, state) && may(actor, stepAction(step.action), subject)).map(
    ({ action }) => action,
  )
}
