import { z } from 'zod'
import { RANKING_METHODS } from '../../core/score/ranking-methods.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const finite = z
  .number('expected a number')
  .min(-1e15, 'expected at least -1e15')
  .max(1e15, 'expected at most 1e15')
const text = (longest: number) =>
  z
    .string('expected text')
    .trim()
    .min(1, 'expected text that is not empty')
    .max(longest, `expected at most ${longest} characters`)
    .refine(...STORABLE_TEXT)
const bilingual = (longest: number) =>
  z.strictObject({ id: text(longest), en: text(longest) }, 'expected {id, en}: text in both languages')
const perMille = z
  .int('expected a whole number from 0 to 1000')
  .min(0, 'expected a whole number from 0 to 1000')
  .max(1000, 'expected a whole number from 0 to 1000')
const points = z
  .array(
    z.strictObject({ value: finite, perMille }, 'expected {value, perMille}'),
    'expected a list of {value, perMille}',
  )
  .max(50, 'expected at most 50 points')
const KINDS = ['min-max', 'vector', 'rank', 'thresholds', 'curve'] as const

const normalisation = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('min-max') }),
    z.strictObject({ kind: z.literal('vector') }),
    z.strictObject({ kind: z.literal('rank') }),
    z.strictObject({ kind: z.literal('thresholds'), below: perMille, steps: points }),
    z.strictObject({ kind: z.literal('curve'), points }),
  ],
  `expected {kind: one of ${KINDS.join(', ')}}, thresholds with below and steps, curve with points`,
)

/** A criterion as POST /api/criteria takes it; what only the store can tell is checked there. */
export const criterionSchema = z.strictObject({
  key: z
    .string('expected a name such as floodRisk')
    .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'expected a lower-case letter, then up to 39 letters or digits')
    .refine((key) => !(key in Object.prototype), 'expected another name than one of JavaScript’s own'),
  title: bilingual(120),
  direction: z.enum(['maximise', 'minimise'], 'expected maximise or minimise'),
  unit: bilingual(60),
  source: text(120),
  normalisation,
  missing: z.enum(['zero', 'median', 'exclude'], 'expected zero, median or exclude'),
  validRange: z.tuple([finite, finite], 'expected [from, to]').optional(),
})

const weight = z
  .int('expected whole numbers from 0 to 100')
  .min(0, 'expected whole numbers from 0 to 100')
  .max(100, 'expected whole numbers from 0 to 100')

/** A score model as POST /api/score-models takes it: the same id again makes the next version. */
export const scoreModelSchema = z.strictObject({
  id: z.string('expected a name').regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a to z, digits and -, up to 40'),
  title: bilingual(120),
  notice: bilingual(500).optional(),
  method: z.enum(RANKING_METHODS, `expected one of ${RANKING_METHODS.join(', ')}`).default('weighted-sum'),
  weights: z
    .record(z.string().max(40), weight, 'expected {criterion: weight}')
    .refine((weights) => Object.keys(weights).length <= 100, 'expected at most 100 criteria'),
})

export type ScoreModelBody = z.infer<typeof scoreModelSchema>

export const criteriaJsonSchemas = () => ({
  criterion: z.toJSONSchema(criterionSchema, { unrepresentable: 'any', io: 'input' }),
  scoreModel: z.toJSONSchema(scoreModelSchema, { unrepresentable: 'any', io: 'input' }),
})
