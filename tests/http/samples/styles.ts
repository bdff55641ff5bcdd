import type { RouteSamples } from '../route-samples.ts'

const style = {
  title: { id: 'Uji', en: 'Test' },
  document: {
    name: 'uji',
    rules: [{ name: 'semua', symbolizers: [{ kind: 'Fill', color: '#ff0000' }] }],
  },
}

export const samples: RouteSamples = {
  writes: {
    'PUT /api/styles/{layer}/{name}': {
      path: '/api/styles/poverty/uji',
      body: style,
      headers: { 'If-None-Match': '*' },
      rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_versions) s`,
    },
    'POST /api/styles/{layer}/{name}/default': {
      path: '/api/styles/poverty/uji/default',
      rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_stamps) s`,
    },
    'DELETE /api/styles/{layer}/{name}': { path: '/api/styles/poverty/uji', rows: 'style_stamps' },
    'POST /api/styles/{layer}/{name}/restore': {
      path: '/api/styles/poverty/uji/restore',
      rows: `(SELECT by_account FROM styles UNION ALL SELECT by_account FROM style_versions) s`,
    },
  },
}
