import type { z } from 'zod'
import { Problem, showReceived } from '../../core/problem.ts'

/** One thing that is wrong in a body. */
export interface BodyFault {
  /** Path of the member, such as constraints[0].limitRupiah. */
  readonly parameter: string
  readonly received: string
  readonly expected: string
}

/** Most faults that are listed, as many as a form can show; a bad body may contain hundreds of thousands. */
const MOST_FAULTS = 50
/** Lists of a few plain values are shown as they came. */
const SHORT_LIST = 4

/** A 400 that names everything at fault, so that a form can mark it all at once; the first also as parameter, received and expected. */
export class BodyRefused extends Problem {
  readonly faults: readonly BodyFault[]

  constructor(faults: readonly [BodyFault, ...BodyFault[]]) {
    const [first] = faults
    const detail = `${first.parameter}: expected ${first.expected}, received ${first.received}`
    super({ title: 'Parameter not understood', status: 400, detail, ...first })
    this.faults = faults
  }
}

/** Reads a body by its schema: the one way from what a client sent to a typed value. Throws BodyRefused. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  const [first, ...more] = parsed.error.issues.slice(0, MOST_FAULTS).flatMap(faultsOf).slice(0, MOST_FAULTS)
  throw new BodyRefused([first ?? { parameter: 'body', received: '', expected: 'another body' }, ...more])
}

function faultsOf(issue: z.core.$ZodIssue): BodyFault[] {
  const parameter = parameterOf(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MOST_FAULTS).map((key) => ({
      parameter: parameterOf([...issue.path, key]),
      received: showReceived(key),
      expected: 'a field that this route knows (see /api/openapi.json)',
    }))
  if (issue.code === 'invalid_key') {
    const expected = expectationOf(issue.issues[0]?.message ?? 'a name')
    return [{ parameter, received: showInput(issue.input), expected }]
  }
  const received = issue.code === 'invalid_union' ? kindOf(issue.input) : issue.input
  return [{ parameter, received: showInput(received), expected: expectationOf(issue.message) }]
}

function parameterOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${showReceived(String(step))}`,
  )
  return steps.join('').replace(/^\./, '') || 'body'
}

/** The received value as errors show it; of an object with a kind, its kind. */
function kindOf(input: unknown): unknown {
  return typeof input === 'object' && input !== null && 'kind' in input ? input.kind : input
}

function expectationOf(message: string): string {
  return message
    .replace(/^Invalid input: /, '')
    .replace(/^expected /, '')
    .replace(/, received \w+$/, '')
}

/** A short text for any value; of large or deeply nested values only their type. */
function showInput(input: unknown): string {
  if (input === undefined) return '(missing)'
  if (Array.isArray(input)) {
    const isShort = input.length <= SHORT_LIST && input.every((value) => typeof value !== 'object')
    return isShort ? showReceived(input) : `a list of ${input.length}`
  }
  if (typeof input === 'object' && input !== null) return `an object of ${Object.keys(input).length} fields`
  // JSON has no Infinity, which 1e400 is read as.
  return showReceived(typeof input === 'number' ? String(input) : input)
}
