import { z } from 'zod'
import type { Attribute } from '../../../core/api/portfolio-request.ts'
import { FEWEST_YEARS, MOST_YEARS } from '../../../core/portfolio/portfolio.ts'
import { filterSchema } from '../../prioritise/ranking-request.ts'
import { readBody } from '../../requests/read-body.ts'
import { STORABLE_TEXT } from '../../requests/storable-text.ts'

/** What constraints may select proposals by. */
export const ATTRIBUTES = [
  'districtCode',
  'villageCode',
  'agency',
  'sector',
  'source',
  'kind',
  'quintile',
] as const satisfies readonly Attribute[]

export const LONGEST_SECONDS = 600
const MOST_RUPIAH = 1e15
const MOST_CODES = 5000

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'expected a text that is not empty')
    .max(longest, `expected at most ${longest} characters`)
    .refine(...STORABLE_TEXT)
const attribute = z.enum(ATTRIBUTES, `expected one of ${ATTRIBUTES.join(', ')}`)
const rupiah = z
  .number('expected rupiah as a number of 0 or more')
  .min(0, 'expected rupiah of 0 or more')
  .max(MOST_RUPIAH, `expected at most ${MOST_RUPIAH} rupiah`)
const count = z
  .int('expected a whole number of 0 or more')
  .min(0, 'expected a whole number of 0 or more')
  .max(100_000, 'expected at most 100000')
const codes = z
  .array(text(100))
  .min(1, 'expected at least one code')
  .max(MOST_CODES, `expected at most ${MOST_CODES} codes`)
const KINDS =
  'ceiling, floor, quota, exclusive, poorest-share, share, requires, bundle, people-served, fund or leave-out'

const ceiling = z
  .strictObject({
    kind: z.literal('ceiling'),
    by: attribute.optional(),
    value: text(200)
      .nullable()
      .optional()
      .describe('Of the group; null for the proposals that belong to none, such as those without a district'),
    perGroup: attribute.optional(),
    ungrouped: z
      .enum(['limited', 'free'], 'expected limited or free')
      .optional()
      .describe(
        'With perGroup, proposals that belong to no group: one more group under the same limit (limited, the default), or under no ceiling (free); the answer tells what is spent outside',
      ),
    limitRupiah: rupiah,
  })
  .refine(({ by, value, perGroup }) => (perGroup ? !by && value === undefined : by && value !== undefined), {
    path: ['by'],
    error: 'expected either by and value (one group), or perGroup (the same limit for each)',
  })
  .refine(({ perGroup, ungrouped }) => perGroup || ungrouped === undefined, {
    path: ['ungrouped'],
    error: 'expected only with perGroup',
  })
const quota = z
  .strictObject({
    kind: z.literal('quota'),
    where: z.partialRecord(attribute, text(200)).optional(),
    perGroup: z.array(attribute).max(3, 'expected at most 3 attributes').optional(),
    minimum: count.optional(),
    maximum: count.optional(),
  })
  .refine(({ minimum, maximum }) => minimum !== undefined || maximum !== undefined, {
    path: ['minimum'],
    error: 'expected minimum, maximum or both',
  })
  .refine(({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }) => minimum <= maximum, {
    path: ['minimum'],
    error: 'expected a minimum not above the maximum',
  })
const exclusive = z
  .strictObject({
    kind: z.literal('exclusive'),
    codes: codes.min(2, 'expected at least two codes').optional(),
    nearDuplicates: z
      .union([z.literal(true), z.literal('village')], 'expected true or "village"')
      .optional()
      .describe(
        'At most one of each group of twins: true, the same title at the same place; "village", the same title in the same village',
      ),
    allowed: codes
      .optional()
      .describe('With nearDuplicates: proposals that were looked at and may be funded beside their twins'),
  })
  .refine((value) => (value.codes === undefined) !== (value.nearDuplicates === undefined), {
    path: ['codes'],
    error: 'expected either codes or nearDuplicates',
  })
  .refine((value) => value.nearDuplicates !== undefined || value.allowed === undefined, {
    path: ['allowed'],
    error: 'expected only with nearDuplicates',
  })
