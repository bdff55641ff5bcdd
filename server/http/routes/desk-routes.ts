import type { Actor } from '../../../core/access/actor.ts'
import { mayKnow } from '../../../core/access/may-know.ts'
import type {
  AnnouncementAnswer,
  DecisionBatch,
  DecisionPreview,
  DeskItem,
  DeskPage,
  UndoneBatch,
} from '../../../core/api/desk.ts'
import { DESK_TABS, OVERDUE_DAYS } from '../../../core/desk/desk-queue.ts'
import { isOneOf } from '../../../core/is-one-of.ts'
import { badParameter, notFound } from '../../../core/problem.ts'
import type { Database } from '../../database/database.ts'
import { decideBatch, undoBatch } from '../../desk/decide-batch.ts'
import {
  type AnnouncementBody,
  deskJsonSchemas,
  readAnnouncementBody,
  readBatchBody,
  readPreviewBody,
} from '../../desk/desk-body.ts'
import { DESK_FILTERS } from '../../desk/desk-rows.ts'
import type { PeerCosts } from '../../desk/peer-costs.ts'
import { previewDecisions } from '../../desk/preview-decisions.ts'
import { deskGrant, readDesk, readDeskCodes } from '../../desk/read-desk.ts'
import { type DeskReader, readDeskItems } from '../../desk/read-desk-items.ts'
import { announceDecisions, previewAnnouncement } from '../../proposals/announce-decisions.ts'
import { subjectOf } from '../../proposals/lock-proposals.ts'
import { readOfficeState } from '../../proposals/read-office-state.ts'
import { jsonBody } from '../request/body-reader.ts'
import { readIdempotencyKey } from '../request/idempotency-key.ts'
import { readWhole } from '../request/query.ts'
import { answer, filters, header, query } from '../routing/openapi-parts.ts'
import { routesFor } from '../routing/route.ts'

export interface DeskServices {
  database: Database
  peers: PeerCosts
}

const route = routesFor<DeskServices>()
const fresh = { 'Cache-Control': 'no-store' }
/** What a desk is about is what its grants hold: the handler asks for nothing else. */
const deciders = { to: 'proposal:decide', anywhere: true } as const
const BODY = '2mb'
const MOST_GRANTS = 1000
const MOST_LISTED = 200
const USUAL_LISTED = 50

const readerOf = ({ database, peers }: DeskServices, actor: Actor): DeskReader => ({
  write: database.write,
  actor,
  peers,
})

