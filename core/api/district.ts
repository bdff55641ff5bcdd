import type { Envelope } from '../geo/envelope.ts'

/** The district whose data the store holds (GET /api/district). */
export interface District {
  id: string
  name: string
  description: string
  /** True for an invented district, which is there to try the program out. */
  demo: boolean
  codeEdition: string
  /** Degrees; null while no area has a border. */
  extent: Envelope | null
  /** Newest first. */
  years: number[]
  counts: { villages: number; districts: number; proposals: number; facilities: number }
  /** Attribution that the licences of the data ask for. */
  attribution: string[]
}
