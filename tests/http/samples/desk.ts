import { createHash } from 'node:crypto'
import type { RouteSamples } from '../route-samples.ts'
import { PROPOSALS } from './proposals.ts'

const NOTED = '202500003'
const note = { action: 'note', role: 'partner', reason: 'Catatan massal' }
/** As a preview gives it. */
const TOKEN = 'token-uji-token-uji-token-uji'
const digest = createHash('sha256').update(TOKEN).digest('hex')
const request = { ...note, announce: false, rows: [{ code: NOTED, version: 1 }] }

export const samples: RouteSamples = {
  writes: {
    'POST /api/decision-previews': {
      path: '/api/decision-previews',
      body: { codes: [NOTED], ...note },
      rows: 'decision_previews',
    },
    'POST /api/decision-batches': {
      path: '/api/decision-batches',
      body: { token: TOKEN },
      first: ({ sql }) =>
        sql(`INSERT INTO decision_previews (token_sha256, by_account, request, expires_at)
             SELECT '${digest}', by_account, '${JSON.stringify(request)}', expires_at FROM decision_previews LIMIT 1`),
      rows: `decision_batches`,
    },
    'DELETE /api/decision-batches/{id}': {
      path: '/api/decision-batches/{decision_batches}',
      rows: `decisions WHERE action = 'undo' AND proposal_id = (SELECT id FROM proposals WHERE code = '${NOTED}')`,
      column: 'account_id',
    },
    'POST /api/announcements': {
      path: '/api/announcements',
      first: ({ send }) =>
        send('POST', `/api/proposals/${NOTED}/decisions`, { body: note, headers: { 'If-Match': '*' } }),
      body: { codes: [NOTED] },
      rows: 'announcements',
    },
  },
  bounded: async () => ({
    'GET /api/queue/{code}': PROPOSALS.map(([code, about]) => ({
      path: `/api/queue/${code}`,
      about: [about],
    })),
  }),
}
