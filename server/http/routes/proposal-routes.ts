import type { Request, Response } from 'express'
import type { Indicators } from '../../../core/api/indicators.ts'
import type { Items } from '../../../core/api/items.ts'
import type {
  ProposalDetail,
  ProposalEvent,
  ProposalPage,
  SubmittedProposal,
} from '../../../core/api/proposal.ts'
import { badParameter, notFound } from '../../../core/problem.ts'
import type { ProposalDecision } from '../../../core/proposal/decision.ts'
import type { StoreMemo } from '../../changes/store-memo.ts'
import type { Database } from '../../database/database.ts'
import { createProposal } from '../../proposals/create-proposal.ts'
import { proposalCondition } from '../../proposals/filter.ts'
import { readIndicators } from '../../proposals/indicators.ts'
import { defaultSort, listProposals, type Sort } from '../../proposals/list-proposals.ts'
import { readEvents, readProposal } from '../../proposals/read-proposal.ts'
import { readSubmission, submissionJsonSchema } from '../../proposals/submission.ts'
import { jsonBody } from '../request/body-reader.ts'
import { readIdempotencyKey } from '../request/idempotency-key.ts'
import { readBbox, readWhole } from '../request/query.ts'
import { answer, bbox, filters, query } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface ProposalServices {
  database: Database
  /** Throws Problem (429) for a network that has handed in too much. */
  limitSubmissions: (request: Request, response: Response) => void
  memo: StoreMemo
}

const SORTS = ['newest', 'cost', 'title', 'match'] as const
const everyone = { to: 'everyone' } as const
const SHOWS_LAYER = 'proposals'
const params = { code: 'Code of a proposal' }
const route = routesFor<ProposalServices>()

/** Proposals to read for everyone, and one to hand in. */
export const proposalRoutes = [
  route({
    method: 'get',
    path: '/api/proposals',
    summary: 'Proposals, page by page',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    query: [
      ...filters,
      bbox,
      query('sort', 'newest, cost, title or match; match where q is given, else newest'),
      query('limit', '1 to 200', { type: 'integer' }),
      query('cursor', 'The "next" of the page before'),
    ],
    async handle({ services: { database }, response, actor, query }) {
      const { bbox, limit, cursor, sort, ...filter } = query
      const page = await listProposals(database.read, actor, {
        condition: proposalCondition(filter),
        bbox: bbox ? readBbox(bbox) : undefined,
        limit: limit ? readWhole('limit', limit, [1, 200]) : 50,
        sort: sort ? readSort(sort) : defaultSort(filter),
        words: filter.q,
        cursor,
      })
      response.set('Cache-Control', 'no-cache').json(page satisfies ProposalPage)
    },
  }),
  route({
    method: 'post',
    path: '/api/proposals',
    summary: 'Submit a proposal (public; limited by address; Idempotency-Key makes a repeat harmless)',
    // Whoever is signed in owns what they send.
    access: { to: 'everyone', moreTo: 'proposal:submit' },
    changesRowsOf: 'proposals',
    before: ({ services, request, response }) => services.limitSubmissions(request, response),
    body: jsonBody({ limit: '1mb', schema: submissionJsonSchema, read: readSubmission }),
    answers: answer(
      201,
      'Stored: its code; and, said this once and not to a repeat, the secret by which it is taken back or revised',
    ),
    async handle({ services: { database }, request, response, actor, body: submission }) {
      const key = readIdempotencyKey(request)
      const created = await createProposal(database.write, { submission, key, actor })
      response
        .status(201)
        .set('Cache-Control', 'no-store')
        .location(`/api/proposals/${created.code}`)
        .json(created satisfies SubmittedProposal)
    },
  }),
  route({
    method: 'get',
    path: '/api/indicators',
    summary: 'Counts and rupiah by status, stage, sector, year and source',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    query: filters,
    async handle({ services: { database, memo }, response, query }) {
      const indicators = await readIndicators(database.read, memo, proposalCondition(query))
      response.set('Cache-Control', 'no-cache').json(indicators satisfies Indicators)
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{code}',
    summary: 'One proposal with place, village figures and decisions',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    params,
    async handle({ services: { database }, response, actor, params: { code } }) {
      const proposal = await readProposal(database.read, actor, code)
      if (!proposal) throw notFound('proposal', code)
      response.set('Cache-Control', 'no-cache').json(proposal satisfies ProposalDetail)
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{code}/decisions',
    summary: 'Its decisions',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    params,
    async handle({ services: { database }, response, actor, params: { code } }) {
      const proposal = await readProposal(database.read, actor, code)
      if (!proposal) throw notFound('proposal', code)
      response.json({ items: proposal.decisions } satisfies Items<ProposalDecision>)
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{code}/events',
    summary: 'Its history',
    access: everyone,
    showsLayer: SHOWS_LAYER,
    params,
    async handle({ services: { database }, response, actor, params: { code } }) {
      const items = await readEvents(database.read, actor, code)
      if (!items) throw notFound('proposal', code)
      response.json({ items } satisfies Items<ProposalEvent>)
    },
  }),
]

function readSort(value: string): Sort {
  const sort = SORTS.find((known) => known === value)
  if (!sort) throw badParameter('sort', value, `one of ${SORTS.join(', ')}`)
  return sort
}
