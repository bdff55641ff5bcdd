import type { StyleFilter } from './layer-style.ts'

// The contract between the encoder of a picture's vector tile and whatever draws it: the tile has one layer for each rule of a
// style and kind of geometry.

/** Which features of a rule, and which of their attributes, the vector tile must carry. */
export interface DrawnRule {
  filter?: StyleFilter
  point: boolean
  line: boolean
  polygon: boolean
  /** Labels as `LayerStyle` has them, with `{{property}}`. */
  labels: readonly string[]
}

export type PartKind = 'point' | 'line' | 'polygon' | 'label' | 'line-label' | 'bubble'

/** The name that the vector tile gives to what one rule draws of one layer; bubbles have no rule of their own (0). */
export function partName(layer: number, rule: number, kind: PartKind, label = 0): string {
  return `${layer}.${rule}.${kind}${label > 0 ? label : ''}`
}

/** Attribute of labels and of bubbles: the text. */
export const TEXT_ATTRIBUTE = 't'
/** Attribute of bubbles: pixels across. */
export const SIZE_ATTRIBUTE = 'd'
