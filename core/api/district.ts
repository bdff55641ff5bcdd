import type { Envelope } from '../geo/envelope.ts'

/** What the store is about (GET /api/district). */
export interface District {
  id: string
  name: string
  description: string
  /** Made up: shown for trying things out. */
  demo: boolean
  codeEdition: string
  /** Degrees; null while no area has a border. */
  extent: Envelope | null
  /** Newest first. */
  years: number[]
  counts: { villages: number; districts: number; proposals: number; facilities: number }
  /** Whom the licences of the data want named. */
  attribution: string[]
}
