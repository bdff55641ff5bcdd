import { z } from 'zod'
import { TOPIC_CATEGORIES, UPDATE_FREQUENCIES } from '../../../layers/metadata-codes.ts'
import { readBody } from '../../../requests/read-body.ts'

/** Text that XML and PostgreSQL both take: no control characters but line breaks and tabs. */
const text = (least: number, most: number) =>
  z
    .string(`expected a text of ${least} to ${most} characters`)
    .trim()
    .min(least, `expected at least ${least} characters`)
    .max(most, `expected at most ${most} characters`)
    .refine((value) => value.isWellFormed() && !hasControl(value), 'expected text without control characters')
const label = (most: number) =>
  z.strictObject({ id: text(1, most), en: text(1, most) }, 'expected {"id": …, "en": …}')
const webAddress = text(8, 500).refine(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  'expected an http(s) address',
)

const overrides = z.strictObject({
  abstract: label(5000).optional(),
  keywords: z.array(label(100)).max(30, 'expected at most 30 keywords').optional(),
  topic: z.enum(TOPIC_CATEGORIES, `expected one of ${TOPIC_CATEGORIES.join(', ')}`).optional(),
  licence: z.strictObject({ text: text(1, 500), url: webAddress.nullable().default(null) }).optional(),
  constraints: label(2000).optional(),
  contact: z
    .strictObject({
      name: text(1, 200),
      email: z.email('expected an e-mail address').max(200).optional(),
      phone: text(1, 60).optional(),
      address: text(1, 400).optional(),
    })
    .optional(),
  updateFrequency: z.enum(UPDATE_FREQUENCIES, `expected one of ${UPDATE_FREQUENCIES.join(', ')}`).optional(),
  scaleDenominator: z
    .int('expected a whole number, such as 25000 for 1:25.000')
    .min(1)
    .max(100_000_000)
    .optional(),
})

/** What a planner states of a layer; what is absent follows from the data. */
export type MetadataOverrides = z.infer<typeof overrides>

export const metadataJsonSchema = () => z.toJSONSchema(overrides, { io: 'input', unrepresentable: 'any' })

/** Reads a body of PUT /api/layers/{layer}/metadata; throws a 400 that names every fault. */
export const readMetadataOverrides = (body: unknown): MetadataOverrides => readBody(overrides, body)

function hasControl(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffe || code === 0xffff)
      return true
  }
  return false
}
