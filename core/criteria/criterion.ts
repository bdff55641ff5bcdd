/** Text in both languages of the screen. */
export interface Bilingual {
  readonly id: string
  readonly en: string
}

/**
 * How a raw value becomes 0–1000. `min-max`, `vector` and `rank` look at all alternatives and follow the direction;
 * `thresholds` (a step from each value on) and `curve` (straight lines between points) say the per mille outright,
 * so the direction is already in them.
 */
export type Normalisation =
  | { readonly kind: 'min-max' }
  | { readonly kind: 'vector' }
  | { readonly kind: 'rank' }
  | { readonly kind: 'thresholds'; readonly below: number; readonly steps: readonly CurvePoint[] }
  | { readonly kind: 'curve'; readonly points: readonly CurvePoint[] }

export interface CurvePoint {
  readonly value: number
  readonly perMille: number
}

/** What a missing value counts as: nothing, the middle of those known, or a reason to leave the alternative out. */
export type MissingRule = 'zero' | 'median' | 'exclude'

export interface Criterion {
  /** Part of the public property name `c_{key}`: letters and digits, beginning with a lower-case letter. */
  readonly key: string
  readonly title: Bilingual
  readonly direction: 'maximise' | 'minimise'
  readonly unit: Bilingual
  /** Where the raw value is read: a layer and a field of it, or what it is computed from. */
  readonly source: string
  readonly normalisation: Normalisation
  readonly missing: MissingRule
  /** Raw values outside are faults of the data (a negative cost): they count as missing and are reported. */
  readonly validRange?: readonly [from: number, to: number]
}

/** A named, dated and versioned choice of criteria and weights. */
export interface CriterionSet {
  readonly id: string
  readonly version: string
  readonly date: string
  readonly title: Bilingual
  readonly notice: Bilingual
  readonly criteria: readonly Criterion[]
  /** Integers 0–100, in the order of the criteria. */
  readonly weights: readonly number[]
}
