import { PeerCosts } from '../../desk/peer-costs.ts'
import type { RouteFacts } from '../routing/route.ts'
import { group, type RouteGroup } from '../routing/route-group.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { ownAccountRoutes } from './accounts/own-account-routes.ts'
import { secondStepRoutes } from './accounts/second-step-routes.ts'
import { tokenRoutes } from './accounts/token-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { bareRoutes } from './bare-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { contextRoutes } from './context-routes.ts'
import { cycleRoutes } from './cycles/cycle-routes.ts'
import { stageRoutes } from './cycles/stage-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { dataRoutes } from './downloads/data-routes.ts'
import { downloadRoutes } from './downloads/download-routes.ts'
import { importRoutes } from './import-routes.ts'
import { archiveRoutes } from './layers/archive-routes.ts'
import { layerRoutes } from './layers/layer-routes.ts'
import { metadataRoutes } from './layers/metadata-routes.ts'
import { publicationRoutes } from './layers/publication-routes.ts'
import { withheldRoutes } from './layers/withheld-routes.ts'
import { officeStateRoutes } from './office-state-routes.ts'
import { cswRoutes } from './ogc/csw-routes.ts'
import { ogcItemRoutes } from './ogc/ogc-item-routes.ts'
import { dcatRoutes, ogcRecordRoutes } from './ogc/ogc-record-routes.ts'
import { ogcRoutes } from './ogc/ogc-routes.ts'
import { ogcStyleRoutes } from './ogc/ogc-style-routes.ts'
import { ogcTileRoutes } from './ogc/ogc-tile-routes.ts'
import type { OgcTileServices } from './ogc/send-ogc-tile.ts'
import { wmsRoutes } from './ogc/wms-routes.ts'
import { openApiRoutes } from './openapi-routes.ts'
import { figuresRoutes } from './operations/figures-routes.ts'
import { makeMetricsRegistry } from './operations/metrics-registry.ts'
import { operationsRoutes } from './operations/operations-routes.ts'
import { accountPages } from './pages/account-pages.ts'
import { builtRoutes } from './pages/built-routes.ts'
import { cataloguePages } from './pages/catalogue-pages.ts'
import { cycleEditorPages } from './pages/cycle-editor-pages.ts'
import { cyclePages } from './pages/cycle-pages.ts'
import { decisionPages } from './pages/decision-pages.ts'
import { embedRoutes } from './pages/embed-routes.ts'
import { linkPages } from './pages/link-pages.ts'
import { mathsPages } from './pages/maths-pages.ts'
import { peoplePages } from './pages/people-pages.ts'
import { proposalPages } from './pages/proposal-pages.ts'
import { secondStepPages } from './pages/second-step-pages.ts'
import { staffPages } from './pages/staff-pages.ts'
import { tokenPages } from './pages/token-pages.ts'
import { villagePages } from './pages/village-pages.ts'
import { criteriaRoutes } from './planning/criteria-routes.ts'
import { decisionRoutes } from './planning/decision-routes.ts'
import { portfolioRoutes } from './planning/portfolio-routes.ts'
import { rankingRoutes } from './planning/ranking-routes.ts'
import { statisticsRoutes } from './planning/statistics-routes.ts'
import { zoneRoutes } from './planning/zone-routes.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { recordRoutes } from './record-routes.ts'
import type { RouteServices } from './route-services.ts'
import { sessionRoutes } from './session-routes.ts'
import { sldRoutes } from './styles/sld-routes.ts'
import { styleRoutes } from './styles/style-routes.ts'

const all = (services: RouteServices) => services

const operations = group(operationsRoutes, (services: RouteServices) => ({
  ...services,
  registry: makeMetricsRegistry({ ...services, isPublic: services.publication.isPublic }),
  isPublic: services.publication.isPublic,
}))

