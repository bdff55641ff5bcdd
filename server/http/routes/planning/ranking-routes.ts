import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Subject } from '../../../../core/access/grant.ts'
import { type BoundingFilter, subjectsOfFilter } from '../../../../core/access/subjects.ts'
import type { AlternativesSize } from '../../../../core/api/alternatives.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { ProposalScore } from '../../../../core/api/proposal-score.ts'
import type {
  AgreementAnswer,
  ColumnSpread,
  DecisionText,
  RankingAnswer,
} from '../../../../core/api/ranking.ts'
import type {
  RankStudy,
  RobustnessFigures,
  RobustnessStudy,
  StartedStudy,
} from '../../../../core/api/robustness.ts'
import type { WeightingAnswer } from '../../../../core/api/weighting.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { RANKING_METHODS, type RankingMethodName } from '../../../../core/score/ranking-methods.ts'
import { etagMatches } from '../../../net/etag-matches.ts'
import type { AlternativeTable } from '../../../prioritise/alternative-table.ts'
import { answerAgreement } from '../../../prioritise/answer-agreement.ts'
import { answerDecision } from '../../../prioritise/answer-decision.ts'
import { answerRanking } from '../../../prioritise/answer-ranking.ts'
import { answerSpread } from '../../../prioritise/answer-spread.ts'
import { answerWeighting } from '../../../prioritise/answer-weighting.ts'
import { readProposalScore } from '../../../prioritise/proposal-score.ts'
import type { RankingContext } from '../../../prioritise/ranking-context.ts'
import {
  agreementSchema,
  decisionSchema,
  rankingSchema,
  readAgreementBody,
  readDecisionBody,
  readRankingBody,
  readRobustnessBody,
  readSpreadBody,
  readWeightingBody,
  robustnessSchema,
  spreadSchema,
  weightingSchema,
} from '../../../prioritise/ranking-request.ts'
import { readAlternativeTable } from '../../../prioritise/read-alternative-table.ts'
import type { RobustnessJob } from '../../../prioritise/robustness-jobs.ts'
import { startRobustness, writeRobustness } from '../../../prioritise/start-robustness.ts'
import { answerWithProgress, type Watch } from '../../answer/answer-with-progress.ts'
import { sendPieces } from '../../answer/send-pieces.ts'
import { type BodyReader, jsonBody } from '../../request/body-reader.ts'
import { readBbox, readNumber } from '../../request/query.ts'
import { answer, bbox, competingFilters, query, refused, text } from '../../routing/openapi-parts.ts'
import { type Route, routesFor } from '../../routing/route.ts'

const LIMIT = '500kb'
const planners = { to: 'ranking:compute' } as const
const params = { id: 'Id of a study' }
const route = routesFor<RankingContext>()

