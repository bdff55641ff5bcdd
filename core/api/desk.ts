import type { Grant } from '../access/grant.ts'
import type { StageOpening } from '../cycle/stage-opening.ts'
import type { ProposalCheck } from '../desk/check-proposal.ts'
import type { DeskTab } from '../desk/desk-queue.ts'
import type { LonLat } from '../geo/lon-lat.ts'
import type { ProblemDetail } from '../problem.ts'
import type { DecisionRole } from '../proposal/decision.ts'
import type { Label } from '../proposal/label.ts'
import type { ProposalAction } from '../proposal/process.ts'
import type { Proposal } from '../proposal/proposal.ts'
import type { Items } from './items.ts'
import type { ProposalGeometry } from './proposal.ts'

/** How many proposals of a queue there are; `flagged` is null where they are too many to be looked at. */
export interface DeskCounts {
  waiting: number
  overdue: number
  flagged: number | null
  done: number
}

/** The stage of its cycle in which a proposal stands, as it is for its area. Its rules are those of GET /api/cycles/{year}. */
export interface DeskStage {
  planYear: number
  region: string
  key: string
  name: Label
  opening: StageOpening
  /** By the clock on the wall of the region: the first moment at which it is closed. */
  closes: string | null
  timeZone: string
}

/** What was ticked of its stage's checklist, by whom and when. */
export interface DeskTick {
  key: string
  by: string | null
  /** ISO 8601. */
  at: string
}

/** What a queue can be narrowed to: the areas and agencies of what it holds. */
export interface DeskChoices {
  /** Districts, or villages where it holds those of one district. */
  areas: readonly { code: string; name: string }[]
  agencies: readonly string[]
}

/** A proposal at a desk, as the office knows it. */
export interface DeskItem extends Omit<Proposal, 'point'> {
  /** By which it is decided (If-Match). */
  version: number
  /** Whether everyone is shown the same. */
  announced: boolean
  /** ISO 8601; since when it stands where it stands. */
  since: string
  /** What everyone is shown of the cost; another one where offices have granted otherwise. */
  askedRupiah: number | null
  address: string | null
  statedVillage: string | null
  proposerGroup: string | null
  beneficiaries: number | null
  point: LonLat | null
  geometry: ProposalGeometry | null
  /** Null for what is in no cycle. */
  cycleStage: DeskStage | null
  /** Of its stage, since it was last sent back. */
  ticks: readonly DeskTick[]
  checks: readonly ProposalCheck[]
  /** What this account may do with it. */
  actions: readonly ProposalAction[]
}

/** A page of a queue (GET /api/queue). */
export interface DeskPage extends Items<DeskItem> {
  /** The grants that have a queue; `grant` is the number of the one that is shown, from 1. */
  grants: readonly Grant[]
  grant: number
  tab: DeskTab
  /** Null on pages that follow. */
  counts: DeskCounts | null
  /** How many the tab holds under the filter; null where that was not counted. */
  total: number | null
  /** Null on pages that follow. */
  choices: DeskChoices | null
  /** The cursor of the page that follows; null on the last one. */
  next: string | null
  /** The moment by the server's clock, by which ages are told. */
  now: string
}

/** A row that is not decided about, and why. */
export interface SkippedRow {
  code: string
  problem: ProblemDetail
}

/** What a decision about many would do (POST /api/decision-previews). */
export interface DecisionPreview {
  /** Stands for exactly these rows and versions, and this decision; null where nothing would be done. */
  token: string | null
  action: ProposalAction
  role: DecisionRole
  /** How many the filter found, or were named. */
  found: number
  /** How many would be decided about, and what they cost. */
  possible: number
  costRupiah: number
  /** How many of these a machine flags; null where they are too many to be looked at. */
  flagged: number | null
  /** Codes of those that would no longer fit into a ceiling: they would be a reserve. */
  reserve: readonly string[]
  skipped: readonly SkippedRow[]
  /** ISO 8601. */
  expiresAt: string
}

/** What became of a decision about many (POST /api/decision-batches). */
export interface DecisionBatch {
  id: number
  action: ProposalAction
  done: readonly { code: string; version: number; decision: number }[]
  /** Codes of those that were accepted beyond a ceiling: they are a reserve there. */
  reserve: readonly string[]
  skipped: readonly SkippedRow[]
}

/** What became of taking one back (DELETE /api/decision-batches/{id}). */
export interface UndoneBatch {
  id: number
  done: readonly { code: string; version: number }[]
  skipped: readonly SkippedRow[]
}

/** What was announced, or with `preview` would be (POST /api/announcements). */
export interface AnnouncementAnswer {
  preview: boolean
  codes: readonly string[]
}
