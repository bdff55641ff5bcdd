import { get, ok, path, refused } from './openapi-parts.ts'

const id = path('id', '1 to 40 of a–z, 0–9 and -')
const layer = {
  kind: 'wms',
  url: 'https://geoservices.example.go.id/wms',
  layer: 'rtrw',
  title: { id: 'Rencana tata ruang', en: 'Spatial plan' },
  attribution: 'Badan Contoh',
}

/** Routes of maps of others. */
export const contextPaths = {
  '/api/context-layers': get(
    'Maps of others beside ours, which browsers fetch themselves, and the hosts that the operator allows',
    [],
  ),
  '/api/context-layers/{id}': {
    put: {
      summary:
        'Add or replace one: kind xyz, wms, wfs or ogc-features, at an allowed host (administrator); nothing is fetched',
      parameters: [id],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { type: 'object' }, example: layer } },
      },
      responses: ok('The context layer'),
    },
    delete: {
      summary: 'Take it away (administrator)',
      parameters: [id],
      responses: { 204: { description: 'Gone' }, ...refused },
    },
  },
}
