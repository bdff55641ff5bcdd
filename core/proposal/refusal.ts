import type { ProposalDecision } from './decision.ts'
import type { Label } from './label.ts'

/** Above the reason why a proposal was refused, sent back or put off, by its status; other statuses need none. */
const REFUSAL_TITLES: Readonly<Record<string, Label>> = {
  rejected: { id: 'Alasan penolakan', en: 'Why it was rejected' },
  returned: { id: 'Yang perlu diperbaiki', en: 'What is to be mended' },
  postponed: { id: 'Alasan penundaan', en: 'Why it was postponed' },
}

/** In the place of a reason that nobody wrote down; `{agency}` may be AGENCY_IN_CHARGE. */
export const NO_REASON: Label = {
  id: 'Alasannya belum dicatat. Pengusul berhak mengetahuinya; tanyakan kepada {agency}.',
  en: 'No reason has been recorded. The proposer has a right to know it; ask {agency}.',
}

/** Where a proposal names no agency. */
export const AGENCY_IN_CHARGE: Label = {
  id: 'perangkat daerah yang menangani',
  en: 'the agency in charge',
}

export interface Refusal {
  title: Label
  /** The latest decision with this outcome, which carries the reason that the proposer must know; null where none is on record. */
  decision: ProposalDecision | null
}

/** Of a proposal that was refused, sent back or put off: what stands above the reason, and the decision that gives it; else null. */
export function refusalOf(proposal: {
  status: string
  decisions: readonly ProposalDecision[]
}): Refusal | null {
  const title = Object.hasOwn(REFUSAL_TITLES, proposal.status) ? REFUSAL_TITLES[proposal.status] : undefined
  if (!title) return null
  return {
    title,
    decision: proposal.decisions.findLast(({ decision }) => decision === proposal.status) ?? null,
  }
}
