import type { Request } from 'express'
import { type Actor, accountOf } from '../../../../core/access/actor.ts'
import { may } from '../../../../core/access/may.ts'
import type {
  Criteria,
  Distribution,
  SourceChoice,
  StoredCriterionVersion,
} from '../../../../core/api/criterion.ts'
import type { Items } from '../../../../core/api/items.ts'
import type { ScoreModel } from '../../../../core/api/score-model.ts'
import type { Criterion } from '../../../../core/criteria/criterion.ts'
import { badParameter, notFound } from '../../../../core/problem.ts'
import { withAuthors } from '../../../access/authors.ts'
import {
  putCriterion,
  putScoreModel,
  removeCriterion,
  type SeenCriterion,
} from '../../../criteria/change-criteria.ts'
import { listScoreModels, readScoreModel } from '../../../criteria/columns/score-model-store.ts'
import {
  criteriaJsonSchemas,
  criterionSchema,
  scoreModelSchema,
} from '../../../criteria/criterion-request.ts'
import { listSources } from '../../../criteria/list-sources.ts'
import { describeSet, readCriteria } from '../../../criteria/read-criteria.ts'
import { readDistribution } from '../../../criteria/read-distribution.ts'
import type { Database } from '../../../database/database.ts'
import { readBody } from '../../../requests/read-body.ts'
import { answerWithProgress } from '../../answer/answer-with-progress.ts'
import { jsonBody } from '../../request/body-reader.ts'
import { readIfMatch } from '../../request/if-match.ts'
import { readNumber, readWhole } from '../../request/query.ts'
import { answer, header, query, text } from '../../routing/openapi-parts.ts'
import { routesFor } from '../../routing/route.ts'

const LIMIT = '100kb'
const LARGEST_VERSION = 2 ** 31 - 1
/** Raw values beyond are none that a criterion may have. */
const LARGEST_VALUE = 1e15
const everyone = { to: 'everyone' } as const
const readable = { to: 'everyone', moreTo: 'record:read-author' } as const
const planners = { to: 'criterion:write' } as const
const route = routesFor<{ database: Database }>()
const seesAuthors = (actor: Actor) => may(actor, 'record:read-author')

