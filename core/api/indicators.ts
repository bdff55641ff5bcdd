import type { ProposalStatus } from '../proposal/status.ts'

type Share = { count: number; costRupiah: number }

/** The figures on top of the map (GET /api/indicators). */
export interface Indicators {
  count: number
  costRupiah: number
  realised: number
  /** 0–1 of all that the filter leaves. */
  realisedShare: number
  withoutLocation: number
  conflict: number
  byStatus: (Share & { status: ProposalStatus })[]
  byStage: (Share & { stage: string })[]
  bySector: (Share & { sector: string })[]
  byYear: (Share & { year: number })[]
  bySource: (Share & { source: string })[]
  byQuality: (Share & { quality: string })[]
}