const share = z
  .number('expected a share from 0 to 1')
  .min(0, 'expected a share from 0 to 1')
  .max(1, 'expected a share from 0 to 1')
const poorestShare = z.strictObject({ kind: z.literal('poorest-share'), minimumShare: share })
const groupValue = text(200).nullable().describe('Of the group; null for the proposals that belong to none')
const floor = z
  .strictObject({
    kind: z.literal('floor'),
    by: attribute.optional(),
    value: groupValue.optional(),
    perGroup: attribute.optional(),
    minimumRupiah: rupiah,
  })
  .refine(({ by, value, perGroup }) => (perGroup ? !by && value === undefined : by && value !== undefined), {
    path: ['by'],
    error: 'expected either by and value (one group), or perGroup (the same floor for each)',
  })
  .describe('At least so many rupiah for a group, or for each')
const groupShare = z
  .strictObject({
    kind: z.literal('share'),
    by: attribute.optional(),
    value: groupValue.optional(),
    perGroup: attribute.optional(),
    minimumShare: share,
  })
  .refine(({ by, value, perGroup }) => (perGroup ? !by && value === undefined : by && value !== undefined), {
    path: ['by'],
    error: 'expected either by and value (one group), or perGroup (the same share for each)',
  })
  .describe('At least this share of the rupiah for a group, or for each')
const requires = z
  .strictObject({ kind: z.literal('requires'), code: text(100), needs: codes })
  .describe('A proposal that is funded only with all that it needs')
const bundle = z
  .strictObject({ kind: z.literal('bundle'), codes: codes.min(2, 'expected at least two codes') })
  .describe('Proposals that are funded all together or not at all')
const peopleServed = z
  .strictObject({
    kind: z.literal('people-served'),
    minimum: z
      .number('expected people as a number of 0 or more')
      .min(0, 'expected people as a number of 0 or more')
      .max(1e10, 'expected at most 10000000000 people'),
  })
  .describe('At least so many people newly served, each counted once for each service')
const forced = (kind: 'fund' | 'leave-out') => z.strictObject({ kind: z.literal(kind), codes })

const constraint = z.discriminatedUnion(
  'kind',
  [
    ceiling,
    floor,
    quota,
    exclusive,
    poorestShare,
    groupShare,
    requires,
    bundle,
    peopleServed,
    forced('fund'),
    forced('leave-out'),
  ],
  `expected kind to be ${KINDS}`,
)
export type ConstraintBody = z.infer<typeof constraint>

const planYear = z.strictObject({
  year: z
    .int('expected a year from 2000 to 2100')
    .min(2000, 'expected a year from 2000 to 2100')
    .max(2100, 'expected a year from 2000 to 2100'),
  budgetRupiah: rupiah,
})
const years = z
  .array(planYear)
  .min(
    FEWEST_YEARS,
    `expected ${FEWEST_YEARS} to ${MOST_YEARS} years; one year is asked for by budgetRupiah alone`,
  )
  .max(MOST_YEARS, `expected ${FEWEST_YEARS} to ${MOST_YEARS} years`)
  .refine((list) => new Set(list.map(({ year }) => year)).size === list.length, 'expected each year once')
  .describe(
    'A plan over several years, in any order, consecutive or not: each proposal is carried out in one of them at most',
  )

