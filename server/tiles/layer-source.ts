import type { Envelope, TileOfSet } from '../../core/geo/tile.ts'
import type { LayerContent } from '../layers/layer-content.ts'
import type { TileFilter, TileProperties } from './tile-filter.ts'

export type AttributeType = 'string' | 'number' | 'integer' | 'boolean'

export interface TileAttribute {
  name: string
  type: AttributeType
  /** Name under which the value is summed in aggregated points; numbers only. */
  sumAs?: string
}

export interface SourceRow {
  /** Unique in the layer, a whole number from 0 to 2^53 - 1: the feature id in the tile. */
  id: number
  /** EPSG:3857, ISO or extended WKB in either byte order; null for a feature without location. */
  wkb: Uint8Array | null
  /** In the order of the layer's attributes. */
  values: (string | number | boolean | null)[]
}

export interface GeneralisedRow {
  id: number
  wkb: Uint8Array
}

export interface StreamedTileQuery {
  tile: TileOfSet
  filter: TileFilter
  /** Above this many points, they are aggregated. */
  maxPoints: number
  /** Attributes that the tile carries; null for all. */
  properties: TileProperties
}

export interface StreamedTile {
  /** One layer of an MVT, not compressed; empty when it has no feature here. */
  bytes: Uint8Array
  featuresStoodFor: number
  featuresHeld: number
}

export interface LayerSummary {
  count: number
  /** Rows with a geometry. */
  located: number
  extent3857: Envelope | null
}

/** Tiles made where the rows are, for layers beyond their memory budget. */
export interface TileStream {
  /** Stops the work when the signal fires, and rejects with its reason. */
  tile(query: StreamedTileQuery, signal: AbortSignal): Promise<StreamedTile>
  summary(): Promise<LayerSummary>
}

/** The description of a layer for the engine, and access to its rows on either database. */
export interface TileLayerSource {
  id: string
  kind: 'point' | 'line' | 'polygon' | 'mixed'
  attributes: readonly TileAttribute[]
  minZoom: number
  maxZoom: number
  /** Polygons that tile the plane: generalised together, so that neighbours keep one border. */
  coverage: boolean
  /** Below this zoom points are always aggregated; above it only where a tile would hold too many. */
  aggregateBelowZoom?: number
  /** Every row, or those of the ids; an id that does not come back was deleted or hidden. */
  rows(ids?: readonly number[]): AsyncIterable<SourceRow[]>
  /** The coverage simplified as a whole (ST_CoverageSimplify) to a tolerance in EPSG:3857 metres. */
  generalised?(toleranceMetres: number): AsyncIterable<GeneralisedRow[]>
  /** Content of its present rows, by which a copy is known to be current; null when that cannot be known. */
  content?(): Promise<LayerContent | null>
  /** Source of tiles while the layer is too large for a snapshot; without it the layer is then left out. */
  stream?: TileStream
}
