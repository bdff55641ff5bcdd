/** How the position was written. */
export const COORDINATE_NOTATIONS = [
  'decimal',
  'decimal-comma',
  'labelled',
  'hemisphere',
  'bracketed',
  'dms',
  'dm',
  'utm',
  'map-link',
  'geo-uri',
  'lost-decimal-mark',
] as const

export type CoordinateNotation = (typeof COORDINATE_NOTATIONS)[number]

/** What has to be changed in a position as written for it to lie in the district. */
export type RepairKind = 'sign' | 'swap' | 'swap-and-sign' | 'decimal-mark'

export interface CoordinateRepair {
  kind: RepairKind
  lon: number
  lat: number
}

/** A position found in text, EPSG:4326 degrees, exactly as it was written. */
export interface CoordinateCandidate {
  /** As written; outside ±180 or ±90 when the writer swapped the axes or lost the decimal mark (see `repair`). */
  lon: number
  lat: number
  notation: CoordinateNotation
  /** `stated` by letters, labels or a link's form; `assumed` from the order and the range of the numbers. */
  axis: 'stated' | 'assumed'
  /** Where it stands in the text, UTF-16 offsets, end exclusive. */
  span: { start: number; end: number; text: string }
  /** Only with a district extent that the position misses and one change would meet. Never applied by itself. */
  repair?: CoordinateRepair
}
