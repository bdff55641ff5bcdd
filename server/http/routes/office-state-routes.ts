import type { Actor } from '../../../core/access/actor.ts'
import { may } from '../../../core/access/may.ts'
import { mayKnow } from '../../../core/access/may-know.ts'
import { possibleActions } from '../../../core/access/possible-actions.ts'
import type { Items } from '../../../core/api/items.ts'
import type {
  OfficeDecision,
  OfficeState,
  TakenDecision,
  UndoneDecision,
} from '../../../core/api/office-state.ts'
import { officeFor } from '../../../core/desk/office-for.ts'
import { notFound, Problem } from '../../../core/problem.ts'
import type { Database } from '../../database/database.ts'
import { decide } from '../../proposals/decide.ts'
import { withWhoDecided } from '../../proposals/decided-meanwhile.ts'
import { decisionJsonSchema, readDecisionBody } from '../../proposals/decision-body.ts'
import { subjectOf } from '../../proposals/lock-proposals.ts'
import { readOfficeHistory } from '../../proposals/read-office-history.ts'
import { readOfficeState } from '../../proposals/read-office-state.ts'
import { undoDecisions } from '../../proposals/undo-decisions.ts'
import { jsonBody } from '../request/body-reader.ts'
import { readIdempotencyKey } from '../request/idempotency-key.ts'
import { readIfMatch } from '../request/if-match.ts'
import { answer, header } from '../routing/openapi-parts.ts'
import { type Asked, routesFor } from '../routing/route.ts'

interface OfficeServices {
  database: Database
}

const route = routesFor<OfficeServices>()
const params = { code: 'Code of a proposal' }
const fresh = { 'Cache-Control': 'no-store' }
const WHAT = 'proposal'
const PRECONDITION_FAILED = 412

/** What offices decide about one proposal, announced or not: for those whose grants cover it. */
export const officeStateRoutes = [
  route({
    method: 'get',
    path: '/api/proposals/{code}/office-state',
    summary: 'How a proposal stands in the office, and what this account may do with it; ETag is its version',
    access: { to: 'proposal:read-office-state' },
    params,
    subjects: subjectsOf,
    async handle({ services, response, actor, params }) {
      const proposal = await find(services, actor, params.code)
      const { code, stage, status, costRupiah, volume, version, publicVersion } = proposal
      response
        .set(fresh)
        .set('ETag', `"${version}"`)
        .json({
          ...{ code, stage, status, costRupiah, volume, version },
          announced: version === publicVersion,
          actions: possibleActions(actor, proposal, subjectOf(proposal)),
        } satisfies OfficeState)
    },
  }),
  route({
    method: 'get',
    path: '/api/proposals/{code}/office-decisions',
    summary: 'What was decided about a proposal, announced or not, and by whom; oldest first',
    access: { to: 'proposal:read-office-state' },
    params,
    subjects: subjectsOf,
    async handle({ services, response, actor, params }) {
      const { id } = await find(services, actor, params.code)
      const items = await readOfficeHistory(services.database.write, id)
      response.set(fresh).json({ items } satisfies Items<OfficeDecision>)
    },
  }),
  route({
    method: 'post',
    path: '/api/proposals/{code}/decisions',
    summary:
      'Decide about a proposal by a step of the process. A version other than the one that was seen is a 412, with who decided meanwhile and when in "changed"',
    access: { to: 'proposal:decide' },
    params,
    headers: [
      header('If-Match', 'Version of the proposal that was seen, such as "3"; none given is a 428', true),
      header('Idempotency-Key', 'Makes a repeat harmless: it is answered as the first one was'),
    ],
    body: jsonBody({ limit: '100kb', schema: decisionJsonSchema, read: readDecisionBody }),
    answers: answer(201, 'The decision, and where the proposal stands now'),
    subjects: subjectsOf,
    async handle({ services: { database }, request, response, actor, params: { code }, body }) {
      const { write } = database
      const proposal = await find({ database }, actor, code)
      const version = readIfMatch(request, WHAT, 'required') ?? proposal.version
      const { role = officeFor(actor, body.action, subjectOf(proposal)), announce = false, ...terms } = body
      const { agency = role === 'agency' ? (proposal.agency ?? undefined) : undefined } = terms
      const asked = { ...terms, agency, role: role ?? 'unstated', announce, code, version }
      const taken = await decide(write, actor, { ...asked, key: readIdempotencyKey(request) }).catch(
        async (error: unknown) => {
          const isLate = error instanceof Problem && error.body.status === PRECONDITION_FAILED
          throw isLate && may(actor, 'proposal:read-office-state', subjectOf(proposal))
            ? await withWhoDecided(write, code, error)
            : error
        },
      )
      response
        .status(201)
        .set(fresh)
        .set('ETag', `"${taken.version}"`)
        .json(taken satisfies TakenDecision)
    },
  }),
  route({
    method: 'delete',
    path: '/api/proposals/{code}/decisions/{decision}',
    summary:
      'Take back a decision of one’s own that is not announced: by another that replaces it and leads to where it came from',
    access: { to: 'proposal:decide' },
    params: { ...params, decision: 'Number of a decision' },
    answers: answer(200, 'The decision that took it back'),
    subjects: subjectsOf,
    async handle({ services: { database }, response, actor, params: { code, decision } }) {
      const { id } = await find({ database }, actor, code)
      const number = /^[1-9]\d{0,14}$/.test(decision) ? Number(decision) : Number.NaN
      const history = await readOfficeHistory(database.write, id)
      if (!history.some((known) => known.id === number)) throw notFound('decision', decision)
      const [undone] = await undoDecisions(database.write, actor, [number])
      if (!undone || undone.outcome === 'skipped')
        throw undone ? new Problem(undone.problem) : notFound('decision', decision)
      const { outcome: _outcome, ...taken } = undone
      response.set(fresh).json(taken satisfies UndoneDecision)
    },
  }),
]

type AboutOne = Pick<Asked<OfficeServices, 'code'>, 'services' | 'actor' | 'params'>

async function subjectsOf({ services, actor, params }: AboutOne) {
  return [subjectOf(await find(services, actor, params.code))]
}

/** Throws a 404 where the actor may not know that there is such a proposal. */
async function find({ database }: OfficeServices, actor: Actor, code: string) {
  const proposal = await readOfficeState(database.write, code)
  if (!proposal || !mayKnow(actor, proposal.publicStatus, subjectOf(proposal))) throw notFound(WHAT, code)
  return proposal
}
