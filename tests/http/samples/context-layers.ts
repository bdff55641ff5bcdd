import type { RouteSamples } from '../route-samples.ts'

/** In CONTEXT_HOSTS of the server that is asked. */
export const HOST = 'https://geoservices.example.go.id'
const title = { id: 'Uji', en: 'Test' }

export const samples: RouteSamples = {
  writes: {
    'PUT /api/context-layers/{id}': {
      path: '/api/context-layers/rtrw',
      body: { kind: 'wms', url: `${HOST}/wms`, layer: 'rtrw', title, attribution: 'Badan Contoh' },
      rows: `context_layers WHERE id = 'rtrw'`,
    },
    'DELETE /api/context-layers/{id}': 'takes the record away',
  },
}
