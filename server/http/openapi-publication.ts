import { get, ok, path, refused } from './openapi-parts.ts'

const layer = path('layer', 'Layer id')

/** Routes of what is public, and of the years that are kept. */
export const publicationPaths = {
  '/api/layers/{layer}/publication': {
    ...get('Whether a layer is public, since when and by whom (administrator)', [layer]),
    put: {
      summary: 'Publish a layer, or take it back from every door (administrator)',
      parameters: [layer],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['state'],
              properties: { state: { type: 'string', enum: ['published', 'unpublished'] } },
            },
          },
        },
      },
      responses: ok('How it stands now'),
    },
  },
  '/api/layers/{layer}/archives': {
    ...get('Years that a layer can be had of, and its snapshots', [layer]),
    post: {
      summary:
        'Freeze the layer as a snapshot of a year; one that is there becomes its next version (administrator)',
      parameters: [layer],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'object', required: ['year'], properties: { year: { type: 'integer' } } },
          },
        },
      },
      responses: {
        201: { description: 'The snapshot' },
        200: { description: 'The newest snapshot of that year holds the same already' },
        202: { description: 'It takes longer: Location tells how far it is' },
        ...refused,
      },
    },
  },
  '/api/layers/{layer}/archives/job': {
    ...get('How archiving a layer goes (administrator)', [layer]),
    delete: {
      summary: 'Cancel archiving a layer; nothing of it stays (administrator)',
      parameters: [layer],
      responses: { 204: { description: 'Cancelled, or none was under way' }, ...refused },
    },
  },
  '/api/layers/{layer}/archives/{archive}': {
    delete: {
      summary: 'Delete a snapshot (administrator)',
      parameters: [layer, path('archive', 'Id of a snapshot')],
      responses: { 204: { description: 'Deleted' }, ...refused },
    },
  },
}
