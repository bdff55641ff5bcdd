import { z } from 'zod'
import { badParameter } from '../../core/problem.ts'
import { propertiesOfStyle } from '../../core/style/filter-predicate.ts'
import { type LayerStyle, MARKS, type StyleFilter } from '../../core/style/layer-style.ts'
import { readBody } from '../requests/read-body.ts'

export const MOST_RULES = 60
const MOST_SYMBOLIZERS = 6
const MOST_COMPARISONS = 80
const DEEPEST_FILTER = 8
/** Of the whole document, whatever it is. */
const DEEPEST_DOCUMENT = 24
const LONGEST_TEXT = 200

const text = (least: number, most = LONGEST_TEXT) =>
  z
    .string(`expected a text of ${least} to ${most} characters`)
    .min(least, `expected at least ${least} characters`)
    .max(most, `expected at most ${most} characters`)
    .refine(
      (value) => value.isWellFormed() && !hasControls(value),
      'expected Unicode text without control characters',
    )
const within = (least: number, most: number) =>
  z
    .number(`expected a number from ${least} to ${most}`)
    .min(least, `expected a number from ${least} to ${most}`)
    .max(most, `expected a number from ${least} to ${most}`)
const colour = z
  .string('expected a colour like #0f6b5c')
  .regex(/^#[0-9a-f]{6}$/i, 'expected a colour like #0f6b5c')
  .transform((value) => value.toLowerCase())
const opacity = within(0, 1)
const width = within(0, 60)
const dashes = z.array(within(0, 100)).min(2).max(8, 'expected at most 8 lengths')
const offset = z.tuple([within(-100, 100), within(-100, 100)])

const fill = z.strictObject({
  kind: z.literal('Fill'),
  color: colour.optional(),
  fillOpacity: opacity.optional(),
  outlineColor: colour.optional(),
  outlineWidth: width.optional(),
  outlineOpacity: opacity.optional(),
  outlineDasharray: dashes.optional(),
})
const line = z.strictObject({
  kind: z.literal('Line'),
  color: colour,
  width,
  opacity: opacity.optional(),
  dasharray: dashes.optional(),
  cap: z.enum(['butt', 'round', 'square']).optional(),
  join: z.enum(['bevel', 'round', 'miter']).optional(),
})
const mark = z.strictObject({
  kind: z.literal('Mark'),
  wellKnownName: z.enum(MARKS, `expected one of ${MARKS.join(', ')}`),
  radius: within(0.5, 60),
  color: colour.optional(),
  fillOpacity: opacity.optional(),
  strokeColor: colour.optional(),
  strokeWidth: width.optional(),
  strokeOpacity: opacity.optional(),
  strokeDasharray: dashes.optional(),
  offset: offset.optional(),
})
const label = z.strictObject({
  kind: z.literal('Text'),
  label: text(1),
  size: within(4, 60),
  color: colour,
  haloColor: colour.optional(),
  haloWidth: within(0, 10).optional(),
  fontWeight: z.enum(['normal', 'bold']).optional(),
  offset: offset.optional(),
})

const scale = within(0, 1e10)
const rule = z
  .strictObject({
    name: text(0),
    nameEn: text(0).optional(),
    filter: z.unknown().transform(readFilter).optional(),
    scaleDenominator: z.strictObject({ min: scale.optional(), max: scale.optional() }).optional(),
    symbolizers: z
      .array(z.discriminatedUnion('kind', [fill, line, mark, label], 'expected a Fill, Line, Mark or Text'))
      .min(1, 'expected at least one symbolizer')
      .max(MOST_SYMBOLIZERS, `expected at most ${MOST_SYMBOLIZERS} symbolizers`),
  })
  .refine(
    ({ scaleDenominator: { min = 0, max = Infinity } = {} }) => min < max,
    'expected scaleDenominator.min below max',
  )

const style = z.strictObject({
  name: text(0, 100).default(''),
  rules: z
    .array(rule, 'expected a list of rules')
    .min(1, 'expected at least one rule')
    .max(MOST_RULES, `expected at most ${MOST_RULES} rules`),
})

export interface StyleFields {
  fields: readonly { name: string; inTiles: boolean }[]
}

/**
 * Reads a style from what a client sent: a closed set of keys, every number within bounds, only attributes that the layer's
 * tiles carry. Throws a 400 that names the part at fault.
 */
export function readLayerStyle(body: unknown, layer: StyleFields): LayerStyle {
  refuseDeep(body)
  const read = readBody(style, body) as LayerStyle
  const known = new Set(layer.fields.filter(({ inTiles }) => inTiles).map(({ name }) => name))
  const unknown = propertiesOfStyle(read).find((name) => !known.has(name))
  if (unknown !== undefined)
    throw badParameter('rules', unknown, `attributes that the layer's tiles carry: ${[...known].join(', ')}`)
  return read
}

const EXPECTED_FILTER =
  'a filter such as ["==", "status", "accepted"], ["&&", …], ["||", …], ["!", …] or ["<=x<=", "cost", 1, 2]'

function readFilter(value: unknown, context: z.RefinementCtx): StyleFilter {
  const budget = { left: MOST_COMPARISONS }
  if (isFilter(value, 0, budget)) return value
  const message =
    budget.left < 0
      ? `expected at most ${MOST_COMPARISONS} comparisons in a rule`
      : `expected ${EXPECTED_FILTER}`
  context.issues.push({ code: 'custom', message, input: value })
  return z.NEVER
}

function isFilter(value: unknown, depth: number, budget: { left: number }): value is StyleFilter {
  budget.left -= 1
  if (!Array.isArray(value) || depth > DEEPEST_FILTER || budget.left < 0) return false
  const [operator, ...rest] = value as unknown[]
  const isPart = (part: unknown) => isFilter(part, depth + 1, budget)
  if (operator === '!') return rest.length === 1 && isPart(rest[0])
  if (operator === '&&' || operator === '||') return rest.length > 0 && rest.every(isPart)
  const [name, low, high] = rest
  if (!isText(name) || name === '') return false
  if (operator === '<=x<=') return rest.length === 3 && isNumber(low) && isNumber(high)
  if (rest.length !== 2) return false
  if (operator === '==' || operator === '!=')
    return low === null || typeof low === 'boolean' || isNumber(low) || isText(low)
  return typeof operator === 'string' && ['<', '<=', '>', '>='].includes(operator) && isNumber(low)
}

function isText(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= LONGEST_TEXT && value.isWellFormed() && !hasControls(value)
  )
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Characters that XML cannot contain, even escaped. */
function hasControls(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/.test(value)
}

/** Checks the depth before anything walks the document recursively. */
function refuseDeep(body: unknown): void {
  let level: unknown[] = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_DOCUMENT)
      throw badParameter('body', 'a document that nests too deep', `at most ${DEEPEST_DOCUMENT} levels`)
    level = level.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []))
  }
}
