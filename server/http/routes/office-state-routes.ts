import type { Actor } from '../../../core/access/actor.ts'
import { mayKnow } from '../../../core/access/may-know.ts'
import { possibleActions } from '../../../core/access/possible-actions.ts'
import type { OfficeState } from '../../../core/api/office-state.ts'
import { notFound } from '../../../core/problem.ts'
import type { Database } from '../../database/database.ts'
import { subjectOf } from '../../proposals/lock-proposals.ts'
import { readOfficeState } from '../../proposals/read-office-state.ts'
import { routesFor } from '../routing/route.ts'

const route = routesFor<{ database: Database }>()

/** What offices decided and have not announced: for those whose grants cover the proposal. */
export const officeStateRoutes = [
  route({
    method: 'get',
    path: '/api/proposals/{code}/office-state',
    summary: 'How a proposal stands in the office, and what this account may do with it',
    access: { to: 'proposal:read-office-state' },
    params: { code: 'Code of a proposal' },
    subjects: async ({ services, actor, params }) => [subjectOf(await find(services, actor, params.code))],
    async handle({ services, response, actor, params }) {
      const proposal = await find(services, actor, params.code)
      const { code, stage, status, costRupiah, volume, version, publicVersion } = proposal
      response.set('Cache-Control', 'no-store').json({
        ...{ code, stage, status, costRupiah, volume, version },
        announced: version === publicVersion,
        actions: possibleActions(actor, proposal, subjectOf(proposal)),
      } satisfies OfficeState)
    },
  }),
]

/** Throws a 404 where the actor may not know that there is such a proposal. */
async function find({ database }: { database: Database }, actor: Actor, code: string) {
  const proposal = await readOfficeState(database.write, code)
  if (!proposal || !mayKnow(actor, proposal.publicStatus, subjectOf(proposal)))
    throw notFound('proposal', code)
  return proposal
}
