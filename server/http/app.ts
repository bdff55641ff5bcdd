import { constants } from 'node:zlib'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { sitePathOf } from '../net/site-path.ts'
import { precompressed } from './answer/precompressed.ts'
import { answerErrors } from './answer/respond.ts'
import { makeRenewSession } from './answer/session-cookie.ts'
import { noSuchPath } from './no-such-path.ts'
import { locateUnder } from './request/path-of.ts'
import { ogcReadOnly } from './routes/ogc/ogc-routes.ts'
import { describeApi } from './routes/openapi.ts'
import { answerAsPage } from './routes/pages/answer-as-page.ts'
import { footerPagesOf } from './routes/pages/footer-pages.ts'
import { makeRouteServices, type RouteServices } from './routes/route-services.ts'
import { routeGroups, routeTable } from './routes/route-table.ts'
import { makeNoteRequests } from './routing/note-requests.ts'
import { makeNoteWrite } from './routing/note-writes.ts'
import type { Services } from './routing/services.ts'

const YEAR_SECONDS = 31_536_000
/** A list of layers packs a tenth smaller than at 4, in 5 ms; 9 would take ten times as long for a thirtieth. */
const BROTLI_QUALITY = 5

/**
 * The whole HTTP surface: what stands before every route, the routes (routes/route-table.ts), and what is said where there is
 * none. Tiles and heat pictures are answered before it, on bare node:http (server/tiles/serve).
 */
export function makeApp(services: Services): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', services.config.trustProxy)
  app.set('query parser', false)
  app.set('etag', 'strong')
  locateUnder(app, sitePathOf(services.publicUrl))
  app.use(securityHeaders(services.config.contextHosts, services.publicUrl))
  app.use(precompressed(services.clientFolder))
  app.use(compression({ brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } } }))
  app.use(allowReading)
  app.use(ogcReadOnly)
  const routeServices = makeRouteServices(services, {
    describeApi: () => describeApi(services.publicUrl),
    footerPages: footerPagesOf(routeTable),
  })
  useRoutes(app, routeServices)
  app.use(noSuchPath)
  app.use(tellUnreadable(routeServices))
  app.use(answerErrors(services.log))
  return app
}

function useRoutes(app: Express, services: RouteServices): void {
  const gate = {
    actors: services.actors,
    publication: services.publication,
    noteWrite: makeNoteWrite(services.storeVersion, services.writeLoad),
    noteRequests: makeNoteRequests(services.audit, services.log),
    renewSession: makeRenewSession(services.actors, services.publicUrl),
    take: (isLarge: boolean) => services.shares.take(isLarge),
  }
  for (const { mountWith } of routeGroups) if (mountWith) app.use(mountWith(services, gate))
}

/** An address that cannot be decoded belongs to no route: who reads pages is told so in one. */
function tellUnreadable(services: RouteServices): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (!(error instanceof URIError) || response.headersSent) return next(error)
    await answerAsPage(error, { services, request, response })
  }
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

/** What anyone may read, any site's script may read: without cookies, so that nothing of a signed-in person goes along. */
const allowReading: RequestHandler = (request, response, next) => {
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && /^\/(api\/|data\/|ogc(\/|$)|csw$|wms$|katalog\.jsonld$)/.test(request.path))
    response.set('Access-Control-Allow-Origin', '*')
  next()
}
