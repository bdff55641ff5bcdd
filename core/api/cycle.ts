import type { Ceiling, CeilingUse } from '../cycle/ceiling.ts'
import type { StageOpening } from '../cycle/stage-opening.ts'
import type { ChecklistItem, PokirLate, StageQuota, StageReason, StageResults } from '../cycle/stage-rules.ts'
import type { Track } from '../cycle/track.ts'
import type { DecisionRole } from '../proposal/decision.ts'
import type { Label } from '../proposal/label.ts'
import type { ProposalStage } from '../proposal/stage.ts'

/** Dates are those of the clock on the wall of the region, as 2027-02-28T08:00:00; a stage is closed from `closes` on. */
export interface CycleStageAnswer {
  key: string
  kind: ProposalStage
  /** As its kind is called, where it has no name of its own. */
  name: Label
  tracks: readonly Track[]
  opens: string | null
  closes: string | null
  /** Whether what is decided shows at once or is announced, and on which day that is meant to be. */
  results: StageResults
  announces: string | null
  /** A forum of its own beside those of its kind, as of children: only what came into it is decided in it. */
  beside: boolean
  /** Offices in whose names decisions are made in it; any, where none is named. */
  actors: readonly DecisionRole[]
  checklist: readonly ChecklistItem[]
  quotas: readonly StageQuota[]
  reasons: readonly StageReason[]
  /** Where its rules are from. */
  source: Label | null
  /** Where it differs: an area and all below it. */
  areas: readonly StageAreaAnswer[]
}

export interface StageAreaAnswer {
  area: string
  opens: string | null
  closes: string | null
  /** Instead of `closes`. */
  extendedTo: string | null
  /** Why it was extended. */
  reason: string | null
  closed: boolean
  closeReason: string | null
  frozen: boolean
}

/** One of GET /api/cycles. */
export interface CycleSummary {
  /** Code of its area. */
  region: string
  regionName: string | null
  /** Of plan and budget: the one by which cycles, filters and charts go. */
  planYear: number
  forumYear: number
  realisationYear: number
  timeZone: string
  version: number
}

export interface CycleAnswer extends CycleSummary {
  graceSeconds: number
  /** Until when the council's Pokir enter this year, and where later ones go. */
  pokirCloses: string | null
  pokirLate: PokirLate
  /** What the templates say of themselves. */
  note: Label | null
  stages: readonly CycleStageAnswer[]
}

/** How a stage stands at this moment for an area (GET /api/cycles/{year}/openings). */
export interface StageOpeningAnswer {
  key: string
  kind: ProposalStage
  name: Label
  opening: StageOpening
  opens: string | null
  closes: string | null
}

export interface StageOpenings {
  /** By the clock on the wall of the region. */
  now: string
  area: string
  /** Where a Pokir goes that comes at this moment: into the plan, into the change of its year, or into the next year. */
  pokir: 'plan' | PokirLate
  items: readonly StageOpeningAnswer[]
}

/** What ships as a beginning for a cycle (GET /api/cycle-templates). */
export interface CycleTemplateAnswer {
  id: string
  track: Track
  title: Label
  note: Label
  stages: readonly { key: string; kind: ProposalStage; name: Label; source: Label }[]
}

/** One of GET /api/cycles/{year}/stages/{stage}/ceilings. */
export type CeilingAnswer = Ceiling

/** One of GET /api/cycles/{year}/stages/{stage}/ceilings/use. */
export type CeilingUseAnswer = CeilingUse
