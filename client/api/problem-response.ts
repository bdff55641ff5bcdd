import { isRecord } from '../../core/is-record.ts'
/** What the server says when it refuses or fails (RFC 9457), or what the network said instead. */
export class ProblemResponse extends Error {
  readonly status: number
  readonly detail: string
  /** All members of the problem, for those that say more than others, such as where a drawing is wrong. */
  readonly body: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    title: string,
    detail: string,
    options: ErrorOptions & { body?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(title, options)
    this.name = 'ProblemResponse'
    this.status = status
    this.detail = detail
    this.body = options.body ?? {}
  }
}

/** Reads problem+json; an answer of another form (a proxy's page, say) keeps its status alone. */
export async function readProblem(response: Response): Promise<ProblemResponse> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) return new ProblemResponse(response.status, response.statusText, '')
  const body: unknown = await response.json().catch((cause: unknown) => ({ detail: String(cause) }))
  const members = isRecord(body) ? body : {}
  const text = (key: string) => (typeof members[key] === 'string' ? members[key] : '')
  return new ProblemResponse(response.status, text('title') || response.statusText, text('detail'), {
    body: members,
  })
}

/** An abort is nobody's failure: the person asked for something else meanwhile. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
