import type { RouteSamples } from '../route-samples.ts'

export const samples: RouteSamples = {
  writes: {
    'PUT /api/layers/{layer}/metadata': {
      path: '/api/layers/roads/metadata',
      body: { abstract: { id: 'Uji', en: 'Test' } },
      headers: { 'If-Match': '*' },
      rows: `layer_metadata WHERE layer = 'roads'`,
    },
    'PUT /api/layers/{layer}/publication': {
      path: '/api/layers/roads/publication',
      body: { state: 'unpublished' },
      rows: `publications WHERE layer_id = 'roads'`,
    },
    'POST /api/layers/{layer}/archives': {
      path: '/api/layers/poverty/archives',
      body: { year: 2024 },
      rows: `archives WHERE layer_id = 'poverty'`,
    },
    'DELETE /api/layers/{layer}/archives/job': 'ends a job that has stored nothing',
    'DELETE /api/layers/{layer}/archives/{archive}': 'takes the record away',
  },
}
