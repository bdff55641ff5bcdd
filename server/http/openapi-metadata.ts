import { metadataJsonSchema } from '../publish/records/metadata/metadata-request.ts'
import { get, ok, path, refused } from './openapi-parts.ts'

/** Routes of what is known of each layer. */
export const metadataPaths = () => ({
  '/api/layers/{layer}/metadata': {
    ...get('Metadata of a layer: where it is from, how good it is, how it may be used and had', [
      path('layer', 'Layer id'),
    ]),
    put: {
      summary: 'State what the data does not say itself (administrator; If-Match)',
      parameters: [path('layer', 'Layer id')],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: metadataJsonSchema() } },
      },
      responses: { ...ok('The metadata as it stands now'), ...refused },
    },
  },
})
