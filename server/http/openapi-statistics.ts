import { get, path, refused } from './openapi-parts.ts'

const analysis = path('analysis', 'Name of an analysis, from /api/statistics')

/** Doors of the statistics. */
export const statisticsPaths = {
  '/api/statistics': get('Analyses: what each asks, its finding, and whether it is stale', []),
  '/api/statistics/refresh': {
    post: {
      summary: 'Compute what changed, or with {"all": true} everything, in the background (administrator)',
      requestBody: {
        required: false,
        content: {
          'application/json': { schema: { type: 'object', properties: { all: { type: 'boolean' } } } },
        },
      },
      responses: { 202: { description: 'Started, or running already: how far it is' }, ...refused },
    },
    delete: {
      summary: 'Cancel the running computation (administrator)',
      responses: { 204: { description: 'Cancelled' }, ...refused },
    },
  },
  '/api/statistics/{analysis}': get(
    'One analysis: method, parameters, n, missing counts, warnings, figures and charts; 202 while it is not computed',
    [analysis],
  ),
  '/api/statistics/{analysis}.csv': get(
    'Its parameters, figures and charts as a table',
    [analysis],
    'text/csv',
  ),
}
