import type { Label } from './label.ts'
import { PROCESS, PUBLIC_STATUSES } from './process.ts'
import { PROPOSAL_STATUSES, type ProposalStatus } from './status.ts'

/** Whether offices alone may take the step: what waits for its proposer is in nobody's competition meanwhile. */
const isByOffices = ({ by }: { readonly by: 'everyone' | readonly string[] }) =>
  by !== 'everyone' && by.length > 0

/** Statuses from which offices can lead a proposal on into the budget, by one step or by several. */
function leadToBudget(): ReadonlySet<ProposalStatus> {
  const led = new Set<ProposalStatus>()
  for (let before = -1; before < led.size; ) {
    before = led.size
    for (const step of PROCESS) {
      const to = step.to.status
      if (to === 'same' || !isByOffices(step) || !(to === 'budgeted' || led.has(to))) continue
      for (const status of step.from) led.add(status)
    }
  }
  return led
}

/**
 * The one rule of which proposals compete for money: those of one plan year that everyone may see and that offices can still
 * lead into the budget by the steps of the process. One that was refused or taken back, that waits for its proposer, or that
 * has money already, does not. Stages need no rule of their own: no step brings one of these statuses to the realisation.
 * Ranking, packages, the score on a proposal's page and their words use it; where proposals are chosen, it can be set otherwise.
 */
export const COMPETING_STATUSES: readonly ProposalStatus[] = PUBLIC_STATUSES.filter((status) =>
  leadToBudget().has(status),
)

/** Accepted by an office, or further: what statistics and figures call accepted. */
export const ACCEPTED_STATUSES = [
  'accepted',
  'planned',
  'budgeted',
  'in-progress',
  'realised',
] as const satisfies readonly ProposalStatus[]

/** In place of years or statuses of a filter: every one competes. */
export const EVERY = 'all'

const REASONS: Readonly<Partial<Record<ProposalStatus, Label>>> = {
  returned: { id: 'dikembalikan, menunggu jawaban pengusul', en: 'sent back, waiting for its proposer' },
  rejected: { id: 'ditolak', en: 'rejected' },
  budgeted: { id: 'sudah masuk APBD', en: 'in the budget already' },
  'in-progress': { id: 'sedang dikerjakan', en: 'being carried out' },
  realised: { id: 'sudah terealisasi', en: 'carried out' },
}
const NOT_CHOSEN: Label = { id: 'status ini tidak dipilih', en: 'this status was not chosen' }
export const OTHER_YEAR: Label = { id: 'tahun lain', en: 'of another year' }

/** Why a proposal in a status is left out of a competition: the rule's reason, or that its status was not chosen. */
export function whyLeftOut(status: string): Label {
  const known = PROPOSAL_STATUSES.find((one) => one === status)
  return (known && !COMPETING_STATUSES.includes(known) && REASONS[known]) || NOT_CHOSEN
}
