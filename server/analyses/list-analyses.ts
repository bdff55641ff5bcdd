import { acceptedShare } from './accepted-share.ts'
import { access } from './access.ts'
import type { Analysis, AnalysisLayer, ServiceAnalysis } from './analysis.ts'
import { density } from './density.ts'
import { hotspots } from './hotspots.ts'
import { inequality } from './inequality.ts'
import type { ServiceStandard } from './inputs/service-standard.ts'
import { localMoran } from './local-moran.ts'
import { rupiahPerPoor } from './rupiah-per-poor.ts'
import { silentDeserts } from './silent-deserts.ts'
import { smoothedRates } from './smoothed-rates.ts'

/** In the order in which they are computed and shown. */
const analyses: readonly (Analysis | ServiceAnalysis)[] = [
  rupiahPerPoor,
  acceptedShare,
  silentDeserts,
  inequality,
  hotspots,
  localMoran,
  smoothedRates,
  density,
  access,
]

/** Every analysis of a store with these services, in the order in which they are computed and shown. */
export function listAnalyses(services: readonly ServiceStandard[]): Analysis[] {
  return analyses.flatMap((analysis) => ('of' in analysis ? services.map(analysis.of) : analysis))
}

const layers = new Map(listAnalyses([]).flatMap(({ layers }) => layers.map((layer) => [layer.id, layer])))

/** The layer of an analysis with this id, whether it has been computed or not; undefined where no analysis makes its rows. */
export function analysisLayer(id: string): AnalysisLayer | undefined {
  const known = layers.get(id)
  if (known) return known
  for (const analysis of analyses) {
    const start = `${analysis.kind}-`
    if (!('of' in analysis) || !id.startsWith(start)) continue
    const layer = analysis.layersOf(id.slice(start.length)).find((layer) => layer.id === id)
    if (layer) return layer
  }
  return undefined
}
