import type { ZoneProposals } from '../zones/point-index.ts'
import type { ZonePeople } from '../zones/zone-figures.ts'
import type { MultiPolygonJson, ShapeFixes } from '../zones/zone-shape.ts'

export interface ZoneVillage {
  code: string
  name: string
  sharePercent: number
}

/** The part of a portfolio that lies in a zone. */
export interface ZonePortfolio {
  id: string
  /** Title that the planner gave; empty without one. */
  title: string
  proposals: number
  costRupiah: number
  /** Sum over services: who gains two of them counts for both. Null where it is not known of any. */
  newlyServed: number | null
}

/** The figures of a zone. */
export interface ZoneStatistics extends ZonePeople {
  villages: { touched: number; whole: number; items: ZoneVillage[]; truncated: boolean }
  proposals: ZoneProposals
  portfolio?: ZonePortfolio
}

/** Answer of POST /api/zones/statistics: the figures, with the repairs that the drawing needed before it could be counted. */
export interface ZoneFiguresAnswer extends ZoneStatistics {
  fixes: ShapeFixes
}

/** A zone as it was saved (GET, POST and PUT /api/zones). */
export interface Zone {
  id: string
  name: string
  note: string
  version: number
  /** GeoJSON: a polygon or several. */
  geometry: unknown
  /** As they stood when this version was saved. */
  statistics: ZoneStatistics
  portfolioId: string | null
  published: boolean
  /** ISO 8601. */
  createdAt: string
  updatedAt: string
  by: string
}

/** GET /api/zones/{id}/versions. */
export type ZoneVersion = Pick<
  Zone,
  'version' | 'name' | 'note' | 'geometry' | 'statistics' | 'portfolioId' | 'by'
> & {
  /** ISO 8601. */
  at: string
}

export interface SnapResult {
  geometry: MultiPolygonJson
  /** Vertices that lie on a border now, of all vertices. */
  onBorder: number
  vertices: number
}

/** POST /api/zones/snap; without counts for whole villages. */
export type SnapAnswer = Partial<SnapResult> & { geometry: MultiPolygonJson }
