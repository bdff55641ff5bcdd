/**
 * The neutral style of a layer: the part of GeoStyler's JSON (geostyler-style 12) that every outlet can draw, so that a
 * style goes to and comes from GeoStyler as it is. Map, pictures, legends and SLD are compiled from it.
 *
 * Sizes and widths are pixels at zoom 14 and closer; farther out every outlet shrinks them by `sizeAtZoom`.
 * The size of text alone stays as it is: half a letter cannot be read. An outline or stroke that has a colour and no width is 1 wide.
 * Colours are `#rrggbb`.
 *
 * Rules are drawn one after the other; a feature is drawn by each rule whose filter holds. A Mark is drawn on points, a Line
 * along lines and the outlines of areas, a Fill in areas, a Text at any. A rule whose name is empty stands in no legend.
 */
export interface LayerStyle {
  name: string
  rules: readonly StyleRule[]
}

export interface StyleRule {
  /** As the legend shows it, in Indonesian. */
  name: string
  /** The same in English; no part of GeoStyler's JSON, whose readers pass it over. */
  nameEn?: string
  /** None for all features. */
  filter?: StyleFilter
  /** Scale denominators (OGC: pixels of 0.28 mm): drawn from min, inclusive, to max, exclusive. */
  scaleDenominator?: { min?: number; max?: number }
  symbolizers: readonly Symbolizer[]
}

export type StyleValue = string | number | boolean | null

/**
 * GeoStyler's filter. `['==', property, null]` holds where the value is missing; every other comparison is false there.
 * `[operator, property, value]`; `['<=x<=', property, low, high]` includes both ends.
 */
export type StyleFilter =
  | ['==' | '!=', string, StyleValue]
  | ['<' | '<=' | '>' | '>=', string, number]
  | ['<=x<=', string, number, number]
  | ['&&' | '||', ...StyleFilter[]]
  | ['!', StyleFilter]

export type Symbolizer = FillSymbolizer | LineSymbolizer | MarkSymbolizer | TextSymbolizer

export interface FillSymbolizer {
  kind: 'Fill'
  color?: string
  /** 0–1, of the fill alone. */
  fillOpacity?: number
  outlineColor?: string
  outlineWidth?: number
  outlineOpacity?: number
  outlineDasharray?: readonly number[]
}

export interface LineSymbolizer {
  kind: 'Line'
  color: string
  width: number
  opacity?: number
  dasharray?: readonly number[]
  cap?: 'butt' | 'round' | 'square'
  join?: 'bevel' | 'round' | 'miter'
}

export const MARKS = ['circle', 'square', 'diamond', 'triangle', 'star', 'cross', 'x'] as const

export interface MarkSymbolizer {
  kind: 'Mark'
  wellKnownName: (typeof MARKS)[number]
  /** Half of the mark's width. */
  radius: number
  color?: string
  fillOpacity?: number
  strokeColor?: string
  strokeWidth?: number
  strokeOpacity?: number
  strokeDasharray?: readonly number[]
  /** Pixels to the right and downwards of the place. */
  offset?: readonly [number, number]
}

export interface TextSymbolizer {
  kind: 'Text'
  /** `{{property}}` stands for the feature's value, as GeoStyler writes it. */
  label: string
  size: number
  color: string
  haloColor?: string
  haloWidth?: number
  fontWeight?: 'normal' | 'bold'
  /** Pixels to the right and downwards of the place. */
  offset?: readonly [number, number]
}
