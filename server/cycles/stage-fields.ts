import { z } from 'zod'
import { TRACKS } from '../../core/cycle/track.ts'
import { DECISION_ROLES } from '../../core/proposal/decision.ts'
import { PROCESS } from '../../core/proposal/process.ts'
import { PROPOSAL_STAGES } from '../../core/proposal/stage.ts'
import { STORABLE_TEXT } from '../requests/storable-text.ts'

/*
 * What a stage is made of, for templates, requests and forms alike. What is expected of a value is said once, here.
 */
const LONGEST = { label: 200, note: 2000 } as const
const MOST = { items: 40, quota: 100_000 } as const
export const STAGE_KEY = /^[a-z0-9][a-z0-9-]{0,59}$/

/** Offices that decide; who proposed and `unstated` are none. */
export const OFFICES = DECISION_ROLES.filter((role) => role !== 'proposer' && role !== 'unstated')
/** Steps that need a reason, or may be given one. */
export const REASONED = PROCESS.filter(({ from }) => from.length > 0).map(({ action }) => action)

export function words(longest: number) {
  const expected = `expected text of at most ${longest} characters`
  return z
    .string(expected)
    .max(longest, expected)
    .refine(...STORABLE_TEXT)
    .transform((value) => value.trim())
    .refine((value) => value !== '', 'expected text that is not empty')
}

export const label = z.strictObject({ id: words(LONGEST.label), en: words(LONGEST.label) })
export const note = z.strictObject({ id: words(LONGEST.note), en: words(LONGEST.note) })
export const key = z
  .string('expected a key')
  .regex(STAGE_KEY, 'expected a key of a–z, 0–9 and -, such as musrenbang-desa')
const kinds = PROPOSAL_STAGES.join(', ')
export const kind = z.enum(PROPOSAL_STAGES, `expected one of ${kinds}`)
export const tracks = z
  .array(z.enum(TRACKS, `expected one of ${TRACKS.join(', ')}`))
  .min(1, 'expected desa, kelurahan or both')
  .refine(isWithoutTwins, 'expected each track once')
export const beside = z.boolean('expected true or false').default(false)
export const results = z.enum(['at-once', 'announced'], 'expected at-once or announced')
export const actors = z
  .array(z.enum(OFFICES, `expected one of ${OFFICES.join(', ')}`))
  .refine(isWithoutTwins, 'expected each office once')
export const checklist = z
  .array(z.strictObject({ key, label, required: z.boolean('expected true or false').optional() }))
  .max(MOST.items, `expected at most ${MOST.items} items`)
  .refine((items) => isWithoutTwins(items.map((item) => item.key)), 'expected each key once')
const PER = ['village', 'district', 'agency'] as const
export const quotas = z
  .array(
    z.strictObject({
      per: z.enum(PER, `expected one of ${PER.join(', ')}`),
      most: z
        .int('expected a whole number')
        .min(1, 'expected a number above 0')
        .max(MOST.quota, `expected at most ${MOST.quota}`),
    }),
  )
  .refine((list) => isWithoutTwins(list.map(({ per }) => per)), 'expected one quota for each of them')
export const reasons = z
  .array(
    z.strictObject({
      code: key,
      label,
      actions: z
        .array(z.enum(REASONED, `expected one of ${REASONED.join(', ')}`))
        .min(1, 'expected at least one step that it goes with'),
    }),
  )
  .max(MOST.items, `expected at most ${MOST.items} reasons`)
  .refine((list) => isWithoutTwins(list.map(({ code }) => code)), 'expected each code once')

function isWithoutTwins(values: readonly string[]): boolean {
  return new Set(values).size === values.length
}
