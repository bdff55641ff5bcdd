import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { json, type Request, type RequestHandler, type Response, Router } from 'express'
import { badParameter, notFound } from '../../core/problem.ts'
import { RANKING_METHODS, type RankingMethodName } from '../../core/score/ranking-methods.ts'
import { etagMatches } from '../net/etag-matches.ts'
import type { AlternativeTable } from '../prioritise/alternative-table.ts'
import { answerAgreement } from '../prioritise/answer-agreement.ts'
import { answerDecision } from '../prioritise/answer-decision.ts'
import { answerRanking } from '../prioritise/answer-ranking.ts'
import { answerWeighting } from '../prioritise/answer-weighting.ts'
import { readProposalScore } from '../prioritise/proposal-score.ts'
import type { RankingContext } from '../prioritise/ranking-context.ts'
import {
  readAgreementWish,
  readDecisionWish,
  readRankingWish,
  readRobustnessWish,
  readWeightingWish,
} from '../prioritise/ranking-wish.ts'
import { readAlternativeTable } from '../prioritise/read-alternative-table.ts'
import type { RobustnessJob } from '../prioritise/robustness-jobs.ts'
import { startRobustness, writeRobustness } from '../prioritise/start-robustness.ts'
import { FILTER_NAMES } from '../proposals/filter.ts'
import { answerWithProgress, type Watch } from './answer-with-progress.ts'
import type { Authentication } from './authentication.ts'
import { readBbox, readNumber, readQuery } from './query.ts'
import { requireType } from './require-type.ts'

const LARGEST_BODY = '500kb'
const JOB = '/api/rankings/robustness/:id'

/** Alternatives to read for anyone; rankings and studies, which cost the server something, for the administrator. */
export function rankingRoutes(authentication: Authentication, context: RankingContext): Router {
  const router = Router()
  const administrator = [authentication.requireAdministrator]
  /** Work for one who waits for it: it ends when they leave. */
  const ask = <Answer>(path: string, answer: (body: unknown, watch: Watch) => Promise<Answer>) =>
    router.post(path, ...administrator, ...body, (request, response) =>
      answerWithProgress(request, response, (watch) => answer(request.body, watch)),
    )

  router.get('/api/alternatives', async (request, response) => {
    const { bbox, ...filter } = readQuery(request, [...FILTER_NAMES, 'bbox'])
    const wanted = { ...filter, ...(bbox && { bbox: readBbox(bbox) }) }
    // Lines tell how far the making is, for one who asks for the table itself beside: they do not hold it.
    response.vary('Accept')
    await answerWithProgress(request, response, (watch) => readAlternativeTable(context, wanted, watch), {
      send: (table) => sendTable(request, response, table),
      told: ({ count, total, bytes }) => ({ count, total, bytes }),
    })
  })

  router.get('/api/proposals/:code/score', async (request, response) => {
    const { model, method, budgetRupiah } = readQuery(request, ['model', 'method', 'budgetRupiah'])
    const { code } = request.params
    const question = {
      model,
      method: readMethod(method),
      budgetRupiah: budgetRupiah ? readNumber('budgetRupiah', budgetRupiah, [0, 1e15]) : undefined,
    }
    const answer = async (watch: Watch) => {
      const score = code.includes('\0') ? undefined : await readProposalScore(context, code, question, watch)
      if (!score) throw notFound('proposal', code)
      return score
    }
    response.vary('Accept')
    await answerWithProgress(request, response, answer, {
      send: (score) => response.set('Cache-Control', 'no-cache').json(score),
    })
  })

  ask('/api/rankings', (wish, watch) => answerRanking(context, readRankingWish(wish), watch))
  ask('/api/rankings/weights', (wish, watch) => answerWeighting(context, readWeightingWish(wish), watch))
  ask('/api/rankings/agreement', (wish, watch) => answerAgreement(context, readAgreementWish(wish), watch))

  router.post('/api/rankings/decision', ...administrator, ...body, async (request, response) => {
    const wish = readDecisionWish(request.body)
    await answerWithProgress(request, response, (watch) => answerDecision(context, wish, watch), {
      send: ({ name, bytes }) =>
        response
          .set({
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Disposition': `attachment; filename="${name}"`,
          })
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
      told: ({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }),
    })
  })

  router.post('/api/rankings/robustness', ...administrator, ...body, async (request, response) => {
    const wish = readRobustnessWish(request.body)
    await answerWithProgress(request, response, (watch) => startRobustness(context, wish, watch), {
      send: ({ id }) => response.status(202).location(`/api/rankings/robustness/${id}`).json({ id }),
      told: ({ id }) => ({ id }),
    })
  })
  router.get(JOB, ...administrator, async (request, response) => {
    readQuery(request, [])
    response.set('Cache-Control', 'no-store')
    await sendPieces(request, response, describeJob(context.jobs.get(String(request.params.id))))
  })
  router.delete(JOB, ...administrator, (request, response) => {
    context.jobs.remove(String(request.params.id))
    response.status(204).end()
  })

  return router
}

const requireJson: RequestHandler = (request, _response, next) => {
  readQuery(request, [])
  requireType(request, 'application/json')
  next()
}
const body: readonly RequestHandler[] = [requireJson, json({ limit: LARGEST_BODY })]

/** A table with its version, or that it is the one that the client has. */
async function sendTable(request: Request, response: Response, table: AlternativeTable): Promise<void> {
  response.set({ 'Cache-Control': 'no-cache', ETag: `W/${table.etag}` })
  // Not request.fresh: a script's request with If-None-Match says no-cache too, and is to be answered all the same.
  if (etagMatches(request.get('If-None-Match'), table.etag)) {
    response.status(304).end()
    return
  }
  await sendPieces(request, response, table.pieces)
}

/** Undefined without one. */
function readMethod(name: string | undefined): RankingMethodName | undefined {
  const method = RANKING_METHODS.find((one) => one === name)
  if (name !== undefined && !method) throw badParameter('method', name, RANKING_METHODS.join(', '))
  return method
}

/** Sends a long JSON text piece by piece, as fast as it is taken. */
async function sendPieces(request: Request, response: Response, pieces: Iterable<string>): Promise<void> {
  response.type('json')
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  await pipeline(Readable.from(pieces), response).catch((error: NodeJS.ErrnoException) => {
    // The one who asked has left.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

function* describeJob({ id, state, share, problem, result }: RobustnessJob): Generator<string> {
  const head = JSON.stringify({ id, state, share, ...(problem && { problem: problem.body }) })
  if (!result) {
    yield head
    return
  }
  const { standardError } = result.found
  const figures = JSON.stringify({ total: result.codes.length, leftOut: result.leftOut, standardError })
  yield `${head.slice(0, -1)},"result":${figures.slice(0, -1)},"items":[`
  yield* writeRobustness(result)
  yield ']}}'
}
