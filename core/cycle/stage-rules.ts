import type { Label } from '../proposal/label.ts'
import type { ProposalAction } from '../proposal/process.ts'

/** Something that people look at in a stage, and that no machine can. */
export interface ChecklistItem {
  key: string
  label: Label
  /** Somebody ticks it before a proposal is accepted. */
  required?: boolean | undefined
}

/** At most so many proposals are adopted from each village, district or agency. */
export interface StageQuota {
  per: 'village' | 'district' | 'agency'
  most: number
}

/** A reason that may be given in a stage, and with which steps of the process. */
export interface StageReason {
  code: string
  label: Label
  actions: readonly ProposalAction[]
}

/** Whether what is decided shows at once, or when it is announced. */
export type StageResults = 'at-once' | 'announced'

/** Where Pokir go that come after their deadline. */
export type PokirLate = 'change' | 'next-year'
