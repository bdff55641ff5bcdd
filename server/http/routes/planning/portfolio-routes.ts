import { z } from 'zod'
import { accountOf } from '../../../../core/access/actor.ts'
import type { Subject } from '../../../../core/access/grant.ts'
import { subjectsOfFilter } from '../../../../core/access/subjects.ts'
import type { Items } from '../../../../core/api/items.ts'
import type {
  PeopleServed,
  Portfolio,
  PortfolioSummary,
  StartedPortfolio,
  WhyNot,
} from '../../../../core/api/portfolio.ts'
import type { PortfolioFront } from '../../../../core/api/portfolio-front.ts'
import { isRecord } from '../../../../core/is-record.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { withAuthor, withAuthors } from '../../../access/authors.ts'
import type { Database } from '../../../database/database.ts'
import { abortOnClose } from '../../../net/abort-on-close.ts'
import { portfolioJsonSchema } from '../../../portfolios/model/portfolio-request.ts'
import { peopleSchema, readPeopleBody } from '../../../portfolios/people-served-by.ts'
import type { PortfolioService } from '../../../portfolios/portfolio-service.ts'
import { listPortfolios } from '../../../portfolios/portfolio-store.ts'
import { writePackageXlsx } from '../../../publish/download/write-package-xlsx.ts'
import { answerWithProgress } from '../../answer/answer-with-progress.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer, ok, query } from '../../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../../routing/route.ts'
import { findZone } from './zone-subjects.ts'

