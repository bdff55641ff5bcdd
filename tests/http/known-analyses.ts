import { listAnalyses } from '../../server/analyses/list-analyses.ts'
import { readsProposals } from '../../server/statistics/input-states.ts'

/** The analyses of the fixture district, which has standards of three services, as they are listed. */
export const fixtureAnalyses = listAnalyses(
  ['SD', 'PUSKESMAS', 'SMP'].map((service) => ({
    service,
    facilityTypes: [service],
    maxDistanceMetres: 1000,
  })),
)

export const analysisIds = fixtureAnalyses.map(({ id }) => id)
/** Those that a written proposal makes out of date. */
export const idsOfProposals = fixtureAnalyses.filter(readsProposals).map(({ id }) => id)
