import type { Label } from '../proposal/label.ts'

/** A choice of which neither score nor people can grow without the other falling. */
export interface FrontPoint {
  /** Points of score, as the worth of a package. */
  readonly score: number
  readonly people: number
  readonly spentRupiah: number
  readonly codes: readonly string[]
  /** By whole numbers, both ways. */
  readonly proven: boolean
  /** Share by which score or people might still be greater where that is not proven. */
  readonly gap: number | null
}

/** POST /api/portfolios/front: from the highest score to the most people. */
export interface PortfolioFront {
  readonly status: 'found' | 'infeasible' | 'undecided'
  readonly points: readonly FrontPoint[]
  /** Whether these are all there are, proven. */
  readonly complete: boolean
  readonly considered: number
  readonly text: Label
  readonly solver: string
}
