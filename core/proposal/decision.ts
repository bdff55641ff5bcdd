import type { Label } from './label.ts'
import type { ProposalStage } from './stage.ts'
import { PROPOSAL_STATUSES, type ProposalStatus } from './status.ts'

/** In which office's name a decision is taken, or that of who proposed (`proposer`); `unstated` where an export gives only the outcome. */
export const DECISION_ROLES = [
  'village',
  'district',
  'partner',
  'agency',
  'budget-team',
  'secretariat',
  'proposer',
  'unstated',
] as const

export type DecisionRole = (typeof DECISION_ROLES)[number]

export const DECISION_ROLE_LABELS: Record<DecisionRole, Label> = {
  village: { id: 'Lurah/kepala desa', en: 'Village head' },
  district: { id: 'Camat', en: 'District head' },
  partner: { id: 'Mitra Bappeda', en: 'Planning office partner' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  'budget-team': { id: 'TAPD', en: 'Budget team' },
  secretariat: { id: 'Sekretariat DPRD', en: 'Council secretariat' },
  proposer: { id: 'Pengusul', en: 'Proposer' },
  unstated: { id: 'Tidak disebutkan', en: 'Not stated' },
}

export function isDecisionRole(value: unknown): value is DecisionRole {
  return typeof value === 'string' && (DECISION_ROLES as readonly string[]).includes(value)
}

/** What a decision says: the status that it gives, or `noted` for a recommendation whose words name none. */
export type DecisionOutcome = ProposalStatus | 'noted'

export const DECISION_OUTCOMES: readonly DecisionOutcome[] = [...PROPOSAL_STATUSES, 'noted']

/** A decision as everyone may read it once it is announced. Offices are named, persons never. */
export interface ProposalDecision {
  stage: ProposalStage
  role: DecisionRole
  /** Which one, where it is in the name of an agency. */
  agency?: string | null
  decision: DecisionOutcome
  /** What was granted, in the proposal's unit; null where the decision leaves it as it was. */
  volume: number | null
  costRupiah: number | null
  /** Of the reasons that its stage knows. */
  reasonCode?: string | null
  reason: string | null
  /** ISO date or date-time: when it was announced, or when a file says that it was made; null when nobody said. */
  at: string | null
}

/** A decision as files bring it: none of them tells what was granted. */
export type StatedDecision = Omit<ProposalDecision, 'volume' | 'costRupiah' | 'agency' | 'reasonCode'>
