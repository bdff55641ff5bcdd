import { criteriaJsonSchemas } from '../criteria/criterion-request.ts'
import { get, path, query, refused, text } from './openapi-parts.ts'

const body = (schema: object) => ({ required: true, content: { 'application/json': { schema } } })

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', description },
  ...{ schema: text, required: false },
})

/** Routes of criteria and score models. */
export function criteriaPaths() {
  const { criterion, scoreModel } = criteriaJsonSchemas()
  return {
    '/api/criteria': {
      ...get('Criteria with their frozen scales, what is known of each, and where its values come from', []),
      post: {
        summary:
          'Add a criterion, or put another definition in the place of one; Accept: application/x-ndjson tells the progress in lines {share} before {result}; a client that leaves before changes nothing (administrator)',
        parameters: [
          header(
            'If-Match',
            'Version of the criterion that was seen, such as "3"; another meanwhile is a 412',
          ),
          header('If-None-Match', '* to add one only where none has its key; else a 412'),
        ],
        requestBody: body(criterion),
        responses: { 201: { description: 'Stored and scaled: key and version' }, ...refused },
      },
    },
    '/api/criteria/sources': get('Sources that a criterion may read its raw values from', []),
    '/api/criteria/distribution': get(
      'How the raw values of a source lie over all proposals: counts, extremes, ranks, a histogram; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
      [
        query('source', 'A source of /api/criteria/sources', text, true),
        query('from', 'Lower values count as missing', { type: 'number' }),
        query('to', 'Greater values count as missing', { type: 'number' }),
      ],
    ),
    '/api/criteria/{key}': {
      delete: {
        summary:
          'Remove a criterion of one’s own, or restore the one that ships; progress and leaving as of POST (administrator)',
        parameters: [
          path('key', 'Key of a criterion'),
          header('If-Match', 'Version of the criterion that was seen; another meanwhile is a 412'),
        ],
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
