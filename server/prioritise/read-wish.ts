import type { z } from 'zod'
import { badParameter, showReceived } from '../../core/problem.ts'

/** Reads a body by its schema, or throws a 400 that names the first part at fault, what came and what was expected. */
export function readWish<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body ?? {}, { reportInput: true })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const parameter = pathOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const key = showReceived(issue.keys[0] ?? '')
    throw badParameter(
      parameter === 'body' ? key : `${parameter}.${key}`,
      key,
      'a field that this door knows',
    )
  }
  if (issue.code === 'invalid_key') {
    throw badParameter(parameter, issue.input, issue.issues[0]?.message.replace(/^expected /, '') ?? 'a name')
  }
  throw badParameter(parameter, shortly(issue.input), expectationOf(issue.message))
}

function pathOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${showReceived(String(step))}`,
  )
  return steps.join('').replace(/^\./, '') || 'body'
}

function expectationOf(message: string): string {
  return message
    .replace(/^Invalid input: /, '')
    .replace(/^expected /, '')
    .replace(/, received \w+$/, '')
}

/** A large or deeply nested value is reported by its kind alone. */
function shortly(input: unknown): unknown {
  if (input === undefined) return '(missing)'
  if (Array.isArray(input)) return `a list of ${input.length}`
  if (typeof input === 'object' && input !== null) return `an object of ${Object.keys(input).length} fields`
  return input
}
