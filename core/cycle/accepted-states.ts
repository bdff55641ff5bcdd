import { PROPOSAL_STAGES, type ProposalStage } from '../proposal/stage.ts'
import { PROPOSAL_STATUSES, type ProposalStatus } from '../proposal/status.ts'

/** Statuses in which a proposal is accepted by the stage at which it stands. */
const ACCEPTED_AT: Readonly<Record<ProposalStage, readonly ProposalStatus[]>> = {
  neighbourhood: ['accepted'],
  village: ['accepted'],
  district: ['accepted'],
  agency: ['accepted'],
  regency: ['accepted'],
  plan: ['planned', 'budgeted', 'in-progress', 'realised'],
  budget: ['budgeted', 'in-progress', 'realised'],
  realisation: ['in-progress', 'realised'],
}
/** In these it needs no money of any stage that it passed. */
const GONE: readonly ProposalStatus[] = ['draft', 'held', 'rejected', 'postponed', 'withdrawn']

/**
 * Where a proposal stands that a stage of this kind has accepted, as "stage/status": there in a status that says so, or at a later
 * stage in any but those in which it is gone.
 */
export function acceptedStates(kind: ProposalStage): string[] {
  const at = PROPOSAL_STAGES.indexOf(kind)
  const later = PROPOSAL_STAGES.slice(at + 1).flatMap((stage) =>
    PROPOSAL_STATUSES.filter((status) => !GONE.includes(status)).map((status) => `${stage}/${status}`),
  )
  return [...ACCEPTED_AT[kind].map((status) => `${kind}/${status}`), ...later]
}
