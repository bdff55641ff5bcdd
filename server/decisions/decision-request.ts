import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import { decisionSchema } from '../prioritise/ranking-request.ts'
import { readBody } from '../requests/read-body.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

const LONGEST = { title: 200, reason: 2000 } as const

function words(longest: number) {
  const expected = `expected text of at most ${longest} characters`
  return z
    .string(expected)
    .max(longest, expected)
    .refine(...STORABLE_TEXT)
    .transform((value) => value.trim())
    .refine((value) => value !== '', 'expected text that is not empty')
}

const schema = z.strictObject({
  title: words(LONGEST.title),
  reason: words(LONGEST.reason),
  supersedes: z.int('expected the number of a decision').min(1).max(2_147_483_647).optional(),
  portfolioId: z.string('expected the id of a portfolio').max(100).optional(),
  ranking: decisionSchema.optional(),
})

type Body = z.infer<typeof schema>
export type NewDecision = Pick<Body, 'title' | 'reason' | 'supersedes'> &
  ({ readonly portfolioId: string } | { readonly ranking: NonNullable<Body['ranking']> })

/** What is recorded: a portfolio that is done, or the ranking of a filter by weights. */
export function readNewDecision(body: unknown): NewDecision {
  const { portfolioId, ranking, ...named } = readBody(schema, body)
  if (portfolioId !== undefined && ranking === undefined) return { ...named, portfolioId }
  if (ranking !== undefined && portfolioId === undefined) return { ...named, ranking }
  throw badParameter('body', ranking ? 'portfolioId and ranking' : 'neither', 'either portfolioId or ranking')
}

export function newDecisionJsonSchema(): object {
  return z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
}
