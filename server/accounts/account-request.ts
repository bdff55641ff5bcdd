import { z } from 'zod'
import { ROLES } from '../../core/access/grant.ts'
import { DECISION_ROLES } from '../../core/proposal/decision.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'
import { LOGIN_PATTERN } from './administrator.ts'

const MOST_GRANTS = 20
const [LEAST_YEAR, MOST_YEAR] = [2000, 2100]
const EXPECTED_YEAR = `expected a year from ${LEAST_YEAR} to ${MOST_YEAR}`
const OFFICES = DECISION_ROLES.filter((office) => office !== 'proposer' && office !== 'unstated')

const text = (longest: number) =>
  z
    .string('expected text')
    .trim()
    .min(1, 'expected text that is not empty')
    .max(longest, `expected at most ${longest} characters`)
    .refine(...STORABLE_TEXT)
const login = z
  .string('expected a login')
  .regex(LOGIN_PATTERN, 'expected up to 100 letters, digits and . _ - @')
  .transform((typed) => typed.toLowerCase())
const email = z.email('expected an e-mail address').max(254, 'expected at most 254 characters')

/** A grant as POST /api/accounts/{account}/grants takes it. A bound that is left out does not narrow. */
export const grantSchema = z.strictObject({
  role: z.enum(ROLES, `expected one of ${ROLES.join(', ')}`),
  area: z
    .string('expected the code of an area')
    .regex(/^\d{2}(\.\d{2}){0,2}$|^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, 'expected a code such as 62.01.02')
    .exactOptional(),
  agency: text(200).exactOptional(),
  office: z.enum(OFFICES, `expected one of ${OFFICES.join(', ')}`).exactOptional(),
  stages: z
    .array(
      z.enum(PROPOSAL_STAGES, `expected stages among ${PROPOSAL_STAGES.join(', ')}`),
      'expected a list of stages',
    )
    .min(1, 'expected at least one stage, or no such field')
    .max(PROPOSAL_STAGES.length, 'expected each stage once')
    .exactOptional(),
  years: z
    .array(
      z.int(EXPECTED_YEAR).min(LEAST_YEAR, EXPECTED_YEAR).max(MOST_YEAR, EXPECTED_YEAR),
      'expected a list of years',
    )
    .min(1, 'expected at least one year, or no such field')
    .max(20, 'expected at most 20 years')
    .exactOptional(),
  expiresAt: z.iso
    .datetime({ offset: true, error: 'expected a moment such as 2027-01-31T00:00:00+07:00' })
    .exactOptional(),
})
export type GrantRequest = z.infer<typeof grantSchema>

/** Somebody to be invited, as POST /api/accounts takes them. */
export const invitationSchema = z.strictObject({
  login,
  name: text(120),
  email: email.exactOptional(),
  workplace: text(120).exactOptional(),
  grants: z
    .array(grantSchema, 'expected a list of grants')
    .max(MOST_GRANTS, `expected at most ${MOST_GRANTS} grants`)
    .default([]),
})
export type InvitationRequest = z.infer<typeof invitationSchema>

/** What people say of themselves. */
export const ownAccountSchema = z.strictObject({
  name: text(120),
  email: email.nullable().exactOptional(),
})
export type OwnAccountRequest = z.infer<typeof ownAccountSchema>

const [LEAST_DAYS, MOST_DAYS, USUAL_DAYS] = [1, 366, 90]
const EXPECTED_DAYS = `expected a whole number of days from ${LEAST_DAYS} to ${MOST_DAYS}`
const EXPECTED_GRANTS = 'expected a list of numbers of grants that the account holds'

/** An application token as its owner asks for it. */
export const tokenSchema = z.strictObject({
  name: text(80),
  days: z.int(EXPECTED_DAYS).min(LEAST_DAYS, EXPECTED_DAYS).max(MOST_DAYS, EXPECTED_DAYS).default(USUAL_DAYS),
  grants: z
    .array(
      z
        .int(EXPECTED_GRANTS)
        .min(1, EXPECTED_GRANTS)
        .max(2 ** 31 - 1, EXPECTED_GRANTS),
      EXPECTED_GRANTS,
    )
    .min(1, EXPECTED_GRANTS)
    .max(50, EXPECTED_GRANTS),
  readsOnly: z.boolean('expected true or false').default(true),
})
export type TokenRequest = z.infer<typeof tokenSchema>

export const stateSchema = z.strictObject({ disabled: z.boolean('expected true or false') })

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
export const accountJsonSchemas = () => ({
  grant: schemaOf(grantSchema),
  invitation: schemaOf(invitationSchema),
  own: schemaOf(ownAccountSchema),
  state: schemaOf(stateSchema),
  token: schemaOf(tokenSchema),
})
