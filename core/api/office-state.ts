import type { TickedItem } from '../cycle/checklist.ts'
import type { DecisionOutcome, DecisionRole } from '../proposal/decision.ts'
import type { DecisionAction } from '../proposal/history-words.ts'
import type { ProposalAction } from '../proposal/process.ts'
import type { ProposalStage } from '../proposal/stage.ts'
import type { ProposalStatus } from '../proposal/status.ts'
import type { DecisionDocument, ReturnRequest } from '../proposal/take-step.ts'

/** How a proposal stands in the office (GET /api/proposals/{code}/office-state). */
export interface OfficeState {
  code: string
  stage: ProposalStage
  status: ProposalStatus
  costRupiah: number | null
  volume: number | null
  version: number
  /** Whether everyone is shown the same. */
  announced: boolean
  /** What the account that asks may do with it as it stands. */
  actions: readonly ProposalAction[]
}

/** A ceiling that what was accepted no longer fits into, and its place among those that wait for room in it, from 1. */
export interface ReservePlace {
  area: string | null
  agency: string | null
  rupiah: number
  place: number
}

/** What was decided about a proposal and where that led (POST /api/proposals/{code}/decisions). */
export interface TakenDecision {
  code: string
  stage: ProposalStage
  status: ProposalStatus
  version: number
  /** Number of the decision. */
  decision: number
  /** Where it was accepted beyond a ceiling: as a reserve there. */
  reserve: readonly ReservePlace[]
}

/** A decision taken back (DELETE /api/proposals/{code}/decisions/{decision}). */
export interface UndoneDecision {
  code: string
  version: number
  /** Number of the decision that took it back. */
  decision: number
  undone: number
}

/** A decision as offices know it, announced or not (GET /api/proposals/{code}/office-decisions). */
export interface OfficeDecision {
  id: number
  /** Null for what came with a file. */
  action: DecisionAction | null
  stage: ProposalStage
  role: DecisionRole
  agency: string | null
  decision: DecisionOutcome
  statusAfter: ProposalStatus | null
  stageAfter: ProposalStage | null
  volume: number | null
  costRupiah: number | null
  reasonCode: string | null
  reason: string | null
  document: DecisionDocument | null
  return: ReturnRequest | null
  /** What was ticked of the stage's checklist with it. */
  checklist: readonly TickedItem[]
  /** ISO 8601; when it was made, or when a file says that it was. */
  at: string | null
  /** Null while only offices know of it. */
  announcedAt: string | null
  version: number | null
  replaces: number | null
  /** The account that entered it; null for what came with a file. */
  by: string | null
}

/** Beside a 412: who decided meanwhile, and where the proposal stands now. */
export interface DecidedMeanwhile {
  by: string | null
  role: DecisionRole
  agency: string | null
  action: DecisionAction | null
  at: string | null
  status: ProposalStatus
  stage: ProposalStage
  version: number
}
