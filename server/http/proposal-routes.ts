import { json, type RequestHandler, Router } from 'express'
import { PUBLIC } from '../../core/access/actor.ts'
import { badParameter, notFound } from '../../core/problem.ts'
import type { StoreMemo } from '../changes/store-memo.ts'
import type { Database } from '../database/database.ts'
import { createProposal } from '../proposals/create-proposal.ts'
import { FILTER_NAMES, proposalCondition } from '../proposals/filter.ts'
import { readIndicators } from '../proposals/indicators.ts'
import { listProposals, type Sort } from '../proposals/list-proposals.ts'
import { readEvents, readProposal } from '../proposals/read-proposal.ts'
import { readSubmission } from '../proposals/submission.ts'
import type { JoinProposals } from '../proposals/write-proposals.ts'
import { readBbox, readQuery, readWhole } from './query.ts'
import { requireType } from './require-type.ts'

const SORTS = ['newest', 'cost', 'title'] as const
const LARGEST_BODY = '1mb'

export interface ProposalRouteOptions {
  database: Database
  join: JoinProposals
  limitSubmissions: RequestHandler
  memo: StoreMemo
}

export function proposalRoutes({ database, join, limitSubmissions, memo }: ProposalRouteOptions): Router {
  const router = Router()

  router.param('code', (_request, _response, next, code: string) => {
    if (code.includes('\0')) throw notFound('proposal', code)
    next()
  })

  router.get('/api/proposals', async (request, response) => {
    const { bbox, limit, cursor, sort, ...filter } = readQuery(request, [
      ...FILTER_NAMES,
      'bbox',
      'limit',
      'cursor',
      'sort',
    ])
    const answer = await listProposals(database.read, PUBLIC, {
      condition: proposalCondition(filter),
      bbox: bbox ? readBbox(bbox) : undefined,
      limit: limit ? readWhole('limit', limit, [1, 200]) : 50,
      sort: readSort(sort),
      cursor,
    })
    response.set('Cache-Control', 'no-cache').json(answer)
  })

  router.get('/api/indicators', async (request, response) => {
    const condition = proposalCondition(readQuery(request, FILTER_NAMES))
    response.set('Cache-Control', 'no-cache').json(await readIndicators(database.read, memo, condition))
  })

  router.get('/api/proposals/:code', async (request, response) => {
    readQuery(request, [])
    const proposal = await readProposal(database.read, PUBLIC, request.params.code)
    if (!proposal) throw notFound('proposal', request.params.code)
    response.set('Cache-Control', 'no-cache').json(proposal)
  })

  router.get('/api/proposals/:code/decisions', async (request, response) => {
    readQuery(request, [])
    const proposal = await readProposal(database.read, PUBLIC, request.params.code)
    if (!proposal) throw notFound('proposal', request.params.code)
    response.json({ items: proposal.decisions })
  })

  router.get('/api/proposals/:code/events', async (request, response) => {
    readQuery(request, [])
    const items = await readEvents(database.read, PUBLIC, request.params.code)
    if (!items) throw notFound('proposal', request.params.code)
    response.json({ items })
  })

  router.post(
    '/api/proposals',
    limitSubmissions,
    json({ limit: LARGEST_BODY }),
    async (request, response) => {
      readQuery(request, [])
      requireType(request, 'application/json')
      const submission = readSubmission(request.body)
      const key = request.get('Idempotency-Key')
      if (key && !/^[\w-]{8,100}$/.test(key))
        throw badParameter('Idempotency-Key', key, '8 to 100 letters, digits, _ or -')
      const created = await createProposal(database.write, join, { submission, key, actor: PUBLIC })
      response.status(201).location(`/api/proposals/${created.code}`).json(created)
    },
  )

  return router
}

function readSort(value: string | undefined): Sort {
  const sort = SORTS.find((known) => known === (value ?? 'newest'))
  if (!sort) throw badParameter('sort', value, `one of ${SORTS.join(', ')}`)
  return sort
}
