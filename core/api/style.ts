import type { Label } from '../proposal/label.ts'
import type { LayerStyle } from '../style/layer-style.ts'

/** A style as GET /api/styles/{layer} lists it. */
export interface StyleInfo {
  layer: string
  name: string
  title: Label
  isDefault: boolean
  /** Made from the data; it cannot be written. */
  generated: boolean
  version: number
  /** ISO 8601. */
  updatedAt: string | null
}

/** GET and PUT /api/styles/{layer}/{name}. */
export interface StoredStyle extends StyleInfo {
  document: LayerStyle
}

/** What values a field has, for choosing classes and colours (GET /api/layers/{layer}/values). */
export type FieldValues = { field: string; count: number; missing: number } & (
  | {
      kind: 'numbers'
      least: number
      most: number
      /** Ascending; all of them when there are few. */
      values: number[]
    }
  | {
      kind: 'words'
      /** The most frequent first. */
      words: { value: string | boolean; count: number }[]
      others: number
    }
  | { kind: 'none' }
)

/** Something of a document that was passed over. */
export interface SldRemark {
  place: string
  what: string
}

/** POST /api/styles/{layer}/read-sld. */
export interface SldAnswer {
  /** As the document calls the style; empty where it does not. */
  name: string
  title: string
  document: LayerStyle
  remarks: readonly SldRemark[]
}

/** What was saved under the name of a style (GET /api/styles/{layer}/{name}/versions). */
export interface StyleVersion extends Pick<StoredStyle, 'version' | 'title' | 'document'> {
  at: string
}
