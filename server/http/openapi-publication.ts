import { get, ok, path } from './openapi-parts.ts'

const layer = path('layer', 'Layer id')

/** Doors of what is public. */
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
}
