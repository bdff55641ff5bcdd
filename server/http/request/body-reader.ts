import { json, type Request, type RequestHandler, type Response, text } from 'express'
import { isOneOf } from '../../../core/is-one-of.ts'
import { badParameter } from '../../../core/problem.ts'
import { requireType } from './require-type.ts'

/** How a route takes its body: what the description says of it, and the one way to a checked value. */
export interface BodyReader<Body> {
  /** OpenAPI's requestBody. */
  readonly description: object
  /** Whether any site can make a browser send it (docs/decisions/021). */
  readonly isForm: boolean
  /** Throws Problem: 415 for another media type, 413 beyond the limit, 400 naming what is wrong in it. */
  read(request: Request, response: Response): Promise<Body>
}

const JSON_TYPE = 'application/json'
export const FORM_TYPE = 'application/x-www-form-urlencoded'
const FORM_LIMIT = '100kb'
const MOST_FIELDS = 500

interface JsonBody<Body> {
  /** As Express writes sizes: 2mb. */
  readonly limit: string
  readonly schema: () => object
  readonly example?: object
  /** Without it a body must come. */
  readonly whenNone?: Body
  /** Throws Problem (400). */
  readonly read: (body: unknown) => Body
}

export function jsonBody<Body>({ limit, schema, example, whenNone, read }: JsonBody<Body>): BodyReader<Body> {
  const parse = json({ limit, strict: false })
  return {
    get description() {
      const content = { schema: schema(), ...(example ? { example } : {}) }
      return { required: whenNone === undefined, content: { [JSON_TYPE]: content } }
    },
    isForm: false,
    async read(request, response) {
      if (whenNone !== undefined && isWithoutBody(request)) return whenNone
      requireType(request, JSON_TYPE)
      await through(parse, request, response)
      return read(request.body)
    },
  }
}

/** A plain HTML form, for pages that work without a script. Each field comes once. */
export function formBody<Body>({
  limit = FORM_LIMIT,
  schema,
  read,
}: {
  /** As Express writes sizes, for forms that long lists are pasted into. */
  limit?: string
  schema: () => object
  /** Throws Problem (400). */
  read: (fields: Readonly<Record<string, string>>) => Body
}): BodyReader<Body> {
  const parse = text({ limit, type: () => true })
  return {
    get description() {
      return { required: true, content: { [FORM_TYPE]: { schema: schema() } } }
    },
    isForm: true,
    async read(request, response) {
      requireType(request, FORM_TYPE)
      await through(parse, request, response)
      return read(readForm(typeof request.body === 'string' ? request.body : ''))
    },
  }
}

/** A body that is read as text, and understood by its handler. */
export function textBody(types: readonly [string, ...string[]], limit: string): BodyReader<string> {
  const parse = text({ limit, type: () => true })
  return {
    description: { required: true, content: { [types[0]]: {} } },
    isForm: false,
    async read(request, response) {
      requireType(request, types)
      await through(parse, request, response)
      return String(request.body)
    },
  }
}

/** A body of whatever type, as text: services of OGC say in their own form what they do not understand. None is an empty text. */
export function looseBody(types: readonly string[], limit: string): BodyReader<string> {
  const parse = text({ limit, type: () => true })
  return {
    description: { required: true, content: Object.fromEntries(types.map((type) => [type, {}])) },
    isForm: false,
    async read(request, response) {
      await through(parse, request, response)
      return typeof request.body === 'string' ? request.body : ''
    },
  }
}

/** A body that its handler takes piece by piece (receiveBody). */
export function streamedBody(type: string, expected: string): BodyReader<undefined> {
  return {
    description: { required: true, content: { [type]: {} } },
    isForm: false,
    async read(request) {
      requireType(request, type, expected)
      return undefined
    },
  }
}

function readForm(body: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    if (name in fields) throw badParameter(name, 'given twice', 'one value')
    if (name.includes('\0') || value.includes('\0')) throw badParameter(name, value, 'text without NUL')
    fields[name] = value
    if (Object.keys(fields).length > MOST_FIELDS)
      throw badParameter('body', 'a form', `at most ${MOST_FIELDS} fields`)
  }
  return fields
}

/** The members of a small JSON object, and of nothing else. Throws Problem (400). */
export function readFields<const Name extends string>(
  body: unknown,
  names: readonly Name[],
): Partial<Record<Name, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badParameter('body', body ?? '(missing)', 'a JSON object')
  const unknown = Object.keys(body).find((key) => !isOneOf(names, key))
  if (unknown !== undefined)
    throw badParameter(unknown, 'a member', `only ${names.map((name) => `"${name}"`).join(' or ')}`)
  return body as Partial<Record<Name, unknown>>
}

function isWithoutBody(request: Request): boolean {
  return request.get('Content-Length') === '0' || !request.get('Content-Type')
}

/** Lets a parser of Express have the request. */
function through(parse: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error: unknown) => (error ? reject(error) : resolve()))
  })
}