/** The desk: queues of those who decide, decisions about many, and announcing them. */
export const deskRoutes = [
  route({
    method: 'get',
    path: '/api/queue',
    summary: `What waits for a decision within one of this account's grants, with what a machine finds about each; overdue is what still waits when its stage has ended there (in no cycle: longer than ${OVERDUE_DAYS} days), and what was sent back and not answered in time`,
    access: deciders,
    query: [
      query('grant', 'Number of the grant among those of the answer, from 1', { type: 'integer' }),
      query('tab', DESK_TABS.join(', ')),
      ...filters.filter(({ name }) => isOneOf(DESK_FILTERS, name)),
      query('agency', 'Name of the agency that a proposal is addressed to'),
      query('limit', `1 to ${MOST_LISTED}`, { type: 'integer' }),
      query('cursor', 'The "next" of the page before'),
    ],
    async handle({ services, response, actor, query: asked }) {
      const { grant = '1', tab = 'waiting', limit, cursor, ...filter } = asked
      if (!isOneOf(DESK_TABS, tab)) throw badParameter('tab', tab, `one of ${DESK_TABS.join(', ')}`)
      const page = await readDesk(readerOf(services, actor), {
        grant: readWhole('grant', grant, [1, MOST_GRANTS]),
        ...{ tab, filter, cursor },
        limit: limit ? readWhole('limit', limit, [1, MOST_LISTED]) : USUAL_LISTED,
      })
      response.set(fresh).json(page satisfies DeskPage)
    },
  }),
  route({
    method: 'get',
    path: '/api/queue/{code}',
    summary: 'One proposal as a desk shows it',
    access: { to: 'proposal:read-office-state' },
    params: { code: 'Code of a proposal' },
    subjects: async ({ services, actor, params }) => [subjectOf(await find(services, actor, params.code))],
    async handle({ services, response, actor, params }) {
      const { id, version } = await find(services, actor, params.code)
      const [item] = await readDeskItems(readerOf(services, actor), [id])
      if (!item) throw notFound('proposal', params.code)
      response
        .set(fresh)
        .set('ETag', `"${version}"`)
        .json(item satisfies DeskItem)
    },
  }),
  route({
    method: 'post',
    path: '/api/decision-previews',
    summary:
      'What a decision about many proposals would do, named by codes or by a filter over a queue: a token of exactly these rows and versions, and what would be refused and why',
    access: deciders,
    body: jsonBody({ limit: BODY, schema: () => deskJsonSchemas().preview, read: readPreviewBody }),
    answers: answer(201, 'The preview; its token holds for an hour, for this account'),
    async handle({ services, response, actor, body }) {
      const preview = await previewDecisions(readerOf(services, actor), body)
      response
        .status(201)
        .set(fresh)
        .json(preview satisfies DecisionPreview)
    },
  }),
  route({
    method: 'post',
    path: '/api/decision-batches',
    summary:
      'Decide about many proposals as a preview showed; rows that changed since are skipped, each with its reason. A token is carried out once: a repeat is answered as the first was',
    access: deciders,
    headers: [header('Idempotency-Key', 'Makes a repeat harmless')],
    body: jsonBody({ limit: BODY, schema: () => deskJsonSchemas().batch, read: readBatchBody }),
    answers: answer(201, 'What was done, and what was skipped and why'),
    async handle({ services: { database }, request, response, actor, body: { token } }) {
      const batch = await decideBatch(database.write, actor, { token, key: readIdempotencyKey(request) })
      response
        .status(201)
        .set(fresh)
        .location(`/api/decision-batches/${batch.id}`)
        .json(batch satisfies DecisionBatch)
    },
  }),
  route({
    method: 'delete',
    path: '/api/decision-batches/{id}',
    summary:
      'Take back a decision about many: by decisions that replace its own, but for rows announced, frozen or decided on since',
    access: deciders,
    params: { id: 'Number of a batch' },
    answers: answer(200, 'What was taken back, and what was not and why'),
    async handle({ services: { database }, response, actor, params: { id } }) {
      if (!/^[1-9]\d{0,8}$/.test(id)) throw notFound('batch', id)
      const undone = await undoBatch(database.write, actor, Number(id))
      response.set(fresh).json(undone satisfies UndoneBatch)
    },
  }),
  route({
    method: 'post',
    path: '/api/announcements',
    summary:
      'Let everyone know what was decided about these proposals, or about all that a filter over a queue finds; with "preview" it only tells which',
    access: { to: 'proposal:announce', anywhere: true },
    body: jsonBody({ limit: BODY, schema: () => deskJsonSchemas().announcement, read: readAnnouncementBody }),
    answers: answer(200, 'Codes of the proposals that had something to announce'),
    async handle({ services, response, actor, body }) {
      const { preview = false, upToStage } = body
      const announcement = { codes: await codesOf(readerOf(services, actor), body), upToStage }
      const announce = preview ? previewAnnouncement : announceDecisions
      const codes = await announce(services.database.write, actor, announcement)
      response.set(fresh).json({ preview, codes } satisfies AnnouncementAnswer)
    },
  }),
]

/** Throws a 404 where the actor may not know that there is such a proposal. */
async function find({ database }: DeskServices, actor: Actor, code: string) {
  const proposal = await readOfficeState(database.write, code)
  if (!proposal || !mayKnow(actor, proposal.publicStatus, subjectOf(proposal)))
    throw notFound('proposal', code)
  return proposal
}

async function codesOf(reader: DeskReader, body: AnnouncementBody): Promise<readonly string[]> {
  const { codes, grant = 1, filter = {} } = body
  return codes ?? (await readDeskCodes(reader, deskGrant(reader, grant), { tab: 'held', filter }))
}
