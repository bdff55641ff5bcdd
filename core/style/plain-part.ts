// Parts of a picture that are areas in one colour and solid borders alone: nearly all of what choropleths are. They are painted
// where their vector tile is made; everything else is left to Mapnik.

/** What is drawn of each area of a part, in this order. Colours are `#rrggbb`, opacities 0–1, widths pixels; corners are round. */
export type PlainCoat =
  | { kind: 'fill'; color: string; opacity: number }
  | { kind: 'stroke'; color: string; opacity: number; width: number }

export interface PlainPart {
  /** Of the vector tile's layer. */
  name: string
  coats: readonly PlainCoat[]
}

/** A picture of such parts alone, from the ground up. */
export interface PlainPicture {
  width: number
  height: number
  /** `#rrggbb`; null for none. */
  background: string | null
  parts: readonly PlainPart[]
}
