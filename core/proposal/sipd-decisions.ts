import type { DecisionRole, StatedDecision } from './decision.ts'
import type { SipdField } from './sipd-headings.ts'
import { statusFromWords } from './sipd-status.ts'
import type { ProposalStage } from './stage.ts'
import type { ProposalStatus } from './status.ts'

// In the order of the offices' work, whatever the order of the columns.
const RECOMMENDATIONS: readonly { field: SipdField; stage: ProposalStage; role: DecisionRole }[] = [
  { field: 'recommendationVillage', stage: 'village', role: 'village' },
  { field: 'recommendationDistrict', stage: 'district', role: 'district' },
  { field: 'recommendationSecretariat', stage: 'agency', role: 'secretariat' },
  { field: 'recommendationPartner', stage: 'agency', role: 'partner' },
  { field: 'recommendationAgency', stage: 'agency', role: 'agency' },
  { field: 'recommendationBudgetTeam', stage: 'regency', role: 'budget-team' },
]

const OUTCOMES: readonly ProposalStatus[] = [
  'accepted',
  'rejected',
  'returned',
  'postponed',
  'planned',
  'budgeted',
]

/** The decisions that the recommendation columns hold; the words of each are kept as its reason. */
export function recommendationDecisions(textOf: (field: SipdField) => string | null): StatedDecision[] {
  return RECOMMENDATIONS.flatMap(({ field, stage, role }) => {
    const words = textOf(field)
    if (words === null) return []
    return [{ stage, role, decision: statusFromWords(words) ?? 'noted', reason: words, at: null }]
  })
}

/** The outcome that *Status* and *Catatan* give, when it is one: nobody is named for it, so nobody is credited. */
export function outcomeDecision(
  status: ProposalStatus | null,
  note: string | null,
  stage: ProposalStage,
): StatedDecision[] {
  const decided = status !== null && OUTCOMES.includes(status)
  return decided ? [{ stage, role: 'unstated', decision: status, reason: note, at: null }] : []
}
