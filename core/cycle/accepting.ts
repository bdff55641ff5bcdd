import type { ProposalAction } from '../proposal/process.ts'

/** Steps that take a proposal in: they use up ceilings, and demand what a stage's checklist demands. */
export const ACCEPTING = ['accept', 'plan', 'budget'] as const satisfies readonly ProposalAction[]

export function isAccepting(action: ProposalAction): boolean {
  return ACCEPTING.some((known) => known === action)
}
