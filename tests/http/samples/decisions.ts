import { ofFilters } from '../bounded-filters.ts'
import type { RouteSamples } from '../route-samples.ts'

export const samples: RouteSamples = {
  writes: {
    'POST /api/decisions': {
      path: '/api/decisions',
      body: { title: 'Uji', reason: 'Uji', ranking: { filter: {} } },
      rows: 'recorded_decisions',
    },
    'POST /api/decisions/{id}/publication': {
      path: '/api/decisions/{recorded_decisions}/publication',
      rows: 'recorded_decisions',
      column: 'published_by',
    },
    'POST /keputusan/{id}/terbit': 'publishes by a form what the route above publishes',
  },
  bounded: async () => ({
    'POST /api/decisions': ofFilters('/api/decisions', (filter) => ({
      ...{ title: 'Uji', reason: 'Uji hak' },
      ranking: { filter },
    })),
  }),
}