/** Criteria and score models: anyone reads them, planners change them. */
export const criteriaRoutes = [
  route({
    method: 'get',
    path: '/api/criteria',
    summary: 'Criteria with their frozen scales, what is known of each, and where its values come from',
    access: readable,
    async handle({ services: { database }, response, actor }) {
      const criteria = await readCriteria(database.read)
      const items = seesAuthors(actor)
        ? await withAuthors(database.write, 'criteria', criteria, ({ key }) => key)
        : criteria
      response.set('Cache-Control', 'no-cache').json({ items, set: describeSet() } satisfies Criteria)
    },
  }),
  route({
    method: 'post',
    path: '/api/criteria',
    summary:
      'Add a criterion, or put another definition in the place of one; Accept: application/x-ndjson tells the progress in lines {share} before {result}; a client that leaves before changes nothing (administrator)',
    access: planners,
    headers: [
      header('If-Match', 'Version of the criterion that was seen, such as "3"; another meanwhile is a 412'),
      header('If-None-Match', '* to add one only where none has its key; else a 412'),
    ],
    body: jsonBody({
      limit: LIMIT,
      schema: () => criteriaJsonSchemas().criterion,
      read: (body): Criterion => {
        const { validRange, ...rest } = readBody(criterionSchema, body)
        return validRange ? { ...rest, validRange } : rest
      },
    }),
    answers: answer(201, 'Stored and scaled: key and version'),
    async handle({ services, request, response, actor, body }) {
      const writer = { seen: readSeen(request), byAccount: accountOf(actor) }
      const { write } = services.database
      await answerWithProgress(request, response, (watch) => putCriterion(write, body, writer, watch), {
        send: (stored) =>
          response
            .status(201)
            .location('/api/criteria')
            .set('ETag', `"${stored.version}"`)
            .json(stored satisfies StoredCriterionVersion),
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/criteria/sources',
    summary: 'Sources that a criterion may read its raw values from',
    access: everyone,
    async handle({ services, response }) {
      const items = await listSources(services.database.read)
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<SourceChoice>)
    },
  }),
  route({
    method: 'get',
    path: '/api/criteria/distribution',
    summary:
      'How the raw values of a source lie over all proposals: counts, extremes, ranks, a histogram; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
    access: { to: 'criterion:read-distribution' },
    query: [
      query('source', 'A source of /api/criteria/sources', text, true),
      query('from', 'Lower values count as missing', { type: 'number' }),
      query('to', 'Greater values count as missing', { type: 'number' }),
    ],
    async handle({ services, request, response, query: { source, from, to } }) {
      if (source === undefined) throw badParameter('source', '(missing)', 'a source of /api/criteria/sources')
      const range = readRange(from, to)
      await answerWithProgress<Distribution>(request, response, (watch) =>
        readDistribution(services.database.write, source, range, watch),
      )
    },
  }),
  route({
    method: 'delete',
    path: '/api/criteria/{key}',
    summary:
      'Remove a criterion of one’s own, or restore the one that ships; progress and leaving as of POST (administrator)',
    access: planners,
    params: { key: 'Key of a criterion' },
    headers: [header('If-Match', 'Version of the criterion that was seen; another meanwhile is a 412')],
    answers: answer(204, 'Removed or restored'),
    async handle({ services, request, response, actor, params: { key } }) {
      const seen = readIfMatch(request, 'criterion', 'optional')
      const writer = { seen, byAccount: accountOf(actor) }
      const { write } = services.database
      await answerWithProgress(request, response, (watch) => removeCriterion(write, key, writer, watch), {
        send: () => response.status(204).end(),
        lastLine: () => null,
      })
    },
  }),
  route({
    method: 'get',
    path: '/api/score-models',
    summary: 'The latest version of each score model: method and weights',
    access: readable,
    async handle({ services: { database }, response, actor }) {
      const models = await listScoreModels(database.read)
      const keyOf = ({ id, version }: ScoreModel) => `${id} ${version}`
      const items = seesAuthors(actor)
        ? await withAuthors(database.write, 'score_models', models, keyOf)
        : models
      response.set('Cache-Control', 'no-cache').json({ items } satisfies Items<ScoreModel>)
    },
  }),
  route({
    method: 'post',
    path: '/api/score-models',
    summary: 'Store a score model; the same id again is its next version (administrator)',
    access: planners,
    body: jsonBody({
      limit: LIMIT,
      schema: () => criteriaJsonSchemas().scoreModel,
      read: (body) => readBody(scoreModelSchema, body),
    }),
    answers: answer(201, 'Stored: id and version'),
    async handle({ services, response, actor, body }) {
      const model = await putScoreModel(services.database.write, body, accountOf(actor))
      const { id, version } = model
      response
        .status(201)
        .location(`/api/score-models/${id}?version=${version}`)
        .json(model satisfies ScoreModel)
    },
  }),
  route({
    method: 'get',
    path: '/api/score-models/{model}',
    summary: 'A score model in its latest version, or the one asked for',
    access: everyone,
    params: { model: 'Id of a score model' },
    query: [query('version', 'A version of it', { type: 'integer' })],
    async handle({ services, response, params: { model: id }, query: { version } }) {
      const wanted = version ? readWhole('version', version, [1, LARGEST_VERSION]) : undefined
      const model = await readScoreModel(services.database.read, id, wanted)
      if (!model) throw notFound(wanted ? `version ${wanted} of score model` : 'score model', id)
      response.set('Cache-Control', 'no-cache').json(model satisfies ScoreModel)
    },
  }),
]

/** Of the criterion whose key is written: its version by If-Match, or by If-None-Match: * that there was none. */
function readSeen(request: Request): SeenCriterion {
  const none = request.get('If-None-Match')
  if (none === undefined) return readIfMatch(request, 'criterion', 'optional')
  if (none.trim() !== '*') throw badParameter('If-None-Match', none, '* (that there is none)')
  return 'none'
}

function readRange(from: string | undefined, to: string | undefined): [number, number] | undefined {
  if (from === undefined && to === undefined) return undefined
  const bounds = [-LARGEST_VALUE, LARGEST_VALUE] as const
  const low = from === undefined ? bounds[0] : readNumber('from', from, bounds)
  const high = to === undefined ? bounds[1] : readNumber('to', to, bounds)
  if (low >= high) throw badParameter('to', high, `a number greater than from (${low})`)
  return [low, high]
}
