import { json, type Request, Router } from 'express'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import {
  putCriterion,
  putScoreModel,
  removeCriterion,
  type SeenCriterion,
} from '../criteria/change-criteria.ts'
import { listScoreModels, readScoreModel } from '../criteria/columns/score-model-store.ts'
import { criterionSchema, scoreModelSchema } from '../criteria/criterion-request.ts'
import { listSources } from '../criteria/list-sources.ts'
import { describeSet, readCriteria } from '../criteria/read-criteria.ts'
import { readDistribution } from '../criteria/read-distribution.ts'
import type { Database } from '../database/database.ts'
import { readWish } from '../prioritise/read-wish.ts'
import { answerWithProgress } from './answer-with-progress.ts'
import type { Authentication } from './authentication.ts'
import { readIfMatch } from './if-match.ts'
import { readNumber, readQuery, readWhole } from './query.ts'
import { requireJson } from './require-type.ts'

const LARGEST_BODY = '100kb'
const LARGEST_VERSION = 2 ** 31 - 1
/** Raw values beyond are none that a criterion may have. */
const LARGEST_VALUE = 1e15

/** Criteria and score models: anyone reads them, the administrator changes them. */
export function criteriaRoutes(database: Database, authentication: Authentication): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]
  const body = [...administrator, requireJson, json({ limit: LARGEST_BODY, strict: false })]

  router.get('/api/criteria', async (request, response) => {
    readQuery(request, [])
    const items = await readCriteria(database.read)
    response.set('Cache-Control', 'no-cache').json({ items, set: describeSet() })
  })

  router.post('/api/criteria', ...body, async (request, response) => {
    readQuery(request, [])
    const { validRange, ...rest } = readWish(criterionSchema, request.body)
    const definition: Criterion = validRange ? { ...rest, validRange } : rest
    const seen = readSeen(request)
    await answerWithProgress(
      request,
      response,
      (watch) => putCriterion(database.write, definition, seen, watch),
      {
        send: (stored) =>
          response.status(201).location('/api/criteria').set('ETag', `"${stored.version}"`).json(stored),
      },
    )
  })

  router.get('/api/criteria/sources', async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-cache').json({ items: await listSources(database.read) })
  })

  router.get('/api/criteria/distribution', ...administrator, async (request, response) => {
    const { source, from, to } = readQuery(request, ['source', 'from', 'to'])
    if (source === undefined) throw badParameter('source', '(missing)', 'a source of /api/criteria/sources')
    const range = readRange(from, to)
    await answerWithProgress(request, response, (watch) =>
      readDistribution(database.write, source, range, watch),
    )
  })

  router.delete('/api/criteria/:key', ...administrator, async (request, response) => {
    readQuery(request, [])
    const key = String(request.params.key)
    const seen = readIfMatch(request, 'criterion', 'optional')
    await answerWithProgress(
      request,
      response,
      (watch) => removeCriterion(database.write, key, seen, watch),
      {
        send: () => response.status(204).end(),
        told: () => null,
      },
    )
  })

  router.get('/api/score-models', async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-cache').json({ items: await listScoreModels(database.read) })
  })

  router.post('/api/score-models', ...body, async (request, response) => {
    readQuery(request, [])
    const model = await putScoreModel(database.write, readWish(scoreModelSchema, request.body))
    const { id, version } = model
    response.status(201).location(`/api/score-models/${id}?version=${version}`).json(model)
  })

  router.get('/api/score-models/:model', async (request, response) => {
    const { version } = readQuery(request, ['version'])
    const { model: id } = request.params
    const wanted = version ? readWhole('version', version, [1, LARGEST_VERSION]) : undefined
    const model = id.includes('\0') ? undefined : await readScoreModel(database.read, id, wanted)
    if (!model) throw notFound(wanted ? `version ${wanted} of score model` : 'score model', id)
    response.set('Cache-Control', 'no-cache').json(model)
  })

  return router
}

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
