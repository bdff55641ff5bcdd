import { json, type RequestHandler, Router } from 'express'
import type { Criterion } from '../../core/criteria/criterion.ts'
import { notFound } from '../../core/problem.ts'
import { putCriterion, putScoreModel, removeCriterion } from '../criteria/change-criteria.ts'
import { criterionSchema, scoreModelSchema } from '../criteria/criterion-request.ts'
import { describeSet, readCriteria } from '../criteria/read-criteria.ts'
import { listScoreModels, readScoreModel } from '../criteria/score-model-store.ts'
import type { Database } from '../database/database.ts'
import { readWish } from '../prioritise/read-wish.ts'
import { readQuery, readWhole } from './query.ts'
import { requireType } from './require-type.ts'
import { requireAdministrator } from './session-routes.ts'

const LARGEST_BODY = '100kb'
const LARGEST_VERSION = 2 ** 31 - 1

/** Criteria and score models: anyone reads them, the administrator changes them. */
export function criteriaRoutes(database: Database): Router {
  const router = Router()
  const administrator = requireAdministrator(database)
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
    const stored = await putCriterion(database.write, definition)
    response.status(201).set('Location', '/api/criteria').json(stored)
  })

  router.delete('/api/criteria/:key', ...administrator, async (request, response) => {
    readQuery(request, [])
    await removeCriterion(database.write, String(request.params.key))
    response.status(204).end()
  })

  router.get('/api/score-models', async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-cache').json({ items: await listScoreModels(database.read) })
  })

  router.post('/api/score-models', ...body, async (request, response) => {
    readQuery(request, [])
    const model = await putScoreModel(database.write, readWish(scoreModelSchema, request.body))
    const { id, version } = model
    response.status(201).set('Location', `/api/score-models/${id}?version=${version}`).json(model)
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

const requireJson: RequestHandler = (request, _response, next) => {
  requireType(request, 'application/json')
  next()
}
