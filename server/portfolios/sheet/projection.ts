import type { LonLat } from '../../../core/geo/lon-lat.ts'

/** How places come onto the page. */
export interface Projection {
  readonly toPage: (position: LonLat) => [x: number, y: number]
  readonly metresPerPoint: number
}
