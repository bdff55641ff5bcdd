import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { StoreMemo } from '../changes/store-memo.ts'
import { sitePathOf } from '../net/site-path.ts'
import { makeLegendSize } from '../publish/wms/legend-size.ts'
import { ZoneDesk } from '../zones/zone-desk.ts'
import { archiveRoutes } from './archive-routes.ts'
import { Authentication } from './authentication.ts'
import { changeRoutes } from './change-routes.ts'
import type { ClientShares } from './client-shares.ts'
import { contextRoutes } from './context-routes.ts'
import { criteriaRoutes } from './criteria-routes.ts'
import { cswRoutes } from './csw-routes.ts'
import { dataRoutes } from './data-routes.ts'
import { embedRoutes } from './embed-routes.ts'
import { API_DOORS, hideUnpublished } from './hide-unpublished.ts'
import { importRoutes } from './import-routes.ts'
import { layerRoutes } from './layer-routes.ts'
import { limitRequests } from './limits.ts'
import { metadataRoutes } from './metadata-routes.ts'
import { noteWrites } from './note-writes.ts'
import { ogcRecordRoutes } from './ogc-record-routes.ts'
import { ogcReadOnly, ogcRoutes } from './ogc-routes.ts'
import { ogcStyleRoutes } from './ogc-style-routes.ts'
import { ogcTileRoutes } from './ogc-tile-routes.ts'
import { openApiRoutes } from './openapi-routes.ts'
import { operationsRoutes } from './operations-routes.ts'
import { makeIsOperator } from './operators-only.ts'
import { makeContext, pageRoutes } from './page-routes.ts'
import { locateUnder } from './path-of.ts'
import { portfolioRoutes } from './portfolio-routes.ts'
import { precompressed } from './precompressed.ts'
import { proposalRoutes } from './proposal-routes.ts'
import { publicationRoutes } from './publication-routes.ts'
import { rankingRoutes } from './ranking-routes.ts'
import { answerErrors, errorAnswer, noSuchPath } from './respond.ts'
import type { Services } from './services.ts'
import { sessionRoutes } from './session-routes.ts'
import { sldRoutes } from './sld-routes.ts'
import { statisticsRoutes } from './statistics-routes.ts'
import { styleRoutes } from './style-routes.ts'
import { makeIsOffice, makeViewerOf } from './viewer-of.ts'
import { withheldRoutes } from './withheld-routes.ts'
import { wmsRoutes } from './wms-routes.ts'
import { zoneRoutes } from './zone-routes.ts'

const HOUR_SECONDS = 3600
const YEAR_SECONDS = 31_536_000

