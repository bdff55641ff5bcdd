import type { Envelope } from '../geo/envelope.ts'

/** TileJSON 3.0.0 of one layer or several in one tile (GET /tiles/{layer}.json). */
export interface TileJson {
  tilejson: '3.0.0'
  name: string
  attribution: string
  scheme: 'xyz'
  tiles: string[]
  minzoom: number
  maxzoom: number
  /** Degrees: west, south, east, north. */
  bounds: Envelope
  vector_layers: VectorLayer[]
}

export interface VectorLayer {
  id: string
  description: string
  minzoom: number
  maxzoom: number
  /** Attributes of the tiles' features by name. */
  fields: Record<string, string>
}
