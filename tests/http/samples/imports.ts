import { packageWith } from '../district-zip.ts'
import type { RouteSamples } from '../route-samples.ts'

export const samples: RouteSamples = {
  writes: {
    'POST /api/imports': { path: '/api/imports', body: packageWith({}), rows: 'imports' },
    'DELETE /api/imports/{id}': 'ends a run whose record says who began it',
  },
}
