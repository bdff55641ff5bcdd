import type { Knex } from 'knex'
import type { RecordedDecision } from '../../../../core/api/recorded-decision.ts'
import { listDecisions, publishRecorded } from '../../../decisions/decision-service.ts'
import { renderDecisionPage } from '../../../pages/decisions/decision-page.ts'
import { readLanguage } from '../../../pages/language.ts'
import { localLink } from '../../../pages/page-context.ts'
import { formBody } from '../../request/body-reader.ts'
import { queryOf } from '../../request/query.ts'
import { numberOf } from '../planning/decision-routes.ts'
import { everyone, language, pageRoute, sendHtml } from './page-route.ts'

/** The list of decisions: published ones for everyone, for the office all that a grant covers. */
export const decisionPages = [
  pageRoute({
    method: 'get',
    path: '/keputusan',
    linked: { title: { id: 'Keputusan', en: 'Decisions' } },
    summary: 'Decisions that were recorded, each with its file',
    access: everyone,
    query: [language],
    async handle({ services, request, response }) {
      const context = await services.pageContext(request, '/keputusan')
      const decisions = await listDecisions(services, context.actor)
      const portfolios = await readPortfolios(services.database.read, decisions)
      sendHtml(response, renderDecisionPage(context, { decisions, portfolios }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/keputusan/{id}/terbit',
    summary: 'Publishing a decision by a form, without a script',
    access: { to: 'decision:publish' },
    params: { id: 'Number of a decision' },
    query: [language],
    body: formBody({ schema: () => ({ type: 'object' }), read: () => undefined }),
    async handle({ services, request, response, actor, params: { id } }) {
      await publishRecorded(services, actor, numberOf(id))
      const list = localLink({ language: readLanguage(queryOf(request)) }, '/keputusan')
      response.redirect(303, `${list}#no-${id}`)
    },
  }),
]

/** Which of the portfolios that were decided are still there. */
async function readPortfolios(
  knex: Knex,
  decisions: readonly RecordedDecision<Date>[],
): Promise<ReadonlySet<string>> {
  const ids = decisions.flatMap(({ portfolioId }) => portfolioId ?? [])
  if (ids.length === 0) return new Set()
  const rows = await knex('portfolios')
    .whereIn('id', ids)
    .where({ state: 'done' })
    .select<{ id: string }[]>('id')
  return new Set(rows.map(({ id }) => id))
}
