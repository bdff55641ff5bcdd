import { z } from 'zod'
import { badParameter, Problem, showReceived } from '../../../../core/problem.ts'
import { TOPIC_CATEGORIES, UPDATE_FREQUENCIES } from './metadata-codes.ts'

const MOST_FAULTS = 20

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
export function readMetadataOverrides(body: unknown): MetadataOverrides {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body))
    throw badParameter('body', body ?? '(missing)', 'a JSON object')
  const parsed = overrides.safeParse(body)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, MOST_FAULTS).map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
    const path = [...issue.path, ...(unknown === undefined ? [] : [unknown])]
    return {
      parameter: pathText(path) || 'body',
      received: showReceived(valueAt(body, path)),
      expected: unknown === undefined ? issue.message : `one of ${Object.keys(overrides.shape).join(', ')}`,
    }
  })
  const [first = { parameter: 'body', received: '', expected: 'a JSON object' }] = faults
  throw Object.assign(
    new Problem({
      title: 'Metadata not understood',
      status: 400,
      detail: `${first.parameter}: ${first.expected}, received ${first.received}`,
      ...first,
    }),
    { faults },
  )
}

function hasControl(value: string): boolean {
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffe || code === 0xffff)
      return true
  }
  return false
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${String(part)}`))
    .join('')
    .slice(0, 200)
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    body,
  )
}