/** The whole HTTP surface at a glance. Tiles and heat pictures are answered before it, on bare node:http (main.ts). */
export function makeApp(services: Services): Express {
  const { config, database, engine, jobs, viewers, log, isReady, join: joinProposals } = services
  const { isPublic } = services.publication
  const authentication = new Authentication(database, config.trustProxy)
  const viewerOf = makeViewerOf(authentication, services.publication)
  const logFailure = (error: unknown) => log.error({ err: error }, 'a download broke off')
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  app.set('query parser', false)
  app.set('etag', 'strong')
  locateUnder(app, sitePathOf(services.publicUrl))
  app.use(securityHeaders(config.contextHosts, services.publicUrl))
  app.use(precompressed(services.clientFolder))
  app.use(compression())
  app.use(allowReading)
  app.use(noteWrites(services.storeVersion, services.writeLoad))
  const { renderer, loading } = services
  app.use(
    operationsRoutes({
      ...{ database, engine, renderer, viewers, isPublic, isReady, loading },
      isOperator: makeIsOperator(config, authentication),
      warning: services.warning,
    }),
  )
  app.use(takeShare(services.shares))
  app.use(hideUnpublished(API_DOORS, services.publication, viewerOf))
  const memo = new StoreMemo(services.storeVersion)
  app.use(layerRoutes({ database, authentication, engine, viewerOf, memo }))
  app.use(publicationRoutes(database, authentication, services.publication))
  app.use(archiveRoutes(database, authentication, services.archives, viewerOf))
  app.use(metadataRoutes(database, authentication, services.records, viewerOf))
  const limitSubmissions = limitRequests(
    { points: config.submissionsPerHour, seconds: HOUR_SECONDS, what: 'submissions' },
    config.trustProxy,
  )
  app.use(proposalRoutes({ database, join: joinProposals, limitSubmissions, memo }))
  app.use(sessionRoutes({ database, authentication, viewers, publicUrl: services.publicUrl }))
  app.use(
    importRoutes({
      database,
      authentication,
      jobs,
      uploads: services.uploads,
      uploadBytes: config.uploadBytes,
    }),
  )
  app.use(portfolioRoutes(database, authentication, services.portfolios))
  app.use(criteriaRoutes(database, authentication))
  app.use(rankingRoutes(authentication, services.ranking))
  app.use(zoneRoutes(database, authentication, new ZoneDesk(database, services.zones)))
  app.use(statisticsRoutes(database, authentication, services.statistics, viewerOf))
  app.use(withheldRoutes(database, authentication))
  app.use(styleRoutes(database, authentication, viewerOf))
  app.use(sldRoutes(database, authentication, viewerOf))
  app.use(contextRoutes(database, authentication, config.contextHosts))
  app.use(changeRoutes(viewers, authentication, viewerOf))
  app.use(
    dataRoutes({
      database,
      viewerOf,
      scratch: services.scratch,
      pictures: services.renderer,
      shares: services.shares,
      onError: logFailure,
    }),
  )
  app.use(
    cswRoutes({
      database,
      office: services.records,
      viewerOf,
      answerTo: errorAnswer(log),
      take: services.shares.take,
    }),
  )
  const ogcDoor = {
    database,
    office: services.records,
    viewerOf,
    storeVersion: services.storeVersion,
    pageContext: makeContext(services),
  }
  const gate = { isPublic, isOffice: makeIsOffice(database), open: services.archiveLoader.open }
  app.use(ogcReadOnly)
  app.use(ogcRecordRoutes(ogcDoor))
  app.use(ogcStyleRoutes(ogcDoor))
  app.use(ogcRoutes(ogcDoor))
  app.use(ogcTileRoutes({ ...ogcDoor, engine, gate, pictures: services.renderer }))
  app.use(
    wmsRoutes({
      database,
      office: services.records,
      viewerOf,
      answerTo: errorAnswer(log),
      take: services.shares.take,
      pictures: services.renderer,
      legendSize: makeLegendSize(services.renderer),
      memo,
      versionOf: (layer) => (engine.has(layer) ? String(engine.layerInfo(layer).version) : ''),
    }),
  )
  app.use(embedRoutes(services))
  app.use(openApiRoutes(services.publicUrl))
  app.use(pageRoutes({ ...services, authentication }, viewerOf, memo))
  app.use(noSuchPath)
  app.use(answerErrors(log))
  return app
}

/** Browsers fetch maps of others from the hosts that the operator allows, and from nowhere else. */
function securityHeaders(contextHosts: readonly string[], publicUrl: string) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...contextHosts],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...contextHosts],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        baseUri: ["'none'"],
      },
    },
    // Only where the operator says that the address is https; of this name alone.
    strictTransportSecurity: publicUrl.startsWith('https:')
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })
}

/**
 * Streams that stay open, and what has limits of its own, take no place; services and pages take theirs themselves,
 * to refuse in their own form.
 */
function takeShare({ take }: ClientShares): RequestHandler {
  return (request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const isOther = /^\/api\/(changes|session)$/.test(request.path)
    if (reads && !isOther && /^\/(api|ogc)(\/|$)/.test(request.path)) return take(request, response, next)
    next()
  }
}

/** What anyone may read, any site's script may read: without cookies, so that nothing of a signed-in person goes along. */
const allowReading: RequestHandler = (request, response, next) => {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && /^\/(api\/|data\/|ogc(\/|$)|csw$|wms$|katalog\.jsonld$)/.test(request.path))
    response.set('Access-Control-Allow-Origin', '*')
  next()
}
