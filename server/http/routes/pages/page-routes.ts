import { join } from 'node:path'
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import { PUBLIC } from '../../../../core/access/actor.ts'
import { may } from '../../../../core/access/may.ts'
import type { ProposalScore } from '../../../../core/api/proposal-score.ts'
import type { RankingMethodName } from '../../../../core/score/ranking-methods.ts'
import { readCatalogue } from '../../../catalogue/catalogue.ts'
import type { StoreMemo } from '../../../changes/store-memo.ts'
import { MathsCheck } from '../../../maths/maths-check.ts'
import { sitePathOf } from '../../../net/site-path.ts'
import { renderCataloguePage } from '../../../pages/catalogue/catalogue-page.ts'
import { catalogueAddress, readCatalogueQuery } from '../../../pages/catalogue/catalogue-query.ts'
import { DISTRICT_FIELD } from '../../../pages/catalogue/layer-downloads.ts'
import { renderLayerPage } from '../../../pages/catalogue/layer-page.ts'
import { readDistrictOptions } from '../../../pages/catalogue/read-districts.ts'
import { readZoneOptions } from '../../../pages/catalogue/read-zones.ts'
import { readLanguage } from '../../../pages/language.ts'
import { renderListPage } from '../../../pages/list/list-page.ts'
import { listAddress, readListQuery } from '../../../pages/list/list-query.ts'
import { readList } from '../../../pages/list/read-list.ts'
import { renderMathsPage } from '../../../pages/maths/maths-page.ts'
import { type Message, renderMessagePage } from '../../../pages/message-page.ts'
import { makePageAssets } from '../../../pages/page-assets.ts'
import { localLink, type PageContext, readPageDistrict } from '../../../pages/page-context.ts'
import { methodNamed, scoreAddress } from '../../../pages/proposal/methods.ts'
import { renderProposalPage } from '../../../pages/proposal/proposal-page.ts'
import { viewOf } from '../../../pages/proposal/proposal-view.ts'
import { readSources } from '../../../pages/proposal/read-sources.ts'
import { readSurroundings } from '../../../pages/proposal/read-surroundings.ts'
import { renderImportPage } from '../../../pages/staff/import-page.ts'
import { pathAfterSignIn, renderSignInPage } from '../../../pages/staff/sign-in-page.ts'
import { readProposalScore } from '../../../prioritise/proposal-score.ts'
import { readProposal } from '../../../proposals/read-proposal.ts'
import { readRecord, readRecords } from '../../../publish/records/read-records.ts'
import { errorAnswer } from '../../answer/respond.ts'
import { type ActorOf, requireGrant } from '../../request/actor-of.ts'
import { queryOf } from '../../request/query.ts'
import type { Services } from '../../routing/services.ts'
import { builtPages } from './built-pages.ts'
import { hideUnpublishedPages } from './hide-unpublished.ts'

/** How long a page waits for the reference cases before it says that they are being computed. */
const MATHS_PATIENCE_MS = 1500
const YEAR_SECONDS = 31_536_000
/** Routes of machines: what is not there is said in problem+json, whoever asks. */
const MACHINE_PATHS = /^\/(api|tiles|heat|data|assets|katalog\.jsonld|ogc)(\/|$)/

