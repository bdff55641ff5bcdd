import { json, type RequestHandler, type Response, Router } from 'express'
import { badParameter } from '../../core/problem.ts'
import type { Database } from '../database/database.ts'
import { abortOnClose } from '../net/abort-on-close.ts'
import type { PortfolioDesk } from '../portfolios/portfolio-desk.ts'
import { listPortfolios } from '../portfolios/portfolio-store.ts'
import { answerWithProgress } from './answer-with-progress.ts'
import type { Authentication } from './authentication.ts'
import { readQuery } from './query.ts'
import { requireJson } from './require-type.ts'

const LARGEST_BODY = '2mb'
const ONE = '/api/portfolios/:id'

/** Working papers of the office until they are handed out: all for the administrator. */
export function portfolioRoutes(
  database: Database,
  authentication: Authentication,
  desk: PortfolioDesk,
): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]
  const plain: RequestHandler[] = [...administrator, withoutQuery]

  router.post(
    '/api/portfolios',
    ...plain,
    requireJson,
    json({ limit: LARGEST_BODY }),
    async (request, response) => {
      const id = await desk.start(request.body)
      response.status(202).location(`/api/portfolios/${id}`).json({ id, state: 'running' })
    },
  )

  router.get('/api/portfolios', ...plain, async (_request, response) => {
    fresh(response).json({ items: await listPortfolios(database.read) })
  })

  router.get(ONE, ...plain, async (request, response) => {
    fresh(response).json(await desk.describe(String(request.params.id)))
  })

  router.delete(ONE, ...plain, async (request, response) => {
    await desk.remove(String(request.params.id))
    response.status(204).end()
  })

  router.get(`${ONE}/why/:code`, ...plain, async (request, response) => {
    const { id, code } = request.params
    await answerWithProgress(request, response, (watch) => desk.whyNot(String(id), String(code), watch))
  })

  router.get(`${ONE}/decision.json`, ...plain, async (request, response) => {
    const id = String(request.params.id)
    const file = await desk.decision(id)
    fresh(response)
      .set('Content-Disposition', `attachment; filename="petausul-portofolio-${id.slice(0, 8)}.json"`)
      .type('json')
      .send(file)
  })

  router.get(`${ONE}/sheet.pdf`, ...administrator, async (request, response) => {
    const { lang = 'id' } = readQuery(request, ['lang'])
    if (lang !== 'id' && lang !== 'en') throw badParameter('lang', lang, 'id or en')
    const id = String(request.params.id)
    const signal = abortOnClose(response)
    const pdf = await desk.sheet(id, lang, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
    if (!pdf) return
    fresh(response)
      .set('Content-Disposition', `inline; filename="petausul-lembar-keputusan-${id.slice(0, 8)}.pdf"`)
      .type('application/pdf')
      .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
  })

  return router
}

const withoutQuery: RequestHandler = (request, _response, next) => {
  readQuery(request, [])
  next()
}

function fresh(response: Response): Response {
  return response.set('Cache-Control', 'no-store')
}
