import type { Label } from '../proposal/label.ts'

/** What a planner states of a layer; what is absent follows from the data. */
export interface MetadataOverrides {
  abstract?: Label
  keywords?: Label[]
  topic?: string
  licence?: { text: string; url: string | null }
  constraints?: Label
  contact?: { name: string; email?: string; phone?: string; address?: string }
  updateFrequency?: string
  /** For which scale it was made, 25000 for 1:25.000. */
  scaleDenominator?: number
}

/** What our own pages read of GET and PUT /api/layers/{layer}/metadata; the whole record is LayerRecord of the server. */
export interface LayerMetadata {
  readonly fields: readonly { readonly name: string; readonly title: Label }[]
  readonly quality: {
    /** Of the layer as it stands. */
    readonly features: number
  }
  readonly overrides: MetadataOverrides
  /** For If-Match; 0 while nothing was stated. */
  readonly version: number
}
