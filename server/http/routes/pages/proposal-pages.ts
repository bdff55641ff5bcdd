import type { Request } from 'express'
import { PUBLIC } from '../../../../core/access/actor.ts'
import type { ProposalScore } from '../../../../core/api/proposal-score.ts'
import type { RankingMethodName } from '../../../../core/score/ranking-methods.ts'
import { renderListPage } from '../../../pages/list/list-page.ts'
import { listAddress, readListQuery } from '../../../pages/list/list-query.ts'
import { readList } from '../../../pages/list/read-list.ts'
import { renderMessagePage } from '../../../pages/message-page.ts'
import { localLink } from '../../../pages/page-context.ts'
import { methodNamed, scoreAddress } from '../../../pages/proposal/methods.ts'
import { renderProposalPage } from '../../../pages/proposal/proposal-page.ts'
import { viewOf } from '../../../pages/proposal/proposal-view.ts'
import { readSources } from '../../../pages/proposal/read-sources.ts'
import { readSurroundings } from '../../../pages/proposal/read-surroundings.ts'
import { readProposalScore } from '../../../prioritise/proposal-score.ts'
import { readProposal } from '../../../proposals/read-proposal.ts'
import { queryOf } from '../../request/query.ts'
import { filters, query } from '../../routing/openapi-parts.ts'
import { everyone, language, type PageServices, pageRoute, sendHtml } from './page-route.ts'

const SHOWS_LAYER = 'proposals'
/** How long a page waits for a score whose competitors are still being read; meanwhile it says so. */
const SCORE_WAIT_MS = 2000

/** The list of proposals, and each on a page of its own. */
export const proposalPages = [
  pageRoute({
    method: 'get',
    path: '/usulan',
    summary: 'The list of proposals',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    query: [language, ...filters, query('sort', 'Order'), query('cursor', 'Where the page begins')],
    async handle({ services: { database, memo, pageContext }, request, response }) {
      const query = readListQuery(queryOf(request))
      const address = listAddress(query)
      const context = await pageContext(request, address)
      if (isUntidy(request, query.cursor)) response.redirect(303, localLink(context, address))
      else sendHtml(response, renderListPage(context, query, await readList(database.read, memo, query)))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/usulan/{code}',
    summary: 'One proposal',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    params: { code: 'Code of a proposal' },
    query: [language, query('cara', 'How it is ranked')],
    async handle({ services, request, response, params: { code } }) {
      const { read } = services.database
      const detail = await readProposal(read, PUBLIC, code)
      const method = methodNamed(queryOf(request).get('cara'))
      const context = await services.pageContext(request, scoreAddress(code, method))
      if (!detail) {
        sendHtml(response.status(404), renderMessagePage(context, { kind: 'noProposal', code }))
        return
      }
      const view = viewOf(detail)
      const around = await readSurroundings(read, view)
      const sources = await readSources(read, view.code, view.service)
      const score = await scoreWithin(services, view.code, method)
      sendHtml(response, renderProposalPage(context, { view, around, sources, score }))
    },
  }),
]

async function scoreWithin(
  { ranking, log }: Pick<PageServices, 'ranking' | 'log'>,
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

/** A form's address names every box of its own and every empty field; people get the short one to pass on. */
function isUntidy(request: Request, cursor: string | undefined): boolean {
  const names = [...queryOf(request).keys()]
  const empty = [...queryOf(request).values()].includes('')
  return !cursor && (empty || new Set(names).size < names.length)
}