/** Alternatives to read for anyone; rankings and studies, which cost the server something, for planners. */
export const rankingRoutes: readonly Route<RankingContext>[] = [
  route({
    method: 'get',
    path: '/api/alternatives',
    summary:
      'The proposals that compete under a filter as columns in code order, and how many do not and why, for a live table (at most 100,000); Accept: application/x-ndjson tells how far its making is in lines {share} before {result} with its counts and bytes',
    access: { to: 'everyone' },
    showsLayer: 'proposals',
    query: [...competingFilters, bbox],
    async handle({ services, request, response, query: { bbox, ...filter } }) {
      const wanted = { ...filter, ...(bbox && { bbox: readBbox(bbox) }) }
      // Lines tell how far the making is, for one who asks for the table itself beside: they do not hold it.
      response.vary('Accept')
      await answerWithProgress(request, response, (watch) => readAlternativeTable(services, wanted, watch), {
        send: (table) => sendTable(request, response, table),
        lastLine: ({ count, total, bytes }) => ({ count, total, bytes }) satisfies AlternativesSize,
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{code}/score',
    summary:
      'Its score, what it is made of, its rank and what would lift it; Accept: application/x-ndjson tells how much of its competitors has been read in lines {share} before {result}',
    access: { to: 'everyone' },
    showsLayer: 'proposals',
    params: { code: 'Code of a proposal' },
    query: [
      query('model', 'Id of a score model', text),
      query('method', 'How to rank; the model’s own without it', {
        type: 'string',
        enum: [...RANKING_METHODS],
      }),
      query('budgetRupiah', 'Rupiah that draw the line down the list', { type: 'number' }),
    ],
    async handle({ services, request, response, params: { code }, query: { model, method, budgetRupiah } }) {
      const question = {
        model,
        method: readMethod(method),
        budgetRupiah: budgetRupiah ? readNumber('budgetRupiah', budgetRupiah, [0, 1e15]) : undefined,
      }
      const find = async (watch: Watch) => {
        const score = await readProposalScore(services, code, question, watch)
        if (!score) throw notFound('proposal', code)
        return score
      }
      response.vary('Accept')
      await answerWithProgress(request, response, find, {
        send: (score) => response.set('Cache-Control', 'no-cache').json(score satisfies ProposalScore),
      })
    },
  }),
  ask(
    '/api/rankings',
    'Rank by weighted sum, TOPSIS or PROMETHEE II, page by page: by rank or in the order of a column, all or what filters of columns leave; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    body(rankingSchema, readRankingBody),
    answerRanking,
  ),
  ask(
    '/api/rankings/spread',
    'What stands in a column of a ranking’s list: a histogram of its numbers, or how often each value occurs; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    body(spreadSchema, readSpreadBody),
    answerSpread,
  ),
  ask(
    '/api/rankings/weights',
    'Weights by AHP, entropy or CRITIC; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    body(weightingSchema, readWeightingBody),
    answerWeighting,
  ),
  ask(
    '/api/rankings/agreement',
    'Where several sets of weights agree; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    body(agreementSchema, readAgreementBody),
    answerAgreement,
  ),
  route({
    method: 'post',
    path: '/api/rankings/decision',
    summary:
      'The decision file of a ranking; Accept: application/x-ndjson tells the progress in lines {share} before {result} with the file’s name and text (administrator)',
    access: planners,
    writes: false,
    body: body(decisionSchema, readDecisionBody),
    subjects: ({ body }) => subjectsOf(body),
    async handle({ services, request, response, body }) {
      await answerWithProgress(request, response, (watch) => answerDecision(services, body, watch), {
        send: ({ name, bytes }) =>
          response
            .set({
              'Content-Type': 'application/json; charset=utf-8',
              'Content-Disposition': `attachment; filename="${name}"`,
            })
            .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
        lastLine: ({ name, bytes }) =>
          ({ name, text: new TextDecoder().decode(bytes) }) satisfies DecisionText,
      })
    },
  }),
  route({
    method: 'post',
    path: '/api/rankings/robustness',
    summary:
      'Start a study of ranks under uncertain weights; Accept: application/x-ndjson tells the reading before it in lines {share} before {result} with its id (administrator)',
    access: planners,
    writes: false,
    body: body(robustnessSchema, readRobustnessBody),
    subjects: ({ body }) => subjectsOf(body),
    answers: { 202: { description: 'Started: its id', content: { 'application/json': {} } }, ...refused },
    async handle({ services, request, response, body }) {
      await answerWithProgress(request, response, (watch) => startRobustness(services, body, watch), {
        send: ({ id }) =>
          response
            .status(202)
            .location(`/api/rankings/robustness/${id}`)
            .json({ id } satisfies StartedStudy),
        lastLine: ({ id }) => ({ id }) satisfies StartedStudy,
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/rankings/robustness/{id}',
    summary: 'Progress and result of a study (administrator)',
    access: planners,
    params,
    subjects: ({ services, params: { id } }) => subjectsOf(services.jobs.get(id)),
    async handle({ services, response, params: { id } }) {
      const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' }
      await sendPieces(response, headers, describeJob(services.jobs.get(id)))
    },
  }),
  route({
    method: 'delete',
    path: '/api/rankings/robustness/{id}',
    summary: 'Cancel a study, or forget an ended one (administrator)',
    access: planners,
    writes: false,
    params,
    answers: answer(204, 'Cancelled or forgotten'),
    subjects: ({ services, params: { id } }) => subjectsOf(services.jobs.get(id)),
    handle({ services, response, params: { id } }) {
      services.jobs.remove(id)
      response.status(204).end()
    },
  }),
]

/** What asks about proposals that a filter leaves; of weights by judgement there are none. */
interface Filtered {
  readonly filter?: BoundingFilter
  /** Of others, which may be about more. */
  readonly study?: string | undefined
  readonly entropy?: { readonly filter: BoundingFilter } | undefined
  readonly critic?: { readonly filter: BoundingFilter } | undefined
}

function subjectsOf({ filter, entropy, critic }: Filtered): Subject[] {
  const asked = filter ?? entropy?.filter ?? critic?.filter
  return asked ? subjectsOfFilter(asked) : []
}

/** A question that is worked on while the one who asks waits: the work ends when they leave. */
function ask<
  Value extends Filtered,
  Answer extends RankingAnswer | ColumnSpread | WeightingAnswer | AgreementAnswer,
>(
  path: '/api/rankings' | '/api/rankings/spread' | '/api/rankings/weights' | '/api/rankings/agreement',
  summary: string,
  bodyReader: BodyReader<Value>,
  work: (context: RankingContext, body: Value, watch: Watch) => Promise<Answer>,
): Route<RankingContext> {
  return route({
    method: 'post',
    path,
    summary,
    access: planners,
    writes: false,
    body: bodyReader,
    subjects: ({ services, body }) => [
      ...subjectsOf(body),
      ...(body.study === undefined ? [] : subjectsOf(services.jobs.get(body.study))),
    ],
    handle: ({ services, request, response, body }) =>
      answerWithProgress<Answer>(request, response, (watch) => work(services, body, watch)),
  })
}

function body<Value>(schema: z.ZodType, read: (body: unknown) => Value): BodyReader<Value> {
  return jsonBody({
    limit: LIMIT,
    schema: () => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
    read,
  })
}

/** A table with its version, or that it is the one that the client has. */
async function sendTable(request: Request, response: Response, table: AlternativeTable): Promise<void> {
  response.set({ 'Cache-Control': 'no-cache', ETag: `W/${table.etag}` })
  // Not request.fresh: a script's request with If-None-Match says no-cache too, and is to be answered all the same.
  if (etagMatches(request.get('If-None-Match'), table.etag)) {
    response.status(304).end()
    return
  }
  await sendPieces(response, { 'Content-Type': 'application/json; charset=utf-8' }, table.pieces)
}

/** Undefined without one. */
function readMethod(name: string | undefined): RankingMethodName | undefined {
  const method = RANKING_METHODS.find((one) => one === name)
  if (name !== undefined && !method) throw badParameter('method', name, RANKING_METHODS.join(', '))
  return method
}

function* describeJob({ id, state, share, problem, result }: RobustnessJob): Generator<string> {
  const described = { id, state, share, ...(problem && { problem: problem.body }) }
  const head = JSON.stringify(described satisfies Omit<RobustnessStudy, 'result'>)
  if (!result) {
    yield head
    return
  }
  const { standardError } = result.found
  const total = result.codes.length
  const figures = JSON.stringify({
    total,
    leftOut: result.leftOut,
    standardError,
  } satisfies RobustnessFigures)
  const [inner, list]: [keyof RobustnessStudy, keyof Items<RankStudy>] = ['result', 'items']
  yield `${head.slice(0, -1)},"${inner}":${figures.slice(0, -1)},"${list}":[`
  yield* writeRobustness(result)
  yield ']}}'
}
