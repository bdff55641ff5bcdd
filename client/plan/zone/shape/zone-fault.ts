import type { Position, Shape } from './shape.ts'

/** What can be wrong with a drawing before any server has seen it; each has words of its own. */
export type DrawingFault =
  | 'crosses-itself'
  | 'too-few-points'
  | 'line-crosses-itself'
  | 'line-misses'
  | 'line-ends-inside'
  | 'hole-outside'
  | 'nothing-left'
  | 'shrunk-away'
  | 'too-many-vertices'

/** A step that cannot be done, with the place on the map where there is one. Nothing was changed. */
export class ZoneFaultError extends Error {
  readonly fault: DrawingFault
  readonly at: Position | null
  /** What may have been meant: offered, never taken silently. */
  readonly repaired: Shape | null

  constructor(fault: DrawingFault, at: Position | null = null, repaired: Shape | null = null) {
    super(fault)
    this.name = 'ZoneFaultError'
    this.fault = fault
    this.at = at
    this.repaired = repaired
  }
}
