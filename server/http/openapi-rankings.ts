import { z } from 'zod'
import { RANKING_METHODS } from '../../core/score/ranking-methods.ts'
import {
  agreementSchema,
  decisionSchema,
  rankingSchema,
  robustnessSchema,
  weightingSchema,
} from '../prioritise/ranking-wish.ts'
import { bbox, filters, get, path, query, refused, text } from './openapi-parts.ts'

const study = path('id', 'Id of a study')

/** Routes of alternatives, rankings and scores. */
export function rankingPaths() {
  return {
    '/api/alternatives': get(
      'The proposals that a filter leaves as columns in code order, for a live table (at most 100,000); Accept: application/x-ndjson tells how far its making is in lines {share} before {result} with its counts and bytes',
      [...filters, bbox],
    ),
    '/api/rankings': ask(
      'Rank by weighted sum, TOPSIS or PROMETHEE II; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
      rankingSchema,
    ),
    '/api/rankings/weights': ask(
      'Weights by AHP or entropy; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
      weightingSchema,
    ),
    '/api/rankings/agreement': ask(
      'Where several sets of weights agree; Accept: application/x-ndjson tells the progress in lines {share} before {result} (administrator)',
      agreementSchema,
    ),
    '/api/rankings/decision': ask(
      'The decision file of a ranking; Accept: application/x-ndjson tells the progress in lines {share} before {result} with the file’s name and text (administrator)',
      decisionSchema,
    ),
    '/api/rankings/robustness': ask(
      'Start a study of ranks under uncertain weights; Accept: application/x-ndjson tells the reading before it in lines {share} before {result} with its id (administrator)',
      robustnessSchema,
      202,
    ),
    '/api/rankings/robustness/{id}': {
      ...get('Progress and result of a study (administrator)', [study]),
      delete: {
        parameters: [study],
        summary: 'Cancel a study, or forget an ended one (administrator)',
        responses: { 204: { description: 'Cancelled or forgotten' }, ...refused },
      },
    },
    '/api/proposals/{code}/score': get(
      'Its score, what it is made of, its rank and what would lift it; Accept: application/x-ndjson tells how much of its competitors has been read in lines {share} before {result}',
      [
        path('code', 'Code of a proposal'),
        query('model', 'Id of a score model', text),
        query('method', 'How to rank; the model’s own without it', {
          type: 'string',
          enum: [...RANKING_METHODS],
        }),
        query('budgetRupiah', 'Rupiah that draw the line down the list', { type: 'number' }),
      ],
    ),
  }
}

function ask(summary: string, schema: z.ZodType, status: 200 | 202 = 200) {
  const body = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
  return {
    post: {
      summary,
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
      responses: {
        [status]: {
          description: status === 202 ? 'Started: its id' : summary,
          content: { 'application/json': {} },
        },
        ...refused,
      },
    },
  }
}
