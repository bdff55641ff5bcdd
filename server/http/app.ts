import type { IncomingMessage } from 'node:http'
import compression from 'compression'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { StoreMemo } from '../changes/store-memo.ts'
import { sitePathOf } from '../net/site-path.ts'
import { makeLegendSize } from '../publish/wms/legend-size.ts'
import { ZoneCalculator } from '../zones/zone-calculator.ts'
import { precompressed } from './answer/precompressed.ts'
import { answerErrors, errorAnswer } from './answer/respond.ts'
import type { ClientShares } from './limits/client-shares.ts'
import { limitRequests } from './limits/limit-requests.ts'
import { noSuchPath } from './no-such-path.ts'
import { makeActorOf } from './request/actor-of.ts'
import { locateUnder } from './request/path-of.ts'
import { changeRoutes } from './routes/change-routes.ts'
import { contextRoutes } from './routes/context-routes.ts'
import { dataRoutes } from './routes/downloads/data-routes.ts'
import { importRoutes } from './routes/import-routes.ts'
import { archiveRoutes } from './routes/layers/archive-routes.ts'
import { layerRoutes } from './routes/layers/layer-routes.ts'
import { metadataRoutes } from './routes/layers/metadata-routes.ts'
import { publicationRoutes } from './routes/layers/publication-routes.ts'
import { withheldRoutes } from './routes/layers/withheld-routes.ts'
import { cswRoutes } from './routes/ogc/csw-routes.ts'
import { ogcRecordRoutes } from './routes/ogc/ogc-record-routes.ts'
import { ogcReadOnly, ogcRoutes } from './routes/ogc/ogc-routes.ts'
import { ogcStyleRoutes } from './routes/ogc/ogc-style-routes.ts'
import { ogcTileRoutes } from './routes/ogc/ogc-tile-routes.ts'
import { wmsRoutes } from './routes/ogc/wms-routes.ts'
import { openApiRoutes } from './routes/openapi-routes.ts'
import { operationsRoutes } from './routes/operations/operations-routes.ts'
import { makeIsOperator } from './routes/operations/operators-only.ts'
import { embedRoutes } from './routes/pages/embed-routes.ts'
import { makeContext, pageRoutes } from './routes/pages/page-routes.ts'
import { criteriaRoutes } from './routes/planning/criteria-routes.ts'
import { portfolioRoutes } from './routes/planning/portfolio-routes.ts'
import { rankingRoutes } from './routes/planning/ranking-routes.ts'
import { statisticsRoutes } from './routes/planning/statistics-routes.ts'
import { zoneRoutes } from './routes/planning/zone-routes.ts'
import { proposalRoutes } from './routes/proposal-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { sldRoutes } from './routes/styles/sld-routes.ts'
import { styleRoutes } from './routes/styles/style-routes.ts'
import { mount } from './routing/mount.ts'
import { makeNoteWrite } from './routing/note-writes.ts'
import type { Route } from './routing/route.ts'
import type { Services } from './routing/services.ts'

const HOUR_SECONDS = 3600
const YEAR_SECONDS = 31_536_000

/** The whole HTTP surface at a glance. Tiles and heat pictures are answered before it, on bare node:http (main.ts). */
export function makeApp(services: Services): Express {
  const { actors, config, database, engine, viewers, log, isReady } = services
  const { isPublic } = services.publication
  const actorOf = makeActorOf(actors, services.publication)
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
  const { renderer, loading } = services
  app.use(
    operationsRoutes({
      ...{ database, engine, renderer, viewers, isPublic, isReady, loading },
      isOperator: makeIsOperator(config, actors),
      warning: services.warning,
    }),
  )
  app.use(takeShare(services.shares))
  const memo = new StoreMemo(services.storeVersion)
  useRoutes(app, services, memo)
  app.use(
    dataRoutes({
      database,
      actorOf,
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
      actorOf,
      answerTo: errorAnswer(log),
      take: services.shares.take,
    }),
  )
  const ogcServices = {
    database,
    office: services.records,
    actorOf,
    storeVersion: services.storeVersion,
    pageContext: makeContext(services),
  }
  const layerGate = {
    isPublic,
    actorOf: (request: IncomingMessage) => actors.ofSession(request),
    open: services.archiveLoader.open,
  }
  app.use(ogcReadOnly)
  app.use(ogcRecordRoutes(ogcServices))
  app.use(ogcStyleRoutes(ogcServices))
  app.use(ogcRoutes(ogcServices))
  app.use(ogcTileRoutes({ ...ogcServices, engine, gate: layerGate, pictures: services.renderer }))
  app.use(
    wmsRoutes({
      database,
      office: services.records,
      actorOf,
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
  app.use(pageRoutes(services, actorOf, memo))
  app.use(noSuchPath)
  app.use(answerErrors(log))
  return app
}

/** The routes under /api, which are values: route-table.ts lists them. */
function useRoutes(app: Express, services: Services, memo: StoreMemo): void {
  const { actors, config, database, engine, viewers } = services
  const gate = {
    actors,
    publication: services.publication,
    noteWrite: makeNoteWrite(services.storeVersion, services.writeLoad),
  }
  const serve = <Needs>(routes: readonly Route<Needs>[], needs: Needs) => app.use(mount(routes, needs, gate))
  serve(layerRoutes, { database, engine, memo })
  serve(publicationRoutes, { database, publication: services.publication })
  serve(archiveRoutes, { database, jobs: services.archives })
  serve(metadataRoutes, { database, office: services.records })
  const limitSubmissions = limitRequests(
    { points: config.submissionsPerHour, seconds: HOUR_SECONDS, what: 'submissions' },
    config.trustProxy,
  )
  serve(proposalRoutes, { database, join: services.join, limitSubmissions, memo })
  serve(sessionRoutes, { database, actors, viewers, publicUrl: services.publicUrl })
  serve(importRoutes, {
    database,
    jobs: services.jobs,
    uploads: services.uploads,
    uploadBytes: config.uploadBytes,
  })
  serve(portfolioRoutes, { database, portfolios: services.portfolios })
  serve(criteriaRoutes, { database })
  serve(rankingRoutes, services.ranking)
  serve(zoneRoutes, { database, calculator: new ZoneCalculator(database, services.zones) })
  serve(statisticsRoutes, { database, jobs: services.statistics })
  serve(withheldRoutes, { database })
  serve(styleRoutes, { database })
  serve(sldRoutes, { database })
  serve(contextRoutes, { database, allowed: config.contextHosts })
  serve(changeRoutes, { viewers, actors })
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
