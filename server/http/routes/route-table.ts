import type { RouteFacts } from '../routing/route.ts'
import { bareRoutes } from './bare-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { contextRoutes } from './context-routes.ts'
import { downloadRoutes } from './downloads/download-routes.ts'
import { importRoutes } from './import-routes.ts'
import { archiveRoutes } from './layers/archive-routes.ts'
import { layerRoutes } from './layers/layer-routes.ts'
import { metadataRoutes } from './layers/metadata-routes.ts'
import { publicationRoutes } from './layers/publication-routes.ts'
import { withheldRoutes } from './layers/withheld-routes.ts'
import { criteriaRoutes } from './planning/criteria-routes.ts'
import { portfolioRoutes } from './planning/portfolio-routes.ts'
import { rankingRoutes } from './planning/ranking-routes.ts'
import { statisticsRoutes } from './planning/statistics-routes.ts'
import { zoneRoutes } from './planning/zone-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { sldRoutes } from './styles/sld-routes.ts'
import { styleRoutes } from './styles/style-routes.ts'

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
