import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import { RANKING_METHODS } from '../../core/score/ranking-methods.ts'
import { SCALES } from '../../core/score/scale-words.ts'
import { COMPETING_FILTERS } from '../proposals/competition.ts'
import { FILTER_NAMES } from '../proposals/filter.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'
import type { AlternativeFilter } from './alternative-filter.ts'
import { columnName, narrowing, sortSchema } from './list-request.ts'

const MOST_CRITERIA = 100
const finite = (expected: string) => z.number(`expected ${expected}`)
const text = (longest: number) =>
  z
    .string('expected text')
    .min(1, 'expected text that is not empty')
    .max(longest, `expected at most ${longest} characters`)
    .refine(...STORABLE_TEXT)
const whole = (from: number, to: number) => {
  const expected = `expected a whole number from ${from} to ${to}`
  return z.int(expected).min(from, expected).max(to, expected)
}

const listed = z
  .union(
    [text(2000), z.number(), z.array(z.union([text(200), z.number()])).max(60)],
    'expected text, a number or a list',
  )
  .transform((value) => (Array.isArray(value) ? value.join(',') : String(value)))
const corner = finite('west, south, east and north in degrees')
const FILTER_EXPECTED = `expected names of ${[...FILTER_NAMES, 'bbox'].join(', ')}`
export const filterSchema = z
  .strictObject(
    {
      ...(Object.fromEntries(FILTER_NAMES.map((name) => [name, listed.optional()])) as Record<
        (typeof FILTER_NAMES)[number],
        z.ZodOptional<typeof listed>
      >),
      year: listed.optional().describe(COMPETING_FILTERS.year),
      status: listed.optional().describe(COMPETING_FILTERS.status),
      bbox: z
        .tuple([corner, corner, corner, corner], 'expected [west, south, east, north] in degrees')
        .refine(
          ([w, s, e, n]) => w >= -180 && e <= 180 && s >= -90 && n <= 90 && w <= e && s <= n,
          'expected [west, south, east, north] in degrees, west ≤ east and south ≤ north',
        )
        .optional(),
    },
    FILTER_EXPECTED,
  )
  .default({})

const weightsSchema = z
  .record(text(60), whole(0, 100), 'expected whole numbers from 0 to 100 by criterion')
  .refine(
    (weights) => Object.keys(weights).length <= MOST_CRITERIA,
    `expected at most ${MOST_CRITERIA} criteria`,
  )
const modelSchema = z.union(
  [text(100), z.strictObject({ id: text(100), version: whole(1, 1_000_000).optional() })],
  'expected the id of a score model, or {id, version}',
)
const limit = finite('a threshold of 0 or more').min(0, 'expected a threshold of 0 or more').max(1000)
const preferenceSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('usual') }),
    z.strictObject({ kind: z.literal('u-shape'), q: limit }),
    z.strictObject({ kind: z.literal('v-shape'), p: limit }),
    z.strictObject({ kind: z.literal('level'), q: limit, p: limit }),
    z.strictObject({ kind: z.literal('linear'), q: limit, p: limit }),
    z.strictObject({ kind: z.literal('gaussian'), s: limit }),
  ],
  'expected kind usual, u-shape, v-shape, level, linear or gaussian, with its thresholds in per mille points',
)

const scaleSchema = z
  .enum(SCALES, `expected ${SCALES.join(' or ')}`)
  .describe(
    'What the method reads: each criterion’s 0–1,000 (per-mille), or what it measured (raw), as TOPSIS, entropy and CRITIC were published',
  )
const NORMALISATIONS = ['vector', 'min-max'] as const
const seed = whole(0, 2 ** 32 - 1)
const rupiah = finite('rupiah from 0 to 1e15')
  .min(0, 'expected rupiah of 0 or more')
  .max(1e15, 'expected at most 1e15')
const lineSchema = z.union(
  [z.strictObject({ top: whole(0, 10_000_000) }), z.strictObject({ budgetRupiah: rupiah })],
  'expected {top} or {budgetRupiah}',
)
const uncertaintySchema = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('any') }),
      z.strictObject({ kind: z.literal('around'), spread: finite('a share from 0 to 1').min(0).max(1) }),
    ],
    'expected {kind: "any"} or {kind: "around", spread: 0 to 1}',
  )
  .default({ kind: 'around', spread: 0.3 })

