import type { ProposalDecision } from './decision.ts'
import { isProposalStage, PROPOSAL_STAGES, type ProposalStage } from './stage.ts'

/** Of a forum that lies behind, `unrecorded` where nobody wrote down what was decided: a proposal may have passed or skipped it. */
export type StepState = 'past' | 'unrecorded' | 'now' | 'ended' | 'stopped' | 'returned' | 'next' | 'never'

export interface ChainStep {
  stage: ProposalStage
  state: StepState
  decisions: readonly ProposalDecision[]
}

/** Stages that only residents' proposals pass; proposals of council and agencies enter after them. */
const RESIDENTS_FORUMS: readonly string[] = ['neighbourhood', 'village', 'district']

/** What the chain of a proposal is made of. */
interface Decided {
  stage: string
  status: string
  source: string
  decisions: readonly ProposalDecision[]
}

/**
 * The forums of a proposal in order, each with where it stands and what was decided there. Council and agency
 * proposals skip the residents' forums unless something was decided in one.
 */
export function chainSteps(proposal: Decided): ChainStep[] {
  const now = isProposalStage(proposal.stage) ? PROPOSAL_STAGES.indexOf(proposal.stage) : 0
  const skips = proposal.source === 'pokir' || proposal.source === 'opd'
  return PROPOSAL_STAGES.flatMap((stage, index) => {
    const decisions = proposal.decisions.filter((decision) => decision.stage === stage)
    if (skips && RESIDENTS_FORUMS.includes(stage) && index !== now && decisions.length === 0) return []
    const state = stateOf(index - now, proposal.status)
    const isUnrecorded = state === 'past' && decisions.length === 0
    return [{ stage, decisions, state: isUnrecorded ? 'unrecorded' : state }]
  })
}

/** `distance` counts forums from the present one: negative before it. */
function stateOf(distance: number, status: string): StepState {
  if (distance < 0) return 'past'
  if (distance > 0) return status === 'rejected' ? 'never' : 'next'
  if (status === 'realised') return 'ended'
  if (status === 'rejected') return 'stopped'
  return status === 'returned' ? 'returned' : 'now'
}
