import type { Subject } from '../../../../core/access/grant.ts'
import { subjectsOfFilter } from '../../../../core/access/subjects.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { RecordedDecision } from '../../../../core/api/recorded-decision.ts'
import { notFound } from '../../../../core/problem.ts'
import { newDecisionJsonSchema, readNewDecision } from '../../../decisions/decision-request.ts'
import {
  type DecisionServices,
  decisionFile,
  findDecision,
  listDecisions,
  publishRecorded,
  recordDecision,
} from '../../../decisions/decision-service.ts'
import { answerWithProgress } from '../../answer/answer-with-progress.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { answer } from '../../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../../routing/route.ts'

const params = { id: 'Number of a decision' }
const fresh = { 'Cache-Control': 'no-store' }
const readable = { to: 'everyone', moreTo: 'decision:read' } as const
const route = routesFor<DecisionServices>()

/** Decisions that were recorded; published ones are everyone's to read, the others the office's. */
export const decisionRoutes = [
  route({
    method: 'get',
    path: '/api/decisions',
    summary:
      'Decisions that were recorded, newest first: the published ones; for planners, publishers and auditors all',
    access: readable,
    async handle({ services, response, actor }) {
      const items = await listDecisions(services, actor)
      response.set(fresh).json({ items } satisfies Items<RecordedDecision<Date>>)
    },
  }),
  route({
    method: 'post',
    path: '/api/decisions',
    summary:
      'Record a decision about a portfolio or a ranking, with name and reason; it is never changed. Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    access: { to: 'decision:record' },
    body: jsonBody({ limit: '500kb', schema: newDecisionJsonSchema, read: readNewDecision }),
    answers: answer(201, 'The decision'),
    subjects: subjectsOf,
    async handle({ services, request, response, actor, body }) {
      await answerWithProgress<RecordedDecision<Date>>(
        request,
        response,
        (watch) => recordDecision(services, body, { actor, watch }),
        {
          send: (decision) =>
            response
              .status(201)
              .location(`/api/decisions/${decision.id}`)
              .json(decision satisfies RecordedDecision<Date>),
        },
      )
    },
  }),
  route({
    method: 'get',
    path: '/api/decisions/{id}',
    summary: 'One decision that was recorded',
    access: readable,
    params,
    async handle({ services, response, actor, params: { id } }) {
      const found = await findDecision(services, actor, numberOf(id))
      response.set(fresh).json(found satisfies RecordedDecision<Date>)
    },
  }),
  route({
    method: 'get',
    path: '/api/decisions/{id}/file.json',
    summary: 'The decision file as it was recorded, byte for byte: npm run reproduce computes it again',
    access: readable,
    params,
    async handle({ services, response, actor, params: { id } }) {
      const { name, bytes } = await decisionFile(services, actor, numberOf(id))
      response
        .set(fresh)
        .set('Content-Disposition', `attachment; filename="${name}"`)
        .type('json')
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  }),
  route({
    method: 'post',
    path: '/api/decisions/{id}/publication',
    summary: 'Let everyone read a decision from now on; it cannot be taken back (publisher)',
    access: { to: 'decision:publish' },
    params,
    async handle({ services, response, actor, params: { id } }) {
      const published = await publishRecorded(services, actor, numberOf(id))
      response.set(fresh).json(published satisfies RecordedDecision<Date>)
    },
  }),
]

/** A decision is about the proposals that its filter left. */
async function subjectsOf({
  services,
  body,
}: Asked<DecisionServices, never, never, ReturnType<typeof readNewDecision>>): Promise<Subject[]> {
  if ('ranking' in body) return subjectsOfFilter(body.ranking.filter)
  const { request } = await services.portfolios.read(body.portfolioId)
  return subjectsOfFilter(request.filter)
}

export function numberOf(id: string): number {
  if (!/^[1-9]\d{0,8}$/.test(id)) throw notFound('decision', id)
  return Number(id)
}
