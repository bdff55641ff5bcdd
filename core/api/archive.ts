import type { LayerSnapshot } from './map-layer.ts'

/** What POST /api/layers/{layer}/archives made, or found to be there already. */
export interface MadeSnapshot extends LayerSnapshot {
  unchanged: boolean
}

/** How the last archiving of a layer went (GET /api/layers/{layer}/archives/job). */
export interface ArchiveJob {
  state: 'running' | 'done' | 'failed' | 'cancelled'
  year: number
  /** 0–1. */
  share: number
  /** Id of the snapshot that was made, or found to hold the same already. */
  archive: string | null
  problem: string | null
}

/** The snapshots of a layer (GET /api/layers/{layer}/archives). */
export interface LayerArchives {
  layer: string
  /** Whether its rows have years of their own. */
  byRow: boolean
  years: number[]
  items: LayerSnapshot[]
}