const schema = z
  .strictObject({
    title: text(200).optional(),
    filter: filterSchema,
    model: z
      .union(
        [text(100), z.strictObject({ id: text(100), version: z.int().min(1).max(1_000_000).optional() })],
        'expected the id of a score model, or {id, version}',
      )
      .optional(),
    weights: z
      .record(
        text(60),
        z
          .int('expected a whole number from 0 to 100')
          .min(0, 'expected 0 to 100')
          .max(100, 'expected 0 to 100'),
      )
      .optional(),
    objective: z.enum(['score', 'people'], 'expected score or people').default('score'),
    budgetRupiah: rupiah.optional().describe('With years: their sum, or left out'),
    years: years.optional(),
    discountPerYear: z
      .number('expected a share from 0 to 0.5')
      .min(0, 'expected a share from 0 to 0.5')
      .max(0.5, 'expected a share from 0 to 0.5')
      .optional()
      .describe(
        'With years: by so much less a proposal is worth with each year that passes after the first; 0 unless it is given',
      ),
    constraints: z.array(constraint).max(500, 'expected at most 500 constraints').default([]),
    timeLimitSeconds: z
      .number(`expected seconds from 1 to ${LONGEST_SECONDS}`)
      .min(1, `expected seconds from 1 to ${LONGEST_SECONDS}`)
      .max(LONGEST_SECONDS, `expected seconds from 1 to ${LONGEST_SECONDS}`)
      .default(60),
    robustness: z
      .strictObject({
        samples: z.int().min(1, 'expected 1 to 1000').max(1000, 'expected 1 to 1000'),
        seed: z
          .int()
          .min(0)
          .max(2 ** 32 - 1, 'expected a whole number below 2³²')
          .default(1),
        spread: z.number().min(0, 'expected 0 to 1').max(1, 'expected 0 to 1').default(0.3),
      })
      .optional(),
  })
  .refine(({ model, weights }) => !(model && weights), {
    path: ['weights'],
    error: 'expected either model or weights',
  })
  .refine(({ objective, robustness }) => !(robustness && objective === 'people'), {
    path: ['robustness'],
    error: 'expected none with objective people: weights do not change the people served',
  })
  .superRefine((asked, context) => {
    const fault = faultOfYears(asked)
    if (fault) context.addIssue({ code: 'custom', ...fault })
  })

interface AskedYears {
  readonly objective: 'score' | 'people'
  readonly budgetRupiah?: number | undefined
  readonly years?: readonly z.infer<typeof planYear>[] | undefined
  readonly discountPerYear?: number | undefined
}

/** Years, budget and discount go together; the first that does not. */
function faultOfYears({ objective, budgetRupiah, years, discountPerYear }: AskedYears) {
  const fault = (name: string, input: unknown, message: string) => ({ path: [name], input, message })
  if (discountPerYear !== undefined && !years)
    return fault('discountPerYear', discountPerYear, 'expected only with years')
  if (discountPerYear && objective === 'people') {
    const message = 'expected none with objective people: who is served counts in full in whatever year'
    return fault('discountPerYear', discountPerYear, message)
  }
  if (!years && budgetRupiah === undefined)
    return fault('budgetRupiah', budgetRupiah, 'expected rupiah as a number of 0 or more')
  if (years && budgetRupiah !== undefined && budgetRupiah !== sumOf(years))
    return fault(
      'budgetRupiah',
      budgetRupiah,
      `expected the sum of years, ${sumOf(years)}, or none beside years`,
    )
  return null
}

function sumOf(years: readonly z.infer<typeof planYear>[]): number {
  return years.reduce((sum, { budgetRupiah }) => sum + budgetRupiah, 0)
}

/**
 * The request of a portfolio, checked in form; whether its codes and groups exist is checked once the store is read. The
 * budget is that of all years; these ascend.
 */
export type PortfolioBody = z.infer<typeof schema> & { readonly budgetRupiah: number }

export const portfolioJsonSchema = () => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })

export function readPortfolioBody(body: unknown): PortfolioBody {
  const { years, ...asked } = readBody(schema, body)
  if (!years) return { ...asked, budgetRupiah: asked.budgetRupiah ?? 0 }
  return { ...asked, years: years.toSorted((a, b) => a.year - b.year), budgetRupiah: sumOf(years) }
}
