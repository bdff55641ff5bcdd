import type { RouteSamples } from '../route-samples.ts'

export const samples: RouteSamples = {
  writes: {
    'POST /api/records': {
      path: '/api/records',
      body: { '@type': 'Dataset', identifier: 'uji', title: 'Uji' },
      rows: `foreign_records WHERE id = 'uji'`,
    },
    'DELETE /api/records/{record}': 'takes the record away',
  },
}
