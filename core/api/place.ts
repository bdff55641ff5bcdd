import type { Envelope } from '../geo/envelope.ts'
import type { LonLat } from '../geo/lon-lat.ts'

/** What a search found (GET /api/search). */
export interface Place {
  kind: 'village' | 'district' | 'proposal' | 'facility' | 'road'
  code: string
  title: string
  subtitle: string
  /** Degrees; null for what has no place. */
  point: LonLat | null
  bbox: Envelope | null
}

/** Of a field of a layer's feature. */
export type FieldValue = string | number | boolean | null

/** How much of one layer is named under a place: so many may be all that there is, or the nearest of more. */
export const MOST_IDENTIFIED = 50

/** What lies under a place of the map (GET /api/identify). */
export interface Identified {
  layer: string
  title: string
  code?: string
  /** Of its fields by name; null where one is missing. */
  properties: Record<string, FieldValue>
}
