import type { Subject } from '../../../core/access/grant.ts'
import { FILTERS, ofFilters, ofIds } from '../bounded-filters.ts'
import type { RouteSamples } from '../route-samples.ts'

const portfolio = (filter: object) => ({ filter, budgetRupiah: 1e9, timeLimitSeconds: 1 })

export const samples: RouteSamples = {
  writes: {
    'POST /api/portfolios': {
      path: '/api/portfolios',
      body: { ...portfolio({}), objective: 'score', constraints: [] },
      rows: 'portfolios',
    },
    'DELETE /api/portfolios/{id}': 'takes the record away, or ends a run whose record says who began it',
  },
  async bounded(make) {
    const portfolios: { about: readonly Subject[]; id: string }[] = []
    for (const [filter, about] of FILTERS)
      portfolios.push({ about, id: await make('/api/portfolios', portfolio(filter)) })
    const each = (rest: string) => ofIds(portfolios, (id) => `/api/portfolios/${id}${rest}`)
    return {
      'POST /api/portfolios': ofFilters('/api/portfolios', portfolio),
      // Refused for its points once it is open: no solver is needed to see who may ask.
      'POST /api/portfolios/front': ofFilters('/api/portfolios/front?points=1', portfolio),
      'POST /api/portfolios/people': ofFilters('/api/portfolios/people', (filter) => ({ filter, codes: [] })),
      'GET /api/portfolios/{id}': each(''),
      'GET /api/portfolios/{id}/why/{code}': each('/why/TIDAK-ADA'),
      'GET /api/portfolios/{id}/decision.json': each('/decision.json'),
      'GET /api/portfolios/{id}/package.xlsx': each('/package.xlsx'),
      'GET /api/portfolios/{id}/sheet.pdf': each('/sheet.pdf'),
      'DELETE /api/portfolios/{id}': each(''),
    }
  },
}
