import type { Filters } from './filters.ts'

export type MapView = { lon: number; lat: number; zoom: number }
export type ProposalMode = 'points' | 'heat'
export type HeatWeight = 'count' | 'cost' | 'poor'

/** Everything that a share link restores. */
export type LinkedState = {
  /** null until the district's extent is known and nobody has moved the map. */
  view: MapView | null
  /** Visible layers with their opacity, 0–1. null until the server's list is known. */
  layers: ReadonlyMap<string, number> | null
  mode: ProposalMode
  weight: HeatWeight
  filters: Filters
  /** Code of the open proposal. */
  selected: string | null
}

export type ViewerState = LinkedState & {
  /** Colours of areas that densities took the place of, with their opacity; they come back with the points. */
  covered: ReadonlyMap<string, number>
}
