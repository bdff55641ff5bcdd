import type { Subject } from '../../../core/access/grant.ts'
import type { RouteSamples } from '../route-samples.ts'

/** Of the fixture, with where they stand. */
const PROPOSALS: readonly (readonly [code: string, about: Subject])[] = [
  ['202500006', { area: '62.99.01.1003', stage: 'agency', year: 2025, agency: 'Dinas PUPR' }],
  ['202500001', { area: '62.99.01.1003', stage: 'realisation', year: 2025, agency: 'Dinas Pendidikan' }],
  ['202500003', { area: '62.99.02.2001', stage: 'agency', year: 2025, agency: 'Dinas Kesehatan' }],
  ['202500007', { area: null, stage: 'agency', year: 2025, agency: 'Dinas P3A' }],
]

export const samples: RouteSamples = {
  writes: {
    'POST /api/proposals': {
      path: '/api/proposals',
      body: { title: 'Perbaikan talud sungai', villageCode: '62.99.01.1003' },
      rows: `events WHERE proposal_id IN (SELECT id FROM proposals WHERE title = 'Perbaikan talud sungai')`,
      column: 'account_id',
    },
  },
  bounded: async () => ({
    'GET /api/proposals/{code}/office-state': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/office-state`,
      about: [about],
    })),
  }),
}
