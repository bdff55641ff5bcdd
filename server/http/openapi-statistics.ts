import { get, path, query, refused } from './openapi-parts.ts'

const analysis = path('analysis', 'Name of an analysis, from /api/statistics')

/** Routes of the statistics. */
export const statisticsPaths = {
  '/api/statistics': get(
    'Analyses: what each asks, its finding, when it was computed, since when it is stale, and how far its computing is',
    [],
  ),
  '/api/statistics/refresh': {
    ...get('How far the computing is: what runs, what waits, what failed and why', []),
    post: {
      summary:
        'Compute what changed, or with {"all": true} everything, or with {"analyses": [ids]} these, in the background (administrator)',
      requestBody: {
        required: false,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: {
                all: { type: 'boolean' },
                analyses: { type: 'array', items: { type: 'string' }, minItems: 1 },
              },
            },
          },
        },
      },
      responses: { 202: { description: 'Started, or running already: how far it is' }, ...refused },
    },
    delete: {
      summary: 'Cancel what runs and waits, or one analysis of it (administrator)',
      parameters: [query('analysis', 'The one to cancel; without it, all')],
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
