import type { Items } from '../../../../core/api/items.ts'
import type { WithheldCount } from '../../../../core/api/withheld.ts'
import type { Database } from '../../../database/database.ts'
import { readWithheld } from '../../../join/read-withheld.ts'
import { routesFor } from '../../routing/route.ts'

const route = routesFor<{ database: Database }>()

/** Small counts of poor people that nothing public is made from: for those who plan with them. */
export const withheldRoutes = [
  route({
    method: 'get',
    path: '/api/withheld',
    summary: 'Counts of poor people that are withheld for being small (planner, auditor)',
    access: { to: 'statistic:read-withheld' },
    async handle({ services, response }) {
      const items = await readWithheld(services.database.read)
      response.set('Cache-Control', 'no-store').json({ items } satisfies Items<WithheldCount>)
    },
  }),
]
