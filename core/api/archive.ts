import type { Authored } from './authored.ts'
import type { LayerSnapshot } from './map-layer.ts'

/** Answer of POST /api/layers/{layer}/archives: the snapshot that was made, or the one that already held the same rows. */
export interface MadeSnapshot extends LayerSnapshot {
  unchanged: boolean
}

/** How the last archiving of a layer went (GET /api/layers/{layer}/archives/job). */
export interface ArchiveJob {
  state: 'running' | 'done' | 'failed' | 'cancelled'
  year: number
  /** 0–1. */
  share: number
  /** Id of the new snapshot, or of the existing one that already held the same rows. */
  archive: string | null
  problem: string | null
}

/** The snapshots of a layer (GET /api/layers/{layer}/archives). */
export interface LayerArchives {
  layer: string
  /** Whether its rows have years of their own. */
  byRow: boolean
  years: number[]
  items: (LayerSnapshot & Authored)[]
}
