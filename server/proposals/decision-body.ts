import { z } from 'zod'
import { DECISION_ROLES } from '../../core/proposal/decision.ts'
import { PROCESS } from '../../core/proposal/process.ts'
import { RETURN_ANSWERERS } from '../../core/proposal/take-step.ts'
import { STAGE_KEY } from '../cycles/stage-fields.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const LONGEST = { reason: 4000, name: 200, page: 100 } as const
const MOST_RUPIAH = 1e15
const MOST_VOLUME = 1e12
const MOST_FIELDS = 40
const LARGEST_DECISION = 2 ** 53 - 1
const ACTIONS = PROCESS.filter(({ from }) => from.length > 0).map(({ action }) => action)
const OFFICES = DECISION_ROLES.filter((role) => role !== 'proposer' && role !== 'unstated')

function words(longest: number) {
  const expected = `expected text of at most ${longest} characters`
  return z
    .string(expected)
    .max(longest, expected)
    .refine(...STORABLE_TEXT)
    .transform((value) => value.trim())
}

const amount = (most: number, what: string) =>
  z.number(`expected ${what}`).min(0, `expected ${what}`).max(most, `expected ${what}`)

const day = z.iso.date('expected a date such as 2026-02-12')

/** What is decided, however many proposals it is about. */
export const TERMS = {
  action: z.enum(ACTIONS, `expected one of ${ACTIONS.join(', ')}`),
  role: z.enum(OFFICES, `expected one of ${OFFICES.join(', ')}`).optional(),
  agency: words(LONGEST.name).optional(),
  reasonCode: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, 'expected the code of a reason, such as unclear-place')
    .optional(),
  reason: words(LONGEST.reason).optional(),
  checklist: z
    .array(z.string().regex(STAGE_KEY, 'expected keys of the stage’s checklist'), 'expected a list of keys')
    .max(MOST_FIELDS, `expected at most ${MOST_FIELDS} keys`)
    .optional(),
  document: z
    .strictObject({
      number: words(LONGEST.name).refine((value) => value !== '', 'expected the number of a document'),
      date: day.optional(),
      page: words(LONGEST.page).optional(),
    })
    .optional(),
  return: z
    .strictObject({
      fields: z.array(words(LONGEST.page)).min(1, 'expected at least one field').max(MOST_FIELDS),
      deadline: z.iso.datetime({
        offset: true,
        error: 'expected a moment such as 2026-02-12T16:00:00+07:00',
      }),
      answeredBy: z.enum(RETURN_ANSWERERS, `expected one of ${RETURN_ANSWERERS.join(', ')}`),
    })
    .optional(),
  costRupiah: amount(MOST_RUPIAH, 'rupiah, not below 0').optional(),
  volume: amount(MOST_VOLUME, 'an amount, not below 0').optional(),
  /** At once for everyone, by those who may announce. */
  announce: z.boolean('expected true or false').optional(),
} as const

const schema = z.strictObject({
  ...TERMS,
  replaces: z.int('expected the number of a decision').min(1).max(LARGEST_DECISION).optional(),
})

export type DecisionBody = z.infer<typeof schema>

export const readDecisionBody = (body: unknown): DecisionBody => readBody(schema, body)
export const decisionJsonSchema = () => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