const api = [
  group(layerRoutes, all),
  group(publicationRoutes, all),
  group(archiveRoutes, ({ database, archives }: RouteServices) => ({ database, jobs: archives })),
  group(metadataRoutes, ({ database, records }: RouteServices) => ({ database, office: records })),
  group(recordRoutes, ({ database, records }: RouteServices) => ({ database, office: records })),
  group(proposalRoutes, all),
  group(officeStateRoutes, all),
  group(deskRoutes, ({ database, storeVersion }: RouteServices) => ({
    database,
    peers: new PeerCosts(database.read, storeVersion),
  })),
  group(cycleRoutes, all),
  group(stageRoutes, all),
  group(sessionRoutes, all),
  group(accountRoutes, all),
  group(ownAccountRoutes, all),
  group(tokenRoutes, all),
  group(secondStepRoutes, all),
  group(auditRoutes, all),
  group(importRoutes, ({ database, jobs, uploads, config }: RouteServices) => ({
    ...{ database, jobs, uploads },
    uploadBytes: config.uploadBytes,
  })),
  group(portfolioRoutes, all),
  group(decisionRoutes, all),
  group(criteriaRoutes, all),
  group(rankingRoutes, ({ ranking }: RouteServices) => ranking),
  group(zoneRoutes, ({ database, zoneCalculator }: RouteServices) => ({
    database,
    calculator: zoneCalculator,
  })),
  group(statisticsRoutes, ({ database, statistics }: RouteServices) => ({ database, jobs: statistics })),
  group(withheldRoutes, all),
  group(figuresRoutes, all),
  group(styleRoutes, all),
  group(sldRoutes, all),
  group(contextRoutes, ({ database, config }: RouteServices) => ({ database, allowed: config.contextHosts })),
  group(changeRoutes, all),
  group(openApiRoutes, ({ describeApi }: RouteServices) => ({ describe: describeApi })),
]

const publishing = [
  group(dataRoutes, (services: RouteServices) => ({
    ...services,
    pictures: services.renderer,
    queue: services.downloads,
  })),
  group(cswRoutes, ({ database, records, answerTo }: RouteServices) => ({
    ...{ database, answerTo },
    office: records,
  })),
  // The catalogue of records stands before the collections that have its form.
  group<RouteServices, OgcTileServices>(
    [...dcatRoutes, ...ogcRecordRoutes, ...ogcStyleRoutes, ...ogcRoutes, ...ogcItemRoutes, ...ogcTileRoutes],
    ({ database, engine, layerGate, memo, pageContext, records, renderer, storeVersion }) => ({
      ...{ database, engine, memo, pageContext, storeVersion },
      gate: layerGate,
      office: records,
      pictures: renderer,
    }),
  ),
  group(wmsRoutes, ({ answerTo, database, engine, legendSize, memo, records, renderer }: RouteServices) => ({
    ...{ answerTo, database, legendSize, memo },
    office: records,
    pictures: renderer,
    versionOf: (layer: string) => (engine.has(layer) ? String(engine.layerInfo(layer).version) : ''),
  })),
]

/** The last of them takes every address that no other route has. */
const pages = [
  embedRoutes,
  proposalPages,
  villagePages,
  cataloguePages,
  mathsPages,
  decisionPages,
  cyclePages,
  cycleEditorPages,
  staffPages,
  linkPages,
  accountPages,
  tokenPages,
  secondStepPages,
  peoplePages,
  builtRoutes,
].map((routes) => group<RouteServices, RouteServices>(routes, all))

/** What is answered elsewhere: tiles ahead of Express, and each format of a download by the one route of files. */
const described = [{ routes: bareRoutes }, { routes: downloadRoutes }]

export const routeGroups: readonly RouteGroup<RouteServices>[] = [
  operations,
  ...api,
  ...publishing,
  ...pages,
  ...described,
]

/**
 * Every route of the server, in the order in which they are tried: what /api/openapi.json describes, what guards stand before
 * each, and what tests ask in every role.
 */
export const routeTable: readonly RouteFacts[] = routeGroups.flatMap(({ routes }) => routes)
