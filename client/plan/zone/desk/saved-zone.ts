import type { ZoneStatistics } from './zone-statistics.ts'

/** A zone as the server keeps it. */
export interface SavedZone {
  readonly id: string
  readonly name: string
  readonly note: string
  readonly version: number
  readonly geometry: unknown
  readonly statistics: ZoneStatistics
  readonly portfolioId: string | null
  readonly published: boolean
  readonly updatedAt: string
}

export interface SavedVersion {
  readonly version: number
  readonly name: string
  readonly note: string
  readonly geometry: unknown
  readonly statistics: ZoneStatistics
  readonly at: string
}

/** What ties a draft to the version that it began with or was saved as. Not a matter of undo: saving is not undone. */
export interface ZoneLink {
  readonly id: string
  readonly version: number
  readonly published: boolean
  /** What that version holds, to tell whether the draft differs. */
  readonly content: string
}