/** The pages: the map's built document, and those written on the server so that they read without a script. */
export function pageRoutes(services: Services, actorOf: ActorOf, memo: StoreMemo): Router {
  const { clientFolder, config, database, actors } = services
  const router = Router()
  const contextOf = makeContext(services)
  const sendBuiltPage = builtPages(clientFolder, sitePathOf(services.publicUrl))
  const maths = new MathsCheck()
  router.use(builtAssets(clientFolder))
  router.use(services.shares.take)
  router.use(hideUnpublishedPages(services.publication, actorOf))

  router.get('/', (_request, response) => sendBuiltPage(response, 'index.html'))

  router.get('/usulan', async (request, response) => {
    const query = readListQuery(queryOf(request))
    const address = listAddress(query)
    const context = await contextOf(request, address)
    if (isUntidy(request, query.cursor)) {
      response.redirect(303, localLink(context, address))
      return
    }
    send(response, renderListPage(context, query, await readList(database.read, memo, query)))
  })

  router.get('/usulan/:code', async (request, response) => {
    const { code } = request.params
    const detail = code.includes('\0') ? undefined : await readProposal(database.read, PUBLIC, code)
    const method = methodNamed(queryOf(request).get('cara'))
    const context = await contextOf(request, scoreAddress(code, method))
    if (!detail) {
      send(response.status(404), renderMessagePage(context, { kind: 'noProposal', code }))
      return
    }
    const view = viewOf(detail)
    const around = await readSurroundings(database.read, view)
    const sources = await readSources(database.read, view.code, view.service)
    const score = await scoreWithin(services, view.code, method)
    send(response, renderProposalPage(context, { view, around, sources, score }))
  })

  router.get('/katalog', async (request, response) => {
    const query = readCatalogueQuery(queryOf(request))
    const actor = await actorOf(request, response)
    const records = await readRecords(database.read, services.records, actor)
    const layers = await readCatalogue(database.read, actor)
    const unpublished = new Set(layers.filter((layer) => layer.unpublished).map(({ id }) => id))
    const context = await contextOf(request, catalogueAddress(query))
    const data = { records, unpublished, hasPictures: services.renderer.available }
    send(response, renderCataloguePage(context, query, data))
  })

  router.get('/katalog/:layer', async (request, response) => {
    const { layer: id } = request.params
    const actor = await actors.of(request, response)
    const isOffice = may(actor, 'layer:describe')
    const known = /^[\w.-]{1,60}$/.test(id)
    const record = known ? await readRecord(database.read, services.records, id, actor) : undefined
    const context = await contextOf(request, `/katalog/${encodeURIComponent(id)}`)
    const layer = (await readCatalogue(database.read, actor)).find((other) => other.id === record?.layer)
    if (!record || !layer) {
      send(response.status(404), renderMessagePage(context, { kind: 'noPage' }))
      return
    }
    const archives = (layer.archives ?? []).flatMap(({ archive }) => (archive ? [archive] : []))
    const office = isOffice ? { published: !layer.unpublished } : null
    const hasDistricts = record.fields.some(({ name }) => name === DISTRICT_FIELD)
    const districts = hasDistricts ? await readDistrictOptions(database.read) : []
    const zones = await readZoneOptions(database.read)
    const data = { record, districts, zones, archives, office, hasPictures: services.renderer.available }
    // It shows the office more than others.
    response.vary('Cookie').vary('Authorization')
    if (actor.kind !== 'public') response.set('Cache-Control', 'no-store')
    send(response, renderLayerPage(context, data))
  })

  router.get('/matematika', async (request, response) => {
    const state = await maths.read(MATHS_PATIENCE_MS)
    if (state.state === 'running') response.set('Refresh', '2')
    send(response, renderMathsPage(await contextOf(request, '/matematika'), state))
  })

  router.get('/masuk', async (request, response) => {
    const next = pathAfterSignIn(queryOf(request).get('lanjut'))
    send(response, renderSignInPage(await contextOf(request, '/masuk'), next))
  })

  router.get('/impor', requireGrant(actors, 'import:run'), async (request, response) => {
    const context = await contextOf(request, '/impor')
    send(response.set('Cache-Control', 'no-store'), renderImportPage(context, config.uploadBytes))
  })

  router.get('/rencana', requireGrant(actors, 'ranking:compute'), (_request, response) =>
    sendBuiltPage(response.set('Cache-Control', 'no-store'), 'rencana.html'),
  )

  router.get('/gaya/:layer', requireGrant(actors, 'style:write'), (_request, response) =>
    sendBuiltPage(response.set('Cache-Control', 'no-store'), 'gaya.html'),
  )

  router.get('/:page.html', (request, response) => sendBuiltPage(response, `${request.params.page}.html`))

  router.use(
    express.static(clientFolder, {
      index: false,
      maxAge: 0,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
  router.get('/{*path}', async (request, response, next) => {
    if (!wantsPage(request)) return next()
    send(response.status(404), renderMessagePage(await contextOf(request, request.path), { kind: 'noPage' }))
  })
  router.use(answerAsPage(services, contextOf))
  return router
}

/** How long a page waits for a score whose competitors are still being read; meanwhile it says so. */
const SCORE_WAIT_MS = 2000

async function scoreWithin(
  { ranking, log }: Services,
  code: string,
  method: RankingMethodName,
): Promise<ProposalScore | 'pending'> {
  const late = Promise.withResolvers<'pending'>()
  const timer = setTimeout(() => late.resolve('pending'), SCORE_WAIT_MS)
  const score = readProposalScore(ranking, code, { method }).then(
    (known) => known ?? ('pending' as const),
    (error: unknown) => {
      log.error({ err: error, code }, 'score failed')
      return 'pending' as const
    },
  )
  return Promise.race([score, late.promise]).finally(() => clearTimeout(timer))
}

/** What a page can know while the database is away. */
function contextWithoutStore({ clientFolder, publicUrl }: Services, request: Request): PageContext {
  const query = queryOf(request)
  query.delete('lang')
  return {
    language: readLanguage(queryOf(request)),
    address: query.size > 0 ? `${request.path}?${query}` : request.path,
    publicUrl,
    district: undefined,
    actor: PUBLIC,
    assets: makePageAssets(clientFolder),
  }
}

export type MakeContext = (request: Request, address: string) => Promise<PageContext>

export function makeContext({
  actors,
  clientFolder,
  database,
  publicUrl,
}: Pick<Services, 'actors' | 'clientFolder' | 'database' | 'publicUrl'>): MakeContext {
  const assets = makePageAssets(clientFolder)
  return async (request, address) => {
    const actor = await actors.ofSession(request)
    request.res?.vary('Cookie')
    if (actor.kind !== 'public') request.res?.set('Cache-Control', 'private, no-cache')
    return {
      language: readLanguage(queryOf(request)),
      address,
      publicUrl,
      district: await readPageDistrict(database.read),
      assets,
      actor,
    }
  }
}

/** Files with a hash in their name never change. */
function builtAssets(clientFolder: string): Router {
  return Router().use(
    '/assets',
    express.static(join(clientFolder, 'assets'), {
      immutable: true,
      maxAge: YEAR_SECONDS * 1000,
      index: false,
      fallthrough: true,
    }),
  )
}

/** A form's address names every box of its own and every empty field; people get the short one to pass on. */
function isUntidy(request: Request, cursor: string | undefined): boolean {
  const names = [...queryOf(request).keys()]
  const empty = [...queryOf(request).values()].includes('')
  return !cursor && (empty || new Set(names).size < names.length)
}

function wantsPage(request: Request): boolean {
  return !MACHINE_PATHS.test(request.path) && request.accepts(['json', 'html']) === 'html'
}

function send(response: Response, page: string): void {
  if (!response.get('Cache-Control')) response.set('Cache-Control', 'no-cache')
  response.type('html').send(page)
}

/** A person gets a page to read, whatever went wrong; a page that needs signing in leads there. */
function answerAsPage(services: Services, contextOf: MakeContext): ErrorRequestHandler {
  const answerTo = errorAnswer(services.log)
  return async (error: unknown, request, response, next) => {
    if (response.headersSent || !wantsPage(request)) return next(error)
    const { status, detail, title } = answerTo(error, request, response)
    if (status >= 500) {
      const message: Message = { kind: status === 503 ? 'away' : 'failed' }
      response.status(status).set('Cache-Control', 'no-store')
      send(response, renderMessagePage(contextWithoutStore(services, request), message))
      return
    }
    if (status === 401) {
      response.removeHeader('WWW-Authenticate')
      const { language, address } = contextWithoutStore(services, request)
      const back = `/masuk?lanjut=${encodeURIComponent(address)}`
      response.redirect(303, localLink({ language }, back))
      return
    }
    if (status === 404) {
      send(
        response.status(404),
        renderMessagePage(await contextOf(request, request.path), { kind: 'noPage' }),
      )
      return
    }
    if (status === 429) {
      const refused: Message = { kind: 'refused', detail: detail ?? title }
      send(response.status(status), renderMessagePage(contextWithoutStore(services, request), refused))
      return
    }
    if (status !== 400 && status !== 403) return next(error)
    if (status === 403) response.set('Cache-Control', 'no-store')
    const message: Message = { kind: status === 403 ? 'forbidden' : 'refused', detail: detail ?? title }
    send(response.status(status), renderMessagePage(await contextOf(request, request.path), message))
  }
}
