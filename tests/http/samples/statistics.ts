import type { RouteSamples } from '../route-samples.ts'

export const samples: RouteSamples = {
  writes: {
    'POST /api/statistics/refresh':
      'begins what would begin by itself, whose result does not depend on who asks',
    'DELETE /api/statistics/refresh': 'ends a job that has stored nothing',
  },
}
