import type { Subject } from '../../../core/access/grant.ts'
import type { RouteSamples } from '../route-samples.ts'

/** Of the fixture, with where they stand. */
export const PROPOSALS: readonly (readonly [code: string, about: Subject])[] = [
  ['202500006', { area: '62.99.01.1003', stage: 'agency', year: 2025, agency: 'Dinas PUPR' }],
  ['202500001', { area: '62.99.01.1003', stage: 'realisation', year: 2025, agency: 'Dinas Pendidikan' }],
  ['202500003', { area: '62.99.02.2001', stage: 'agency', year: 2025, agency: 'Dinas Kesehatan' }],
  ['202500007', { area: null, stage: 'agency', year: 2025, agency: 'Dinas P3A' }],
]

const DECIDED = '202500006'
const note = (reason: string) => ({
  body: { action: 'note', role: 'partner', reason },
  headers: { 'If-Match': '*' },
})

export const samples: RouteSamples = {
  params: { '{decision}': ['1'] },
  writes: {
    'POST /api/proposals': {
      path: '/api/proposals',
      body: { title: 'Perbaikan talud sungai', villageCode: '62.99.01.1003' },
      rows: `events WHERE proposal_id IN (SELECT id FROM proposals WHERE title = 'Perbaikan talud sungai')`,
      column: 'account_id',
    },
    'POST /api/proposals/{code}/decisions': {
      path: `/api/proposals/${DECIDED}/decisions`,
      ...note('Catatan uji'),
      rows: `decisions WHERE reason = 'Catatan uji'`,
      column: 'account_id',
    },
    'DELETE /api/proposals/{code}/decisions/{decision}': {
      path: `/api/proposals/${DECIDED}/decisions/{decisions}`,
      first: ({ send }) => send('POST', `/api/proposals/${DECIDED}/decisions`, note('Catatan keliru')),
      rows: `decisions WHERE action = 'undo'`,
      column: 'account_id',
    },
  },
  bounded: async () => ({
    'GET /api/proposals/{code}/office-state': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/office-state`,
      about: [about],
    })),
    'GET /api/proposals/{code}/office-decisions': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/office-decisions`,
      about: [about],
    })),
    // No version that was seen comes with it: nothing is decided.
    'POST /api/proposals/{code}/decisions': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/decisions`,
      body: { action: 'note', reason: 'Catatan' },
      about: [about],
    })),
    'DELETE /api/proposals/{code}/decisions/{decision}': PROPOSALS.map(([code, about]) => ({
      path: `/api/proposals/${code}/decisions/1`,
      about: [about],
    })),
  }),
}
