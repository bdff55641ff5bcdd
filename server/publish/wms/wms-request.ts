import type { Filter } from '../../../core/filter/filter-tree.ts'
import type { Envelope } from '../../../core/geo/envelope.ts'
import type { Language } from '../../../core/proposal/label.ts'
import { MOST_LAYERS, MOST_PIXELS_ACROSS, type PictureFormat } from '../../styles/picture-maker.ts'
import type { MapCrs } from './map-crs.ts'
import type { WmsVersion } from './wms-version.ts'

/** Limits of one picture; capabilities state them. */
export const LIMITS = { layers: MOST_LAYERS, side: MOST_PIXELS_ACROSS, features: 100 } as const

/** Which part of the world a picture shows. */
export interface MapView {
  crs: MapCrs
  /** Easting or longitude first, in units of the CRS, whatever order its axes have in the request. */
  box: Envelope
  width: number
  height: number
}

/** A layer as it is asked for; nothing is known yet of whether it is there. */
export interface AskedLayer {
  name: string
  /** Empty for the style in force. */
  style: string
  filter: Filter | undefined
}

export interface MapQuestion {
  layers: readonly AskedLayer[]
  /** Unparsed TIME: only layers with a time dimension read it. */
  time: string | undefined
}

export interface GetMap extends MapQuestion {
  operation: 'GetMap'
  view: MapView
  format: PictureFormat
  transparent: boolean
  /** #rrggbb */
  background: string
}

export const INFO_FORMATS = ['text', 'html', 'geojson', 'gml2', 'gml3'] as const
export type InfoFormat = (typeof INFO_FORMATS)[number]

export interface GetFeatureInfo extends MapQuestion {
  operation: 'GetFeatureInfo'
  view: MapView
  /** Names among those of the map's layers. */
  queryLayers: readonly string[]
  format: InfoFormat
  /** The format as the client named it. */
  mediaType: string
  most: number
  /** Pixels from the upper left corner. */
  pixel: readonly [column: number, row: number]
  language: Language
}

export interface GetLegendGraphic {
  operation: 'GetLegendGraphic'
  layer: string
  style: string
  format: PictureFormat
  language: Language
  /** Only the rule of this name. */
  rule: string | undefined
  /** Scale denominator of the map that the legend is for. */
  scale: number | undefined
  /** Pixels of each symbol. */
  width: number | undefined
  height: number | undefined
  transparent: boolean
  /** #rrggbb */
  background: string
}

export type WmsQuestion =
  | { operation: 'GetCapabilities'; updateSequence: string | undefined; language: Language }
  | GetMap
  | GetFeatureInfo
  | GetLegendGraphic
  | { operation: 'DescribeLayer' | 'GetStyles'; layers: readonly string[] }

export type WmsRequest = { version: WmsVersion } & WmsQuestion
