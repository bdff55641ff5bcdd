import type { ProposalDecision } from '../../../core/proposal/decision.ts'
import { isProposalStage, PROPOSAL_STAGES, type ProposalStage } from '../../../core/proposal/stage.ts'
import type { ProposalView } from './proposal-view.ts'

/** Of a forum that lies behind, `unrecorded` where nobody wrote down what was decided: a proposal may have passed or skipped it. */
export type StepState = 'past' | 'unrecorded' | 'now' | 'ended' | 'stopped' | 'returned' | 'next' | 'never'

export interface ChainStep {
  stage: ProposalStage
  state: StepState
  decisions: readonly ProposalDecision[]
}

/** Stages that only residents' proposals pass; proposals of council and agencies enter after them. */
const RESIDENTS_FORUMS: readonly string[] = ['neighbourhood', 'village', 'district']

/**
 * The forums of a proposal in order, each with where it stands and what was decided there. Council and agency
 * proposals skip the residents' forums unless something was decided in one.
 */
export function chainSteps(
  view: Pick<ProposalView, 'stage' | 'status' | 'source' | 'decisions'>,
): ChainStep[] {
  const now = isProposalStage(view.stage) ? PROPOSAL_STAGES.indexOf(view.stage) : 0
  const skips = view.source === 'pokir' || view.source === 'opd'
  return PROPOSAL_STAGES.flatMap((stage, index) => {
    const decisions = view.decisions.filter((decision) => decision.stage === stage)
    if (skips && RESIDENTS_FORUMS.includes(stage) && index !== now && decisions.length === 0) return []
    const state = stateOf(index - now, view.status)
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

/** The latest decision with this outcome, which carries the reason that the proposer must know. */
export function lastDecision(
  decisions: readonly ProposalDecision[],
  kind: string,
): ProposalDecision | undefined {
  return decisions.findLast(({ decision }) => decision === kind)
}
