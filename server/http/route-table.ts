import { archiveRoutes } from './archive-routes.ts'
import { bareRoutes } from './bare-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { contextRoutes } from './context-routes.ts'
import { criteriaRoutes } from './criteria-routes.ts'
import { downloadRoutes } from './download-routes.ts'
import { importRoutes } from './import-routes.ts'
import { layerRoutes } from './layer-routes.ts'
import { metadataRoutes } from './metadata-routes.ts'
import { portfolioRoutes } from './portfolio-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { publicationRoutes } from './publication-routes.ts'
import { rankingRoutes } from './ranking-routes.ts'
import type { RouteFacts } from './route.ts'
import { sessionRoutes } from './session-routes.ts'
import { sldRoutes } from './sld-routes.ts'
import { statisticsRoutes } from './statistics-routes.ts'
import { styleRoutes } from './style-routes.ts'
import { withheldRoutes } from './withheld-routes.ts'
import { zoneRoutes } from './zone-routes.ts'

/**
 * Every route of the interface for programs: what /api/openapi.json describes, and what tests ask in every role. Pages and the
 * services of OGC describe themselves.
 */
export const routeTable: readonly RouteFacts[] = [
  ...layerRoutes,
  ...withheldRoutes,
  ...metadataRoutes,
  ...contextRoutes,
  ...publicationRoutes,
  ...archiveRoutes,
  ...proposalRoutes,
  ...portfolioRoutes,
  ...criteriaRoutes,
  ...rankingRoutes,
  ...statisticsRoutes,
  ...styleRoutes,
  ...sldRoutes,
  ...zoneRoutes,
  ...changeRoutes,
  ...sessionRoutes,
  ...importRoutes,
  ...bareRoutes,
  ...downloadRoutes,
]
