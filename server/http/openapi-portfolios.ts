import { portfolioJsonSchema } from '../portfolios/model/portfolio-request.ts'
import { get, path, query, refused } from './openapi-parts.ts'

const id = path('id', 'Id of a portfolio')

/** Routes of portfolios: the best choice within a budget. */
export function portfolioPaths() {
  return {
    '/api/portfolios': {
      ...get('Portfolios, newest first (administrator)', []),
      post: {
        summary: 'Choose the best proposals within a budget (administrator)',
        requestBody: { required: true, content: { 'application/json': { schema: portfolioJsonSchema() } } },
        responses: { 202: { description: 'Started: its id' }, ...refused },
      },
    },
    '/api/portfolios/{id}': {
      ...get(
        'Progress and answer of a portfolio; while it runs, or once it was cancelled, found is the best choice if there was one (administrator)',
        [id],
      ),
      delete: {
        summary: 'Cancel a running portfolio, or delete one that has ended (administrator)',
        parameters: [id],
        responses: { 204: { description: 'Cancelled or deleted' }, ...refused },
      },
    },
    '/api/portfolios/{id}/why/{code}': get(
      'Why a proposal was not chosen; Accept: application/x-ndjson tells the time used in lines {share} before {result} (administrator)',
      [id, path('code', 'Code of a proposal')],
    ),
    '/api/portfolios/{id}/decision.json': get('The decision file of a portfolio (administrator)', [id]),
    '/api/portfolios/{id}/sheet.pdf': get(
      'A printable decision sheet with map, list, weights and signature lines (administrator)',
      [id, query('lang', 'id or en')],
      'application/pdf',
    ),
  }
}
