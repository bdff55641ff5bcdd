import { audienceOf } from '../proposal/process.ts'
import type { ProposalStatus } from '../proposal/status.ts'
import type { Actor } from './actor.ts'
import type { Subject } from './grant.ts'
import { isOwn, may } from './may.ts'

/** Whether the actor may know that there is such a proposal, in the status that was announced. What they may not is a 404. */
export function mayKnow(actor: Actor, status: ProposalStatus, subject: Subject): boolean {
  const audience = audienceOf(status)
  if (actor.kind === 'system' || audience === 'everyone' || isOwn(actor, subject)) return true
  return audience === 'office' && may(actor, 'proposal:read-office-state', subject)
}
