/** A problem for the client (RFC 9457): which parameter is wrong, the received value, and what was expected. */
export interface ProblemDetail {
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly parameter?: string
  readonly received?: string
  readonly expected?: string
}

/**
 * An error that is reported to the client with its HTTP status: a mistake of the client's, or a state that it must know of. Never
 * carries a stack trace.
 */
export class Problem extends Error {
  readonly body: ProblemDetail

  constructor(body: ProblemDetail, options?: ErrorOptions) {
    super(body.detail ?? body.title, options)
    this.name = 'Problem'
    this.body = body
  }
}

const LONGEST_ECHO = 80

/** Shows a received value in an error: quoted, cut to 80 characters, control characters made visible. */
export function showReceived(value: unknown): string {
  const text = typeof value === 'string' ? value : jsonOf(value)
  const cut =
    text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO)}… (${text.length} characters)` : text
  return [...cut]
    .map((c) => (c < ' ' || c === '\x7f' ? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}` : c))
    .join('')
}

/** Lists within lists a hundred thousand deep are more than JSON.stringify stands. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError)
      return `(${typeof value} that nests too deep)`
    throw error
  }
}

/** A 400 that names the parameter, the received value (shortened) and what was expected. */
export function badParameter(parameter: string, received: unknown, expected: string): Problem {
  return new Problem({
    title: 'Parameter not understood',
    status: 400,
    detail: `${parameter}: expected ${expected}, received ${showReceived(received)}`,
    parameter,
    received: showReceived(received),
    expected,
  })
}

/** A 404 for a thing of this kind, with the id that was asked for. */
export function notFound(what: string, received: unknown): Problem {
  return new Problem({
    title: 'Not found',
    status: 404,
    detail: `No ${what} ${showReceived(received)}`,
    received: showReceived(received),
  })
}

/** A 412: somebody saved a newer version than the one that the writer had read. */
export function changedMeanwhile(version: number, seen: number | undefined): Problem {
  return new Problem({
    title: 'Changed meanwhile',
    status: 412,
    detail: `If-Match: expected "${version}", received "${seen}"; someone saved another version meanwhile`,
    parameter: 'If-Match',
    received: `"${seen}"`,
    expected: `"${version}"`,
  })
}
