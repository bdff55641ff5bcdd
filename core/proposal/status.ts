import type { Label } from './label.ts'

/** The states of a proposal, in the order of its life. Who may see which is said in process.ts. */
export const PROPOSAL_STATUSES = [
  'draft',
  'held',
  'submitted',
  'verified',
  'accepted',
  'returned',
  'rejected',
  'postponed',
  'planned',
  'budgeted',
  'in-progress',
  'realised',
  'withdrawn',
] as const

export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number]

/** What one map symbol stands for. */
export const STATUS_GROUPS = ['process', 'accepted', 'done', 'returned', 'rejected'] as const

export type StatusGroup = (typeof STATUS_GROUPS)[number]

export const STATUS_LABELS: Record<ProposalStatus, Label> = {
  draft: { id: 'Konsep', en: 'Draft' },
  held: { id: 'Menunggu moderasi', en: 'Waiting to be moderated' },
  submitted: { id: 'Diajukan', en: 'Submitted' },
  verified: { id: 'Terverifikasi', en: 'Verified' },
  accepted: { id: 'Diterima', en: 'Accepted' },
  returned: { id: 'Dikembalikan', en: 'Returned' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  postponed: { id: 'Ditunda', en: 'Postponed' },
  planned: { id: 'Masuk RKPD', en: 'In the work plan' },
  budgeted: { id: 'Masuk APBD', en: 'In the budget' },
  'in-progress': { id: 'Dikerjakan', en: 'In progress' },
  realised: { id: 'Terealisasi', en: 'Realised' },
  withdrawn: { id: 'Ditarik pengusul', en: 'Withdrawn' },
}

export const STATUS_GROUP_LABELS: Record<StatusGroup, Label> = {
  process: { id: 'Dalam proses', en: 'In process' },
  accepted: { id: 'Diterima', en: 'Accepted' },
  done: { id: 'Selesai', en: 'Done' },
  returned: { id: 'Dikembalikan', en: 'Returned' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
}

const GROUP_OF: Record<ProposalStatus, StatusGroup> = {
  draft: 'process',
  held: 'process',
  submitted: 'process',
  verified: 'process',
  postponed: 'process',
  accepted: 'accepted',
  planned: 'accepted',
  budgeted: 'accepted',
  'in-progress': 'accepted',
  realised: 'done',
  returned: 'returned',
  rejected: 'rejected',
  withdrawn: 'returned',
}

export function statusGroup(status: ProposalStatus): StatusGroup {
  return GROUP_OF[status]
}

export function isProposalStatus(value: unknown): value is ProposalStatus {
  return PROPOSAL_STATUSES.some((status) => status === value)
}
