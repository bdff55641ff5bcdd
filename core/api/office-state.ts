import type { ProposalAction } from '../proposal/process.ts'
import type { ProposalStage } from '../proposal/stage.ts'
import type { ProposalStatus } from '../proposal/status.ts'

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
