import { computeAcceptedShare } from './accepted-share.ts'
import { computeAccess } from './access.ts'
import type { AnalysisInput, AnalysisOutput } from './analysis.ts'
import { computeDensity } from './density.ts'
import { computeHotspots } from './hotspots.ts'
import { computeInequality } from './inequality.ts'
import { computeLocalMoran } from './local-moran.ts'
import { computeRupiahPerPoor } from './rupiah-per-poor.ts'
import { computeSilentDeserts } from './silent-deserts.ts'
import { computeSmoothedRates } from './smoothed-rates.ts'

/** What the thread of statistics can compute, by the kind of the analysis. */
export const COMPUTATIONS: ReadonlyMap<string, (input: AnalysisInput) => AnalysisOutput> = new Map([
  ['hotspots', computeHotspots],
  ['local-moran', computeLocalMoran],
  ['density', computeDensity],
  ['access', computeAccess],
  ['inequality', computeInequality],
  ['silent-deserts', computeSilentDeserts],
  ['rupiah-per-poor', computeRupiahPerPoor],
  ['accepted-share', computeAcceptedShare],
  ['smoothed-rates', computeSmoothedRates],
])