const study = {
  samples: whole(1, 1_000_000).default(1000),
  seed: seed.default(1),
  uncertainty: uncertaintySchema,
  line: lineSchema,
}
const scored = {
  filter: filterSchema,
  model: modelSchema.optional(),
  weights: weightsSchema.optional(),
}
const byMethod = {
  ...scored,
  /** Default: the method of the model, or the weighted sum. */
  method: z.enum(RANKING_METHODS, `expected ${RANKING_METHODS.join(', ')}`).optional(),
  normalisation: z.enum(NORMALISATIONS, `expected ${NORMALISATIONS.join(' or ')}`).optional(),
  /** Of TOPSIS alone. */
  scale: scaleSchema.optional(),
  preferences: z.record(text(60), preferenceSchema).optional(),
}

export const rankingSchema = z.strictObject({
  ...byMethod,
  ...narrowing,
  sort: sortSchema.optional(),
  offset: whole(0, 10_000_000).default(0),
  limit: whole(1, 500).default(50),
})
export const spreadSchema = z.strictObject({
  ...byMethod,
  ...narrowing,
  column: columnName.describe('A column of numbers or of choices, by its name in sort'),
})
export const decisionSchema = z.strictObject({
  ...byMethod,
  title: text(200).optional(),
  robustness: z.strictObject(study).optional(),
})
export const robustnessSchema = z.strictObject({ ...byMethod, ...study })
const derived = { filter: filterSchema, scale: scaleSchema.default('per-mille') }
export const weightingSchema = z.strictObject({
  ahp: z
    .strictObject({
      keys: z.array(text(60), 'expected a list of criteria').min(1).max(10, 'expected 1 to 10 criteria'),
      matrix: z
        .array(z.array(finite('a judgement from 1/9 to 9')).max(10), 'expected rows of judgements')
        .max(10, 'expected at most 10 rows'),
    })
    .optional(),
  entropy: z.strictObject(derived).optional(),
  critic: z.strictObject(derived).optional(),
})
export const agreementSchema = z.strictObject({
  filter: filterSchema,
  sets: z
    .array(z.strictObject({ name: text(100), weights: weightsSchema }), 'expected a list of {name, weights}')
    .min(2, 'expected at least 2 sets of weights')
    .max(20, 'expected at most 20 sets of weights'),
  top: whole(1, 10_000_000),
  method: z.enum(RANKING_METHODS, `expected ${RANKING_METHODS.join(', ')}`).default('weighted-sum'),
  /** Of TOPSIS alone. */
  scale: scaleSchema.optional(),
})

export type MethodChoice = Pick<z.infer<typeof rankingSchema>, keyof typeof byMethod>
export type WeightsChoice = Pick<MethodChoice, 'model' | 'weights'>
export type RankingBody = z.infer<typeof rankingSchema>
export type SpreadBody = z.infer<typeof spreadSchema>
export type DecisionBody = z.infer<typeof decisionSchema>
export type RobustnessBody = z.infer<typeof robustnessSchema>
export type WeightingBody = z.infer<typeof weightingSchema>
export type AgreementBody = z.infer<typeof agreementSchema>

export const readRankingBody = (body: unknown): RankingBody => readBody(rankingSchema, body)
export const readSpreadBody = (body: unknown): SpreadBody => readBody(spreadSchema, body)
export const readDecisionBody = (body: unknown): DecisionBody => readBody(decisionSchema, body)
export const readRobustnessBody = (body: unknown): RobustnessBody => readBody(robustnessSchema, body)
export const readAgreementBody = (body: unknown): AgreementBody => readBody(agreementSchema, body)

export function readWeightingBody(body: unknown): WeightingBody {
  const weighting = readBody(weightingSchema, body)
  const given = (['ahp', 'entropy', 'critic'] as const).filter((name) => weighting[name])
  if (given.length !== 1) {
    const expected = 'one of ahp, entropy and critic'
    throw badParameter('body', given.join(' and ') || 'none of them', expected)
  }
  return weighting
}

/** The filter without absent members. */
export function filterOf(filter: z.infer<typeof filterSchema>): AlternativeFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))
}
