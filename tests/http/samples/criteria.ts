import type { RouteSamples } from '../route-samples.ts'

const title = { id: 'Uji', en: 'Test' }
const criterion = {
  ...{ key: 'people', title, direction: 'maximise', unit: { id: 'orang', en: 'people' } },
  ...{ source: 'statistic:population', normalisation: { kind: 'min-max' }, missing: 'zero' },
}
const DEFAULT = { key: 'urgency', source: 'proposals.urgency' }

export const samples: RouteSamples = {
  writes: {
    'POST /api/criteria': { path: '/api/criteria', body: criterion, rows: `criteria WHERE key = 'people'` },
    'DELETE /api/criteria/{key}': {
      path: `/api/criteria/${DEFAULT.key}`,
      rows: `criteria WHERE key = '${DEFAULT.key}'`,
      async first({ send, sql }) {
        await send('POST', '/api/criteria', { body: { ...criterion, ...DEFAULT } })
        await sql(`UPDATE criteria SET by_account = NULL WHERE key = '${DEFAULT.key}'`)
      },
    },
    'POST /api/score-models': {
      path: '/api/score-models',
      body: { id: 'uji', title, method: 'weighted-sum', weights: { urgency: 100 } },
      rows: `score_models WHERE id = 'uji'`,
    },
  },
}
