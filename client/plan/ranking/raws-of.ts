import type { ProposalScore } from '../../../core/api/proposal-score.ts'

/** Raw values by criterion. */
export function rawsOf({ contributions }: ProposalScore): Map<string, number | null> {
  return new Map(contributions.map(({ key, raw }) => [key, raw]))
}
