import { StoreMemo } from '../../changes/store-memo.ts'
import { MathsCheck } from '../../maths/maths-check.ts'
import { sitePathOf } from '../../net/site-path.ts'
import { makePageAssets, type PageAssets } from '../../pages/page-assets.ts'
import type { FooterPage } from '../../pages/page-context.ts'
import { makeLegendSize } from '../../publish/wms/legend-size.ts'
import type { LegendSize } from '../../publish/wms/read-capability-model.ts'
import type { LayerGate } from '../../tiles/serve/layer-gate.ts'
import { ZoneCalculator } from '../../zones/zone-calculator.ts'
import { type ErrorAnswer, errorAnswer } from '../answer/respond.ts'
import { PiecesQueue } from '../answer/send-pieces.ts'
import { type LimitRequest, limitRequests } from '../limits/limit-requests.ts'
import type { Services } from '../routing/services.ts'
import { type IsOperator, makeIsOperator } from './operations/operators-only.ts'
import { builtPages, type SendBuiltPage } from './pages/built-pages.ts'
import { type BuiltFiles, builtFiles } from './pages/built-routes.ts'
import { type MakeContext, makeContext } from './pages/make-context.ts'

const HOUR_SECONDS = 3600

/** What routes tell of the table that they stand in themselves. */
interface OfTable {
  /** /api/openapi.json. */
  describeApi: () => object
  footerPages: readonly FooterPage[]
}

/** All that routes are made with: the server's services, and what the HTTP layer makes of them once. */
export interface RouteServices extends Services, OfTable {
  answerTo: ErrorAnswer
  assets: PageAssets
  downloads: PiecesQueue
  files: BuiltFiles
  isOperator: IsOperator
  layerGate: LayerGate
  legendSize: LegendSize
  limitSubmissions: LimitRequest
  maths: MathsCheck
  memo: StoreMemo
  pageContext: MakeContext
  sendBuiltPage: SendBuiltPage
  zoneCalculator: ZoneCalculator
}

export function makeRouteServices(services: Services, ofTable: OfTable): RouteServices {
  const { actors, clientFolder, config, database, log, publicUrl, shares } = services
  const onError = (error: unknown) => log.error({ err: error }, 'a download broke off')
  const submissions = { points: config.submissionsPerHour, seconds: HOUR_SECONDS, what: 'submissions' }
  return {
    ...{ ...services, ...ofTable },
    answerTo: errorAnswer(log),
    assets: makePageAssets(clientFolder),
    downloads: new PiecesQueue({ shares, onError }),
    files: builtFiles(clientFolder),
    isOperator: makeIsOperator(config, actors),
    layerGate: {
      isPublic: services.publication.isPublic,
      actorOf: (request) => actors.orPublic(request),
      open: services.archiveLoader.open,
    },
    legendSize: makeLegendSize(services.renderer),
    limitSubmissions: limitRequests(submissions, config.trustProxy),
    maths: new MathsCheck(),
    memo: new StoreMemo(services.storeVersion),
    pageContext: makeContext({ ...services, ...ofTable }),
    sendBuiltPage: builtPages(clientFolder, sitePathOf(publicUrl)),
    zoneCalculator: new ZoneCalculator(database, services.zones),
  }
}