export interface PortfolioServices {
  database: Database
  portfolios: PortfolioService
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Each takes two questions to the solver. */
const MOST_POINTS = 25
const readers = { to: 'portfolio:read' } as const
const planners = { to: 'portfolio:write' } as const
const params = { id: 'Id of a portfolio' }
const fresh = { 'Cache-Control': 'no-store' }
const route = routesFor<PortfolioServices>()

/** A portfolio is about the proposals that its filter leaves. */
function subjectsOf(request: unknown): Subject[] {
  const filter = isRecord(request) && isRecord(request.filter) ? request.filter : {}
  return subjectsOfFilter(filter)
}

async function storedSubjects({ services, params }: Asked<PortfolioServices, 'id'>): Promise<Subject[]> {
  return subjectsOf((await services.portfolios.read(params.id)).request)
}

/** The best choice within a budget: working papers of the office until they are handed out. */
export const portfolioRoutes = [
  route({
    method: 'get',
    path: '/api/portfolios',
    summary: 'Portfolios, newest first (administrator)',
    access: readers,
    async handle({ services, response }) {
      const { read, write } = services.database
      const items = await withAuthors(write, 'portfolios', await listPortfolios(read), ({ id }) => id)
      response.set(fresh).json({ items } satisfies Items<PortfolioSummary>)
    },
  }),
  route({
    method: 'post',
    path: '/api/portfolios',
    summary: 'Choose the best proposals within a budget (administrator)',
    access: planners,
    body: jsonBody({ limit: '2mb', schema: portfolioJsonSchema, read: (body) => body }),
    answers: answer(202, 'Started: its id'),
    subjects: ({ body }) => subjectsOf(body),
    async handle({ services, response, actor, body }) {
      const id = await services.portfolios.start(body, accountOf(actor))
      response
        .status(202)
        .location(`/api/portfolios/${id}`)
        .json({ id, state: 'running' } satisfies StartedPortfolio)
    },
  }),
  route({
    method: 'post',
    path: '/api/portfolios/front',
    summary:
      'The Pareto front of score and people newly served; Accept: application/x-ndjson tells its points in lines {part} as they are found, before {result} (administrator)',
    access: planners,
    writes: false,
    body: jsonBody({ limit: '2mb', schema: portfolioJsonSchema, read: (body) => body }),
    query: [query('points', `How many points to find at most, 2 to ${MOST_POINTS}; 9 unless it is given`)],
    subjects: ({ body }) => subjectsOf(body),
    async handle({ services, request, response, body, query: { points = '9' } }) {
      const most = Number(points)
      if (!/^\d+$/.test(points) || most < 2 || most > MOST_POINTS)
        throw badParameter('points', points, `a whole number from 2 to ${MOST_POINTS}`)
      await answerWithProgress<PortfolioFront>(request, response, ({ onPart, ...watch }) =>
        services.portfolios.front(body, most, { ...watch, onPoint: onPart }),
      )
    },
  }),
  route({
    method: 'post',
    path: '/api/portfolios/people',
    summary:
      'Whom proposals would newly serve if they were funded together, as a package counts them, and what of their cost falls to the poorest fifth of the people (administrator)',
    access: readers,
    writes: false,
    body: jsonBody({
      limit: '500kb',
      schema: () => z.toJSONSchema(peopleSchema, { unrepresentable: 'any', io: 'input' }),
      read: readPeopleBody,
    }),
    subjects: ({ body }) => subjectsOf(body),
    async handle({ services, response, body }) {
      response.set(fresh).json((await services.portfolios.peopleServed(body)) satisfies PeopleServed)
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolios/{id}',
    summary:
      'Progress and answer of a portfolio; while it runs, or once it was cancelled, found is the best choice if there was one (administrator)',
    access: readers,
    params,
    subjects: storedSubjects,
    async handle({ services, response, params: { id } }) {
      const portfolio = await services.portfolios.describe(id)
      const described = await withAuthor(services.database.write, 'portfolios', portfolio, id)
      response.set(fresh).json(described satisfies Portfolio<Date>)
    },
  }),
  route({
    method: 'delete',
    path: '/api/portfolios/{id}',
    summary: 'Cancel a running portfolio, or delete one that has ended (administrator)',
    access: planners,
    params,
    answers: answer(204, 'Cancelled or deleted'),
    subjects: storedSubjects,
    async handle({ services, response, params: { id } }) {
      await services.portfolios.remove(id)
      response.status(204).end()
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolios/{id}/why/{code}',
    summary:
      'Why a proposal was not chosen; Accept: application/x-ndjson tells the time used in lines {share} before {result} (administrator)',
    access: readers,
    params: { ...params, code: 'Code of a proposal' },
    subjects: storedSubjects,
    async handle({ services, request, response, params: { id, code } }) {
      await answerWithProgress<WhyNot>(request, response, (watch) =>
        services.portfolios.whyNot(id, code, watch),
      )
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolios/{id}/decision.json',
    summary: 'The decision file of a portfolio (administrator)',
    access: readers,
    params,
    subjects: storedSubjects,
    async handle({ services, response, params: { id } }) {
      const { name, text } = await services.portfolios.decision(id)
      response.set(fresh).set('Content-Disposition', `attachment; filename="${name}"`).type('json').send(text)
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolios/{id}/package.xlsx',
    summary: 'The chosen proposals with ceilings, groups and weights as a workbook (administrator)',
    access: readers,
    params,
    query: [query('lang', 'id or en')],
    answers: ok(
      'The chosen proposals with ceilings, groups and weights as a workbook (administrator)',
      XLSX_TYPE,
    ),
    subjects: storedSubjects,
    async handle({ services, response, params: { id }, query: { lang = 'id' } }) {
      if (lang !== 'id' && lang !== 'en') throw badParameter('lang', lang, 'id or en')
      const pieces: Uint8Array[] = []
      for await (const piece of writePackageXlsx(await services.portfolios.decided(id), lang))
        pieces.push(piece)
      response
        .set(fresh)
        .set('Content-Disposition', `attachment; filename="petausul-paket-${id.slice(0, 8)}.xlsx"`)
        .type(XLSX_TYPE)
        .send(Buffer.concat(pieces))
    },
  }),
  route({
    method: 'get',
    path: '/api/portfolios/{id}/sheet.pdf',
    summary: 'A printable decision sheet with map, list, weights and signature lines (administrator)',
    access: readers,
    params,
    query: [
      query('lang', 'id or en'),
      query('zone', 'Id of a zone that the sheet shows with what lies inside'),
    ],
    answers: ok(
      'A printable decision sheet with map, list, weights and signature lines (administrator)',
      'application/pdf',
    ),
    subjects: storedSubjects,
    async handle({ services, response, actor, params: { id }, query: { lang = 'id', zone = null } }) {
      if (lang !== 'id' && lang !== 'en') throw badParameter('lang', lang, 'id or en')
      if (zone !== null && !(await findZone(services, zone, actor))) throw notFound('zone', zone)
      const signal = abortOnClose(response)
      const pdf = await services.portfolios
        .sheet(id, { language: lang, zone }, signal)
        .catch((error: unknown) => {
          if (!signal.aborted) throw error
        })
      if (!pdf) return
      response
        .set(fresh)
        .set('Content-Disposition', `inline; filename="petausul-lembar-keputusan-${id.slice(0, 8)}.pdf"`)
        .type('application/pdf')
        .send(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
    },
  }),
]
