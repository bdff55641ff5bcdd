import type { Envelope } from '../geo/envelope.ts'
import type { Label } from '../proposal/label.ts'
import type { LayerStyle } from '../style/layer-style.ts'
import type { Legend } from '../style/legend.ts'

export type LayerGroup = 'proposals' | 'need' | 'services' | 'base' | 'other'
export type LayerGeometry = 'point' | 'line' | 'polygon' | 'mixed'

/** The facts of a layer that follow from its data. */
export interface LayerDescription {
  id: string
  title: Label
  description: Label
  /** What the layer shows, in a sentence. */
  finding: Label | null
  group: LayerGroup
  geometry: LayerGeometry
  count: number
  withoutLocation: number
  /** Template of the tiles' address with {z}, {x} and {y}. */
  tiles: string
  minZoom: number
  maxZoom: number
  heat: boolean
  /** Degrees; null while nothing has a place. */
  extent: Envelope | null
  legend: Legend | null
  fields: { name: string; type: string; title: Label; unit?: Label }[]
  source: string | null
  licence: string | null
  year: number | null
}

/** How a layer is drawn now. */
export interface MapStyle {
  name: string
  /** True while nobody has chosen a style, so that the one made from the data is used. */
  generated: boolean
  /** Grows whenever the layer may look different. */
  version: number
  document: LayerStyle
}

/** A snapshot of a layer. */
export interface LayerSnapshot {
  id: string
  year: number
  version: number
  /** ISO 8601, UTC. */
  archivedAt: string
  features: number
  /** Where it is hidden from the public. */
  published?: false
}

/** One line of GET /api/layers. */
export interface MapLayer extends LayerDescription {
  style: MapStyle
  /** Too large for the server's memory, so that the database makes its tiles. */
  streamed?: boolean
  /** Why the map cannot show the layer; absent when it can. */
  unavailable?: Label
  /** Where it is hidden from the public. */
  published?: boolean
  archives?: LayerSnapshot[]
  /** The layer that this snapshot is of. */
  archiveOf?: string
}
