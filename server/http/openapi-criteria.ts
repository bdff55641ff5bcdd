import { criteriaJsonSchemas } from '../criteria/criterion-request.ts'
import { get, path, query, refused } from './openapi-parts.ts'

const body = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })

/** Doors of criteria and score models. */
export function criteriaPaths() {
  const { criterion, scoreModel } = criteriaJsonSchemas()
  return {
    '/api/criteria': {
      ...get('Criteria with their frozen scales, what is known of each, and where its values come from', []),
      post: {
        summary: 'Add a criterion, or put another definition in the place of one (administrator)',
        requestBody: body(criterion),
        responses: { 201: { description: 'Stored and scaled: key and version' }, ...refused },
      },
    },
    '/api/criteria/{key}': {
      delete: {
        summary: 'Remove a criterion of one’s own, or restore the one that ships (administrator)',
        parameters: [path('key', 'Key of a criterion')],
        responses: { 204: { description: 'Removed or restored' }, ...refused },
      },
    },
    '/api/score-models': {
      ...get('The latest version of each score model: method and weights', []),
      post: {
        summary: 'Store a score model; the same id again is its next version (administrator)',
        requestBody: body(scoreModel),
        responses: { 201: { description: 'Stored: id and version' }, ...refused },
      },
    },
    '/api/score-models/{model}': get('A score model in its latest version, or the one asked for', [
      path('model', 'Id of a score model'),
      query('version', 'A version of it', { type: 'integer' }),
    ]),
  }
}
